/// Standard Base 64 with padding (RFC 4648, section 4), strict: one text for one value.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }()

    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let first = bytes[start]
            let second = start + 1 < bytes.count ? bytes[start + 1] : 0
            let third = start + 2 < bytes.count ? bytes[start + 2] : 0
            text.append(alphabet[Int(first >> 2)])
            text.append(alphabet[Int(first & 0x03) << 4 | Int(second >> 4)])
            text.append(start + 1 < bytes.count ? alphabet[Int(second & 0x0F) << 2 | Int(third >> 6)] : 0x3D)
            text.append(start + 2 < bytes.count ? alphabet[Int(third & 0x3F)] : 0x3D)
        }
        return String(decoding: text, as: UTF8.self)
    }

    static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        let characters = Array(text)
        guard characters.count % 4 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count / 4 * 3)
        for start in stride(from: 0, to: characters.count, by: 4) {
            let last = start + 4 == characters.count
            let padding = last ? characters[start..<start + 4].reversed().prefix { $0 == 0x3D }.count : 0
            guard padding <= 2 else { return nil }
            var group: UInt32 = 0
            for offset in 0..<4 {
                let value = offset < 4 - padding ? values[Int(characters[start + offset])] : 0
                guard value != 0xFF else { return nil }
                group = group << 6 | UInt32(value)
            }
            // Bits that the padding leaves over must be zero, or one value would have several texts.
            guard padding == 0 || group & (padding == 1 ? 0xFF : 0xFFFF) == 0 else { return nil }
            bytes += [UInt8(group >> 16 & 0xFF), UInt8(group >> 8 & 0xFF), UInt8(group & 0xFF)].prefix(3 - padding)
        }
        return bytes
    }
}
