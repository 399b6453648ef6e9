/// A foreign name made safe to show: UTF-8, one line, no control or direction characters, of bounded length.
struct DisplayName {
    let text: String

    /// Longest name shown, in bytes.
    static let limit = 1024

    init(_ bytes: [UInt8]) {
        if !bytes.isEmpty, bytes.count <= Self.limit, bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
            text = String(decoding: bytes, as: UTF8.self)
            return
        }
        var decoded = CharsetDetector.text(of: bytes)
        if decoded.utf8.count > Self.limit {
            let scalars = decoded.unicodeScalars
            decoded = String(scalars.prefix(Self.limit / 8)) + "…" + String(scalars.suffix(Self.limit / 8))
        }
        if decoded.unicodeScalars.contains(where: Self.isUnsafe) {
            var safe = ""
            for scalar in decoded.unicodeScalars {
                if Self.isUnsafe(scalar) {
                    safe += "\\u{" + String(scalar.value, radix: 16) + "}"
                } else {
                    safe.unicodeScalars.append(scalar)
                }
            }
            decoded = safe
        }
        text = decoded.isEmpty ? "(no name)" : decoded
    }

    init(_ text: String) { self.init(Array(text.utf8)) }

    /// Controls end lines and drive terminals; direction marks let a name read as another.
    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
        default: false
        }
    }
}
