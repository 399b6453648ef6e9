import Extraction

/// Names the places of values in one part, and sees to it that no value stands in a name.
struct PlaceNames {
    let path: String
    private let locator: TextPart.Locator
    private let isDelimited: Bool
    /// Marks and the offsets in the part from which they hold.
    private var marks: [(offset: Int, name: String)] = []

    init(_ part: TextPart) {
        path = Self.masked(part.path.joined(separator: "/"))
        isDelimited = if case .delimited = part.layout { true } else { false }
        locator =
            switch part.locator {
            case .cell(let table): .cell(table: Self.masked(table))
            default: part.locator
            }
    }

    mutating func mark(_ name: String, at offset: Int) { marks.append((offset, Self.masked(name))) }

    /// Forgets marks that no longer hold at an offset.
    mutating func forget(before offset: Int) {
        while marks.count > 1, marks[1].offset <= offset { marks.removeFirst() }
    }

    /// The name of a place.
    ///
    /// - Parameters:
    ///   - line: counted from 1.
    ///   - column: counted from 0, where the text has columns.
    func name(_ offset: Int, line: Int, column: Int?) -> String {
        switch locator {
        case .line: return isDelimited ? "\(path)!\(Self.letters(column))\(line)" : "\(path):\(line)"
        case .cell(let table): return "\(path), \(table)!\(Self.letters(column))\(line)"
        case .mark:
            guard let mark = marks.last(where: { $0.offset <= offset }) else { return path }
            return "\(path), \(mark.name)"
        }
    }

    /// The letters of a spreadsheet column: A, B, … Z, AA.
    private static func letters(_ column: Int?) -> String {
        guard var number = column.map({ $0 + 1 }) else { return "" }
        var letters = ""
        while number > 0 {
            letters = String(UnicodeScalar(UInt8(0x41 + (number - 1) % 26))) + letters
            number = (number - 1) / 26
        }
        return letters
    }

    /// A file's or table's name with the values in it hidden: people name files after their subjects.
    static func masked(_ name: String) -> String {
        var bytes = Array(name.utf8)
        var hidden: [Range<Int>] = []
        bytes.withUnsafeBytes { raw in
            let view = ByteView(raw)
            AnchorFinder.find(view, from: 0, to: view.count) { hide($0, view, &hidden) }
        }
        guard !hidden.isEmpty else { return name }
        for range in hidden {
            var shown = 3
            for index in range where bytes[index].isAlphanumeric || bytes[index] >= 0x80 {
                if shown > 0, bytes[index] < 0x80 { shown -= 1 } else { bytes[index] = UInt8(ascii: "*") }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Notes where a name holds a value.
    private static func hide(_ anchor: Anchor, _ view: ByteView, _ hidden: inout [Range<Int>]) {
        switch anchor.kind {
        case .at:
            if let match = EmailShape.match(view, at: anchor.start) { hidden.append(match.start..<match.end) }
        case .digits:
            let run = DigitRun(view, anchor.start, anchor.end)
            if !NarrowWindow.isNeeded(view, run) {
                let candidates = ShapeCandidates(view, run, invalid: false)
                Recogniser.matches(view, run, candidates, invalid: false) { match in
                    if match.shape != .birthDate { hidden.append(match.start..<match.end) }
                }
            } else {
                hidden.append(anchor.start..<anchor.end)
            }
        case .wideDigits:
            var end = anchor.start
            while AnchorFinder.isWideDigit(view, end) { end += 3 }
            hidden.append(anchor.start..<end)
        case .slash: break
        }
    }
}
