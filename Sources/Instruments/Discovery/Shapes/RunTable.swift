/// What runs of digits may be part of, made ready to be looked up by what is read of them first: their length, the bytes
/// on either side, and their first three digits.
struct RunTable: Sendable {
    /// What a byte beside a run may be of.
    enum Neighbour: UInt8, CaseIterable {
        case other, smallLetter, capital, gap, opening, closing, point, plus

        init(_ byte: UInt8) {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): self = .smallLetter
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): self = .capital
            case UInt8(ascii: " "), UInt8(ascii: "-"): self = .gap
            case UInt8(ascii: "("): self = .opening
            case UInt8(ascii: ")"): self = .closing
            case UInt8(ascii: "."): self = .point
            case UInt8(ascii: "+"): self = .plus
            default: self = .other
            }
        }

        var isLetter: Bool { self == .smallLetter || self == .capital }
    }

    static let shared = RunTable()

    /// The neighbour that each byte is.
    private let neighbours: [UInt8]
    /// What runs may be by their length, five bits of it, and their neighbours, three bits each.
    private let surroundings: [ShapeCandidates]
    /// What runs may be by their first three digits, four bits each, the first one's lowest.
    private let heads: [ShapeCandidates]

    private init() {
        neighbours = (UInt8.min ... .max).map { Neighbour($0).rawValue }
        var surroundings: [ShapeCandidates] = []
        for count in 0..<32 {
            for before in Neighbour.allCases {
                for after in Neighbour.allCases { surroundings.append(Self.shapes(count, before, after)) }
            }
        }
        self.surroundings = surroundings
        var heads = [ShapeCandidates](repeating: ShapeCandidates(rawValue: 0), count: 1 << 12)
        for number in 0..<1000 {
            heads[number / 100 | (number / 10 % 10) << 4 | (number % 10) << 8] = Self.shapes(beginningWith: number)
        }
        self.heads = heads
    }

    /// Hands over the table as it lies in memory; it is not to be kept beyond the body.
    @inline(__always) func withLookup<Result>(_ body: (Lookup) -> Result) -> Result {
        neighbours.withUnsafeBufferPointer { neighbours in
            surroundings.withUnsafeBufferPointer { surroundings in
                heads.withUnsafeBufferPointer { heads in
                    // Arrays that are not empty have addresses.
                    body(
                        Lookup(
                            neighbours: neighbours.baseAddress.unsafelyUnwrapped,
                            surroundings: surroundings.baseAddress.unsafelyUnwrapped,
                            heads: heads.baseAddress.unsafelyUnwrapped))
                }
            }
        }
    }

    /// The table's bytes. Addresses and not arrays, since each run is looked up and no index can lie outside: each is put
    /// together from as many bits as its table has places for.
    struct Lookup {
        fileprivate let neighbours: UnsafePointer<UInt8>
        fileprivate let surroundings: UnsafePointer<ShapeCandidates>
        fileprivate let heads: UnsafePointer<ShapeCandidates>

        /// What a run may be part of.
        ///
        /// - Parameter invalid: whether values count too whose check fails.
        @inline(__always) func candidates(_ run: DigitRun, invalid: Bool) -> ShapeCandidates {
            let before = Int(neighbours[Int(run.before)])
            let after = Int(neighbours[Int(run.after)])
            let shapes = surroundings[min(run.count, 31) &<< 6 | before &<< 3 | after].rawValue
            let checked = invalid ? RunTable.checkedByHead.rawValue : 0
            return ShapeCandidates(rawValue: shapes & (heads[run.firstThreePacked].rawValue | checked))
        }
    }

    /// What is valid by its first digits alone.
    private static let checkedByHead = ShapeCandidates(
        rawValue: ShapeCandidates.phone.rawValue | ShapeCandidates.phoneInFours.rawValue)

    /// Whether the letters beside a run can be those of a value: those of hashes and decimals cannot.
    static func mayBelong(_ count: Int, _ before: Neighbour, _ after: Neighbour) -> Bool {
        if after.isLetter {
            // The check character of an identity number, or capitals within an IBAN.
            guard count == 6 || count == 17 || after == .capital && count >= 4 else { return false }
        }
        // Small letters come before digits in identity card numbers, and in the long ones of an IBAN.
        return before != .smallLetter || count == 6 || count == 7 || count == 3 || count >= 10
    }

    /// What a run may be by its length and neighbours, whatever its digits.
    private static func shapes(_ count: Int, _ before: Neighbour, _ after: Neighbour) -> ShapeCandidates {
        guard (3...30).contains(count), mayBelong(count, before, after) else { return [] }
        var shapes: ShapeCandidates = []
        func add(_ more: ShapeCandidates, where isSo: Bool) {
            if isSo { shapes.formUnion(more) }
        }
        add(.iban, where: count > 3 && (before == .capital || before.isLetter && count >= 10))
        add(.ibanInFours, where: count > 3 && before == .gap)
        add(.worldPhone, where: count <= 13 && before == .plus)
        add(.farPlus, where: count <= 13 && [.gap, .opening, .closing, .point].contains(before))
        add(.hongKongIdentity, where: (count == 6 || count == 7) && before.isLetter)
        add(.spacedIdentity, where: (count == 6 || count == 7) && before == .gap)
        add([.octopus], where: (7...9).contains(count) && after == .opening && !(count == 8 && before == .capital))
        add([.travelDocument], where: [7, 8, 10].contains(count) && before == .capital)
        switch count {
        case 3:
            add([.codedPhone, .fixedPhone], where: after == .gap || after == .closing)
            add([.someBank, .mobilePhone], where: after == .gap)
            add(.splitIdentity, where: after == .gap && (before.isLetter || before == .gap))
            add(.phoneInThrees, where: after == .gap && before == .gap)
        case 4:
            add(.birthDate, where: true)
            add(.fixedPhone, where: after == .gap || after == .closing)
            add([.cardInFours, .phoneInFours], where: after == .gap)
        case 5: add(.dialledPhone, where: true)
        case 6: add([.residentInGroups, .cardInTwo], where: after == .gap)
        case 8: add([.phone, .someRegistration, .birthDate], where: before != .capital)
        case 11: add([.codedPhone, .mobilePhone], where: true)
        case 13...19:
            add(.someCard, where: true)
            add(.dialledPhone, where: count == 13)
            add(.residentIdentity, where: count == 17 || count == 18)
        default: break
        }
        return shapes
    }

    /// What a run may be whose first three digits write a number, whatever stands beside it.
    private static func shapes(beginningWith number: Int) -> ShapeCandidates {
        var shapes = ShapeCandidates(rawValue: .max)
        func drop(_ less: ShapeCandidates, unless isSo: Bool) {
            if !isSo { shapes.subtract(less) }
        }
        let isIssuer = (0..<10).contains { FinancialShapes.isIssuer(number * 10 + $0) }
        drop([.phone, .phoneInFours], unless: PhoneShape.isAssigned(number))
        drop(.codedPhone, unless: number / 100 == 8)
        drop([.dialledPhone, .fixedPhone], unless: number / 100 == 0)
        drop(.mobilePhone, unless: number / 100 == 1)
        drop(.birthDate, unless: BirthDateShape.isCentury(number / 10))
        drop([.residentIdentity, .residentInGroups], unless: IdentityShapes.isProvince(number / 10))
        drop([.someCard, .cardInFours, .cardInTwo], unless: isIssuer)
        drop(.someBank, unless: FinancialShapes.isBank(number))
        return shapes
    }
}
