import BaseEncoding
import CanonicalJSON
import Crypto

/// Binds the log to an event without showing it: SHA-256 over a domain, a salt and the event's canonical bytes.
///
/// The salt is an HMAC, under the commitment key, of a nonce that is kept with the event. Who holds event and salt can
/// check the commitment; who holds only the log learns nothing; once event and nonce are erased, nothing ties the leaf
/// to them.
public enum Commitment {
    private static let domain = Array("seawall/event/v1\n".utf8)

    /// The commitment to an event: the bytes of its log entry.
    public static func of(_ event: Event, salt: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: domain)
        hash.update(data: salt)
        hash.update(data: event.json.canonicalBytes)
        return Array(hash.finalize())
    }

    /// A nonce of a new event.
    static func nonce() -> String {
        var generator = SystemRandomNumberGenerator()
        let words = SIMD2<UInt64>(generator.next(), generator.next())
        return withUnsafeBytes(of: words) { Hexadecimal.encode($0) }
    }

    /// The salt of a nonce.
    static func salt(nonce: String, key: SymmetricKey) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(nonce.utf8), using: key))
    }
}
