import Model

/// What the columns of one table say of the values in them: their names, and how many of their cells prove right.
struct ColumnTable {
    /// A value that waits for the judgement on its column.
    struct Held {
        var support: Support
        /// Its hash, where it stands for a person.
        var hash: UInt64?
        var evidence: EvidenceItem?
    }

    /// The cells of one column that are written like one type.
    struct Column {
        let column: Int
        let detector: Int
        var valid = 0
        var invalid = 0
        var held: [Held] = []
        /// What the column adds to the log-odds of its values, once that is known.
        var judgement: Double?
    }

    /// What the header says of each column, as bits of detectors.
    var headers: [(positive: UInt64, negative: UInt64)] = []
    private var columns: [Column] = []
    /// Of each column, what its cells may be written like that no longer counts.
    private var closed: [ShapeCandidates] = []
    /// What no longer counts in some column.
    private(set) var closedSomewhere = ShapeCandidates(rawValue: 0)
    /// The index of each column and detector among `columns`; -1 where there is none yet.
    private var indices: [Int32] = []

    /// Cells after which a column is judged.
    private static let sample = 64
    /// Columns that are judged at all.
    private static let limit = 1024

    func header(_ column: Int, _ detector: Int) -> Bool? {
        guard headers.indices.contains(column) else { return nil }
        let bit: UInt64 = 1 << UInt64(detector)
        if headers[column].positive & bit != 0 { return true }
        return headers[column].negative & bit != 0 ? false : nil
    }

    /// The place of a column and detector, made where there is none; nil beyond the limit.
    @inline(__always) private mutating func index(_ column: Int, _ detector: Int) -> Int? {
        let key = column * DetectorSet.limit + detector
        if key >= indices.count {
            guard column < Self.limit else { return nil }
            indices += [Int32](repeating: -1, count: (column + 1) * DetectorSet.limit - indices.count)
        }
        if indices[key] < 0 {
            indices[key] = Int32(columns.count)
            columns.append(Column(column: column, detector: detector))
        }
        return Int(indices[key])
    }

    /// Notes a cell whose check failed.
    mutating func noteInvalid(_ column: Int, _ detector: Int) {
        if let index = index(column, detector) { columns[index].invalid += 1 }
    }

    /// What the column adds to a valid cell's log-odds; nil where it is not judged yet.
    mutating func noteValid(_ column: Int, _ detector: Int) -> Double? {
        guard let index = index(column, detector) else { return 0 }
        columns[index].valid += 1
        return columns[index].judgement
    }

    /// Lets a value wait.
    ///
    /// - Returns: all that waited, where the column can now be judged.
    mutating func hold(_ held: Held, _ column: Int, _ detector: Int, _ shape: Shape) -> [Held] {
        guard let index = index(column, detector) else { return [] }
        columns[index].held.append(held)
        let valid = columns[index].valid
        return valid >= Self.sample || valid + columns[index].invalid >= 4 * Self.sample ? judge(index, shape) : []
    }

    /// Notes that values of a shape in a column count no more, if its judgement says so.
    ///
    /// - Parameter most: the most that such a value says beside the judgement.
    mutating func close(_ column: Int, _ detector: Int, _ shape: Shape, most: Double) {
        guard let index = index(column, detector), let judgement = columns[index].judgement, most + judgement < 0 else {
            return
        }
        while closed.count <= column { closed.append([]) }
        closed[column].formUnion(ShapeCandidates.wholeCells(of: shape))
        closedSomewhere.formUnion(closed[column])
    }

    /// What the cells of a column may be written like that no longer counts.
    func closed(_ column: Int) -> ShapeCandidates {
        column < closed.count ? closed[column] : ShapeCandidates(rawValue: 0)
    }

    /// Judges every column that is left, at the end of the table.
    mutating func finish(_ shape: (Int) -> Shape?) -> [(detector: Int, held: [Held])] {
        columns.indices.compactMap { index in
            guard let shape = shape(columns[index].detector), columns[index].judgement == nil else { return nil }
            return (columns[index].detector, judge(index, shape))
        }
    }

    private mutating func judge(_ index: Int, _ shape: Shape) -> [Held] {
        let judgement = weight(columns[index], shape)
        columns[index].judgement = judgement
        var held: [Held] = []
        swap(&held, &columns[index].held)
        for index in held.indices {
            held[index].support.logit += judgement
            if judgement != 0 { held[index].support.column = judgement > 0 }
        }
        return held
    }

    /// A wrong number proves right by its check digit now and then; a column of them does not.
    private func weight(_ column: Column, _ shape: Shape) -> Double {
        let cells = column.valid + column.invalid
        guard cells >= 5 else { return 0 }
        if column.valid * 2 < cells { return -4 }
        // A check digit is right by chance in one of ten or eleven: five in a row settle it.
        guard column.valid * 10 >= cells * 9, cells >= (shape.isChecked ? 5 : 10),
            header(column.column, column.detector) != false
        else { return 0 }
        return shape.columnWeight(hasHeader: !headers.isEmpty)
    }
}

extension Shape {
    /// What a column of nothing but valid values adds. A silent header speaks against types without check digits.
    func columnWeight(hasHeader: Bool) -> Double {
        switch self {
        case .hongKongIdentity, .residentIdentity, .paymentCard, .iban, .octopus, .businessRegistration:
            hasHeader ? 4.5 : 6.5
        case .phone, .mainlandPhone, .foreignPhone, .bankAccount, .hongKongPassport, .chinesePassport,
            .homeReturnPermit, .exitEntryPermit:
            hasHeader ? 2 : 4
        case .birthDate, .email: 0
        }
    }

    /// Whether values in a cell of their own wait for the judgement on their column.
    var waitsForColumn: Bool { self != .birthDate && self != .email && self != .iban }

    /// Whether a match is proved by arithmetic or by a plan of numbers.
    var isChecked: Bool {
        switch self {
        case .hongKongIdentity, .residentIdentity, .paymentCard, .iban, .octopus, .businessRegistration: true
        default: false
        }
    }
}
