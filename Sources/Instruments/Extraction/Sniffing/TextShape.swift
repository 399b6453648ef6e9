/// How decoded text is laid out.
enum TextShape {
    /// Bytes of text that are looked at.
    static let sampleSize = 32 << 10

    /// - Parameter isWhole: whether the sample is all of the text, so that its last line is not cut.
    static func layout(of sample: ArraySlice<UInt8>, isWhole: Bool) -> TextPart.Layout {
        let text = sample.prefix(sampleSize)
        let start = text.drop { $0 <= 0x20 }
        if looksLikeJSON(start) { return .json }
        let lines = lines(of: text, isWhole: isWhole && text.count == sample.count)
        if looksLikeSQL(lines) { return .sql }
        return DelimiterSniffer.layout(of: lines) ?? .running
    }

    private static func lines(of text: ArraySlice<UInt8>, isWhole: Bool) -> [ArraySlice<UInt8>] {
        var lines = text.split(separator: 0x0A, maxSplits: 400, omittingEmptySubsequences: true)
        if !isWhole || lines.count > 400, lines.count > 1 { lines.removeLast() }
        return lines.map { $0.last == 0x0D ? $0.dropLast() : $0 }.filter { !$0.isEmpty }
    }

    /// A bracket and what may follow it: neither prose nor a log begins so.
    private static func looksLikeJSON(_ start: ArraySlice<UInt8>) -> Bool {
        guard let first = start.first, first == 0x7B || first == 0x5B else { return false }
        guard let next = start.dropFirst().first(where: { $0 > 0x20 }) else { return false }
        if first == 0x7B { return next == 0x22 || next == 0x7D }
        switch next {
        case 0x22, 0x7B, 0x5B, 0x5D: return true
        case 0x2D, 0x30...0x39:
            // `[1, 2` is JSON; `[2026-11-24 …]` and `[12:30]` begin lines of a log.
            let number = start.dropFirst().drop { $0 <= 0x20 }
            guard let after = number.first(where: { !(0x30...0x39).contains($0) && $0 != 0x2E && $0 > 0x20 }) else {
                return false
            }
            return after == 0x2C || after == 0x5D && number.count < 64
        default: return false
        }
    }

    private static func looksLikeSQL(_ lines: [ArraySlice<UInt8>]) -> Bool {
        let openings = [
            "CREATE TABLE ", "INSERT INTO ", "-- MYSQL DUMP", "-- POSTGRESQL DATABASE DUMP", "-- MARIADB DUMP",
            "/*M!", "DROP TABLE ", "INSERT IGNORE INTO ", "REPLACE INTO ", "PRAGMA FOREIGN_KEYS", "COPY PUBLIC.",
        ].map { Array($0.utf8) }
        return lines.contains { line in
            let start = line.prefix(40).map { (0x61...0x7A).contains($0) ? $0 & 0xDF : $0 }
            return openings.contains { start.starts(with: $0) }
        }
    }
}
