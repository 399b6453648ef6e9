/// Bytes as text of 32 characters, without padding, strict: one text for one value.
struct Base32: Sendable {
    /// The alphabet of RFC 4648, section 6, in which authenticator apps take secrets.
    static let standard = Base32("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    /// The same in lower case, for tokens that programs carry.
    static let lower = Base32("abcdefghijklmnopqrstuvwxyz234567")
    /// Crockford's, which has no two characters that people take for each other.
    static let spoken = Base32("0123456789abcdefghjkmnpqrstvwxyz")

    private static let noCharacter: UInt8 = 0xFF

    private let alphabet: [UInt8]
    private let values: [UInt8]

    private init(_ text: StaticString) {
        alphabet = Array("\(text)".utf8)
        var values = [UInt8](repeating: Self.noCharacter, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        self.values = values
    }

    func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count * 8 + 4) / 5)
        var word: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            word = word << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[Int(word >> bits & 31)])
            }
            word &= 1 << bits - 1
        }
        if bits > 0 { text.append(alphabet[Int(word << (5 - bits) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil where the text is not exactly what `encode` writes.
    func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        // A byte needs two characters, two need four, three five, four seven.
        guard ![1, 3, 6].contains(text.count % 8) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * 5 / 8)
        var word: UInt32 = 0
        var bits: UInt32 = 0
        for character in text {
            let value = values[Int(character)]
            guard value != Self.noCharacter else { return nil }
            word = word << 5 | UInt32(value)
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: word >> bits))
                word &= 1 << bits - 1
            }
        }
        // Bits that are left over must be zero, or one value would have several texts.
        return word == 0 ? bytes : nil
    }
}
