/// Finds the value that a label names: `Name: CHAN Siu Ming`, `password = …`.
struct LabelShape {
    let bytes: UnsafeBufferPointer<UInt8>

    private static let placeholders = ["changeme", "example", "password", "secret", "placeholder", "redacted", "your", "xxxx", "none", "null", "true", "false"]

    /// Where the value stands; nil where nothing like one follows.
    func value(after label: Int, secret: Bool) -> Range<Int>? {
        secret ? secretValue(after: label) : nameValue(after: label)
    }

    private func secretValue(after label: Int) -> Range<Int>? {
        var start = label
        while start < bytes.count, [0x20, 0x22, 0x27, 0x09].contains(bytes[start]) { start += 1 }
        var end = start
        while end < bytes.count, end - start < 256, bytes[end] > 0x20, ![0x22, 0x27, 0x2C, 0x3B, 0x3C, 0x3E, 0x60].contains(bytes[end]) { end += 1 }
        let text = String(decoding: bytes[start..<end], as: UTF8.self).lowercased()
        guard text.utf8.count >= 8, !text.hasPrefix("$"), !text.hasPrefix("{"), !text.hasPrefix("%"), !text.hasPrefix("<"),
            Set(text).count > 4, !Self.placeholders.contains(where: { text.hasPrefix($0) })
        else { return nil }
        // A word of letters alone is prose more often than a password.
        guard text.contains(where: { $0.isNumber || !$0.isLetter }) else { return nil }
        return start..<end
    }

    private func nameValue(after label: Int) -> Range<Int>? {
        var start = label
        while start < bytes.count, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        var end = start
        while end < bytes.count, end - start < 60, bytes[end] != 0x0A, ![0x2C, 0x3B, 0x09, 0x28].contains(bytes[end]) { end += 1 }
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        let words = text.split(separator: " ").prefix(5)
        let latin = words.prefix { $0.first?.isUppercase == true && $0.allSatisfy { $0.isLetter || $0 == "-" || $0 == "'" } }
        if latin.count >= 2, latin.allSatisfy({ $0.utf8.allSatisfy { $0 < 0x80 } }), let last = latin.last {
            return start..<start + text.utf8.distance(from: text.startIndex, to: last.endIndex)
        }
        if let word = words.first {
            let han = word.prefix { ("\u{4E00}"..."\u{9FFF}").contains($0) }
            if (2...4).contains(han.count) { return start..<start + han.utf8.count }
        }
        return nil
    }
}
