import Crypto

/// A code of digits from a key and a counter, by HMAC-SHA-1 (RFC 4226, section 5.3).
enum OneTimeCode {
    static func make(key: Secret, counter: UInt64, digits: Int) -> String {
        let message = (0..<8).map { UInt8(truncatingIfNeeded: counter >> UInt64(56 - 8 * $0)) }
        let tag = Array(
            HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: key.bytes)))
        let offset = Int(tag[tag.count - 1] & 15)
        var value: UInt32 = 0
        for byte in tag[offset..<offset + 4] { value = value << 8 | UInt32(byte) }
        var modulus: UInt32 = 1
        for _ in 0..<digits { modulus *= 10 }
        let text = String((value & 0x7FFF_FFFF) % modulus)
        return String(repeating: "0", count: digits - text.utf8.count) + text
    }
}
