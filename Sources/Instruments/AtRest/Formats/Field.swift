/// Fields of fixed headers; what lies beyond the end reads as nothing.
enum Field {
    /// A big-endian number.
    static func big(_ bytes: [UInt8], at offset: Int, count: Int) -> Int {
        guard offset >= 0, offset + count <= bytes.count else { return 0 }
        return bytes[offset..<offset + count].reduce(0) { ($0 & 0x007F_FFFF_FFFF_FFFF) << 8 | Int($1) }
    }

    /// A little-endian number.
    static func little(_ bytes: [UInt8], at offset: Int, count: Int) -> Int {
        guard offset >= 0, offset + count <= bytes.count else { return 0 }
        return bytes[offset..<offset + count].reversed().reduce(0) { ($0 & 0x007F_FFFF_FFFF_FFFF) << 8 | Int($1) }
    }

    /// A text that ends at a zero or at the field's end.
    static func text(_ bytes: [UInt8], at offset: Int, count: Int) -> String {
        guard offset >= 0, offset + count <= bytes.count else { return "" }
        return String(decoding: bytes[offset..<offset + count].prefix { $0 != 0 }, as: UTF8.self)
    }

    /// Where a sequence of bytes first stands.
    static func find(_ sought: String, in bytes: [UInt8]) -> Int? {
        let sought = Array(sought.utf8)
        guard bytes.count >= sought.count else { return nil }
        return (0...bytes.count - sought.count).first { start in
            bytes[start] == sought[0] && bytes[start..<start + sought.count].elementsEqual(sought)
        }
    }
}
