/// Bytes as text of 64 characters (RFC 4648), strict: one text for one value.
public struct Base64: Sendable {
    /// The common alphabet, with padding (section 4).
    public static let standard = Base64(last: "+/", isPadded: true)
    /// The alphabet for names and addresses, without padding (section 5), as JSON web signatures use it.
    public static let url = Base64(last: "-_", isPadded: false)

    private static let padding = UInt8(ascii: "=")
    private static let noCharacter: UInt8 = 0xFF

    private let alphabet: [UInt8]
    private let values: [UInt8]
    private let isPadded: Bool

    private init(last: StaticString, isPadded: Bool) {
        alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\(last)".utf8)
        var values = [UInt8](repeating: Self.noCharacter, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        self.values = values
        self.isPadded = isPadded
    }

    /// Writes bytes as text.
    public func encode(_ bytes: some Collection<UInt8>) -> String {
        let bytes = Array(bytes)
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let count = min(3, bytes.count - start)
            var group: UInt32 = 0
            for offset in 0..<3 { group = group << 8 | UInt32(offset < count ? bytes[start + offset] : 0) }
            for place in 0..<4 {
                if place <= count {
                    text.append(alphabet[Int(group >> UInt32(18 - 6 * place) & 63)])
                } else if isPadded {
                    text.append(Self.padding)
                }
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads text; nil where it is not exactly what `encode` writes.
    public func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        var characters = Array(text)
        if isPadded {
            guard characters.count % 4 == 0 else { return nil }
            for _ in 0..<2 where characters.last == Self.padding { characters.removeLast() }
        }
        guard characters.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count / 4 * 3 + 2)
        var word: UInt32 = 0
        var bits: UInt32 = 0
        for character in characters {
            let value = values[Int(character)]
            guard value != Self.noCharacter else { return nil }
            word = word << 6 | UInt32(value)
            bits += 6
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
