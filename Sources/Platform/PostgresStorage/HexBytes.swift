/// Bytes as PostgreSQL writes them in text: `\x` and two hexadecimal digits each (section 8.4, "hex format").
enum HexBytes {
    private static let digits = Array("0123456789abcdef".utf8)

    static func append(_ bytes: [UInt8], to text: inout [UInt8]) {
        text.reserveCapacity(text.count + 2 + 2 * bytes.count)
        text += [UInt8(ascii: "\\"), UInt8(ascii: "x")]
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
    }

    static func decode(_ text: UnsafeRawBufferPointer) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: max(0, text.count / 2 - 1)) { buffer, count in
            count = max(0, text.count / 2 - 1)
            for index in 0..<count {
                buffer[index] = value(text[2 + 2 * index]) << 4 | value(text[3 + 2 * index])
            }
        }
    }

    private static func value(_ digit: UInt8) -> UInt8 { digit & 15 + (digit > UInt8(ascii: "9") ? 9 : 0) }
}
