import Storage

/// A column of values as PostgreSQL writes an array in text (section 8.15.2).
enum ArrayLiteral {
    static func text(of values: [SQLValue]) -> String {
        var bytes: [UInt8] = [UInt8(ascii: "{")]
        for (index, value) in values.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            switch value {
            case .null: bytes += "NULL".utf8
            case .integer(let integer): bytes += String(integer).utf8
            case .real(let real): bytes += real.description.utf8
            case .text(let text): quote(text.utf8, in: &bytes)
            case .blob(let blob):
                var hex: [UInt8] = []
                HexBytes.append(blob, to: &hex)
                quote(hex, in: &bytes)
            }
        }
        bytes.append(UInt8(ascii: "}"))
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func quote(_ text: some Sequence<UInt8>, in bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
