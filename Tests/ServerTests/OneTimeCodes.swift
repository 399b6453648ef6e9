import BaseEncoding
import Crypto
import Model

/// Codes as an authenticator app shows them (RFC 6238, SHA-1, 30 seconds, six digits).
enum OneTimeCodes {
    static func code(_ typed: String, at now: Instant) throws -> String {
        let step = UInt64(now.seconds / 30)
        let message = (0..<8).reversed().map { UInt8(truncatingIfNeeded: step >> (8 * UInt64($0))) }
        let mac = Array(
            HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: secret(typed))))
        let offset = Int(mac[19] & 15)
        let value = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let digits = String(value % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// Base 32 (RFC 4648, section 6), spaces passed over.
    private static func secret(_ typed: String) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var bits = 0
        var buffer: UInt32 = 0
        var bytes: [UInt8] = []
        for character in typed.uppercased() {
            guard let value = alphabet.firstIndex(of: character) else { continue }
            buffer = buffer << 5 | UInt32(value)
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
            }
        }
        return bytes
    }
}
