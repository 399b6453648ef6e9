/// The escapes of JSON strings (RFC 8259 §7).
enum JSONEscapes {
    /// The text of a string's bytes between its quotes, escapes resolved. A lone surrogate is a fault.
    static func unescape(_ raw: ArraySlice<UInt8>, at offset: Int) throws(JSONFault) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(raw.count)
        var index = raw.startIndex
        func fault() -> JSONFault { JSONFault(.invalidEscape, at: offset + index - raw.startIndex) }
        func hex4(_ from: Int) throws(JSONFault) -> UInt32 {
            guard from + 4 <= raw.endIndex else { throw fault() }
            var value: UInt32 = 0
            for byte in raw[from..<from + 4] {
                guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else { throw fault() }
                value = value << 4 | UInt32(digit)
            }
            return value
        }
        while index < raw.endIndex {
            let byte = raw[index]
            guard byte == UInt8(ascii: "\\") else {
                out.append(byte)
                index += 1
                continue
            }
            guard index + 1 < raw.endIndex else { throw fault() }
            let escape = raw[index + 1]
            index += 2
            switch escape {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(escape)
            case UInt8(ascii: "b"): out.append(0x08)
            case UInt8(ascii: "f"): out.append(0x0c)
            case UInt8(ascii: "n"): out.append(0x0a)
            case UInt8(ascii: "r"): out.append(0x0d)
            case UInt8(ascii: "t"): out.append(0x09)
            case UInt8(ascii: "u"):
                var code = try hex4(index)
                index += 4
                if (0xd800..<0xdc00).contains(code) {
                    guard index + 6 <= raw.endIndex, raw[index] == UInt8(ascii: "\\"),
                        raw[index + 1] == UInt8(ascii: "u")
                    else { throw fault() }
                    let low = try hex4(index + 2)
                    guard (0xdc00..<0xe000).contains(low) else { throw fault() }
                    index += 6
                    code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
                }
                guard let scalar = UnicodeScalar(code) else { throw fault() }
                out.append(contentsOf: String(Character(scalar)).utf8)
            default: throw fault()
            }
        }
        guard let text = String(validating: out, as: UTF8.self) else { throw JSONFault(.invalidUTF8, at: offset) }
        return text
    }
}
