/// Tells passwords and keys from the words, placeholders and calls that stand in their place in code and guides.
enum SecretCheck {
    static func holds(_ value: UnsafeRawBufferPointer) -> Bool {
        guard (6...512).contains(value.count) else { return false }
        let lower = value.prefix(64).map(\.lowercased)
        for prefix in prefixes where lower.starts(with: prefix) { return false }
        for part in parts where contains(lower, part) { return false }
        var letters = 0
        var digits = 0
        var others = 0
        var seen = SIMD4<UInt64>()
        for byte in value {
            guard byte > 0x20, byte < 0x7F else { return false }
            if byte.isLetter { letters += 1 } else if byte.isDigit { digits += 1 } else { others += 1 }
            seen[Int(byte >> 6)] |= 1 << UInt64(byte & 63)
        }
        // A call, an index or a template: the value comes from elsewhere.
        for byte in value {
            switch byte {
            case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "<"),
                UInt8(ascii: ">"), UInt8(ascii: "["), UInt8(ascii: "]"):
                return false
            default: break
            }
        }
        let distinct = (0..<4).reduce(0) { $0 + seen[$1].nonzeroBitCount }
        guard distinct >= 5 else { return false }
        let classes = (letters > 0 ? 1 : 0) + (digits > 0 ? 1 : 0) + (others > 0 ? 1 : 0)
        // A name such as `config.database.password` has dots but no digits.
        if digits == 0 { return others > 0 && !isDottedName(value) && distinct >= 6 }
        return classes >= 2
    }

    /// Whether a value is a JSON Web Token (RFC 7519).
    static func isToken(_ value: UnsafeRawBufferPointer) -> Bool {
        let parts = value.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 3 && parts.allSatisfy { $0.count >= 8 } && parts[0].starts(with: Array("eyJ".utf8))
    }

    private static func isDottedName(_ value: UnsafeRawBufferPointer) -> Bool {
        value.allSatisfy {
            $0.isLetter || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
        }
    }

    private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
        guard text.count >= part.count else { return false }
        return (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
    }

    private static let prefixes: [[UInt8]] = [
        "$", "%", "@", "\\", "*", "/", "process.env", "os.environ", "env.", "getenv", "null", "none", "true", "false",
        "undefined", "string", "required", "todo", "config.", "self.", "this.", "settings.", "http://", "https://",
    ].map { Array($0.utf8) }

    private static let parts: [[UInt8]] = [
        "changeme", "change_me", "change-me", "placeholder", "example", "xxxx", "your", "dummy", "insert", "redacted",
        "****", "....", "secretkeyref", "vault:",
    ].map { Array($0.utf8) }
}
