/// Lines of the formats of C2SP, as bytes: in a `String`, marks that combine would hide separators.
enum Lines {
    static let newline = UInt8(ascii: "\n")

    /// The lines between newlines; the last one is what follows the last newline.
    static func split(_ bytes: some Collection<UInt8>) -> [[UInt8]] {
        bytes.split(separator: newline, omittingEmptySubsequences: false).map { Array($0) }
    }

    /// A decimal number without sign or leading zeros.
    static func number(_ line: some Collection<UInt8>) -> UInt64? {
        guard (1...20).contains(line.count) else { return nil }
        let text = String(decoding: line, as: UTF8.self)
        guard let value = UInt64(text), String(value).utf8.elementsEqual(line) else { return nil }
        return value
    }
}
