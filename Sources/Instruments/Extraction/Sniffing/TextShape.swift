import Glibc

/// What decoded text is and how it is laid out.
struct TextShape {
    let isHTML: Bool
    let isEncrypted: Bool
    let layout: TextPart.Layout

    /// Bytes of text that are looked at.
    static let sampleSize = 16 << 10

    /// - Parameter isWhole: whether the sample is all of the text, so that its last line is not cut.
    init(_ sample: UnsafeRawBufferPointer, isWhole: Bool) {
        let text = UnsafeRawBufferPointer(rebasing: sample.prefix(Self.sampleSize))
        let isWhole = isWhole && text.count == sample.count
        let start = UnsafeRawBufferPointer(rebasing: text[(text.firstIndex { $0 > 0x20 } ?? text.endIndex)...])
        isHTML = HTMLShape.matches(start)
        isEncrypted = start.starts(with: Array("-----BEGIN PGP MESSAGE-----".utf8))
        if isHTML {
            layout = .running
        } else if Self.looksLikeJSON(start) {
            layout = .json
        } else if Self.looksLikeSQL(text) {
            layout = .sql
        } else {
            layout = DelimiterSniffer.layout(of: text, isWhole: isWhole) ?? .running
        }
    }

    /// A bracket and what may follow it: neither prose nor a log begins so.
    private static func looksLikeJSON(_ start: UnsafeRawBufferPointer) -> Bool {
        guard let first = start.first, first == 0x7B || first == 0x5B else { return false }
        let inner = start.dropFirst().drop { $0 <= 0x20 }
        guard let next = inner.first else { return false }
        if first == 0x7B { return next == 0x22 || next == 0x7D }
        switch next {
        case 0x22, 0x7B, 0x5B, 0x5D: return true
        case 0x2D, 0x30...0x39:
            // `[1, 2` is JSON; `[2026-11-24 …]` and `[12:30]` begin lines of a log.
            let after = inner.dropFirst().drop { (0x30...0x39).contains($0) || $0 == 0x2E }.first { $0 > 0x20 }
            return after == 0x2C || after == 0x5D && inner.count < 64
        default: return false
        }
    }

    private static let openings = [
        "CREATE TABLE ", "INSERT INTO ", "-- MYSQL DUMP", "-- POSTGRESQL DATABASE DUMP", "-- MARIADB DUMP", "/*M!",
        "DROP TABLE ", "INSERT IGNORE INTO ", "REPLACE INTO ", "PRAGMA FOREIGN_KEYS", "COPY PUBLIC.",
    ].map { Array($0.utf8) }

    private static func looksLikeSQL(_ text: UnsafeRawBufferPointer) -> Bool {
        var index = 0
        while index < text.count {
            switch text[index] {
            case 0x43, 0x63, 0x49, 0x69, 0x2D, 0x2F, 0x44, 0x64, 0x52, 0x72, 0x50, 0x70:
                let line = text[index...].prefix(32).map { (0x61...0x7A).contains($0) ? $0 & 0xDF : $0 }
                if openings.contains(where: { line.starts(with: $0) }) { return true }
            default: break
            }
            guard let base = text.baseAddress, let end = memchr(base + index, 0x0A, text.count - index) else {
                return false
            }
            index = end - UnsafeMutableRawPointer(mutating: base) + 1
        }
        return false
    }
}
