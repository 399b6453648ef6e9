import Crypto
import CryptoExtras

/// A public key that signatures are checked with.
enum VerificationKey: Sendable {
    case p256(P256.Signing.PublicKey)
    case ed25519(Curve25519.Signing.PublicKey)
    case rsa(_RSA.Signing.PublicKey)

    /// How an ECDSA signature is written.
    enum Form {
        /// As ASN.1 (WebAuthn, section 6.5.6).
        case der
        /// As the two numbers side by side (RFC 7518, section 3.4).
        case raw
    }

    /// Below 2048 bits a key can be broken; beyond 8192, checking a signature is work that a stranger gives us.
    private static let modulusSize = 256...1024
    private static let exponentSize = 1...4

    /// A point on P-256; nil where it is none.
    init?(x: [UInt8], y: [UInt8]) {
        guard x.count == 32, y.count == 32, let key = try? P256.Signing.PublicKey(rawRepresentation: x + y) else {
            return nil
        }
        self = .p256(key)
    }

    /// An Ed25519 key; nil where it is none.
    init?(edwards bytes: [UInt8]) {
        guard bytes.count == 32, let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else {
            return nil
        }
        self = .ed25519(key)
    }

    /// An RSA key by its numbers, the highest byte first; nil outside of 2048 to 8192 bits.
    init?(modulus: [UInt8], exponent: [UInt8]) {
        guard Self.modulusSize.contains(modulus.count), modulus[0] != 0, let low = modulus.last, low & 1 == 1,
            Self.exponentSize.contains(exponent.count), exponent[0] != 0, let last = exponent.last, last & 1 == 1,
            exponent != [1], let key = try? _RSA.Signing.PublicKey(n: modulus, e: exponent)
        else { return nil }
        self = .rsa(key)
    }

    /// Whether the key makes signatures of an algorithm.
    func fits(_ algorithm: SignatureAlgorithm) -> Bool {
        switch (self, algorithm) {
        case (.p256, .es256), (.ed25519, .edDSA), (.rsa, .rs256): true
        default: false
        }
    }

    func verifies(
        _ signature: [UInt8], over data: [UInt8], by algorithm: SignatureAlgorithm, form: Form
    ) -> Bool {
        switch (self, algorithm) {
        case (.p256(let key), .es256):
            let read =
                form == .der
                ? try? P256.Signing.ECDSASignature(derRepresentation: signature)
                : try? P256.Signing.ECDSASignature(rawRepresentation: signature)
            return read.map { key.isValidSignature($0, for: data) } ?? false
        case (.ed25519(let key), .edDSA): return key.isValidSignature(signature, for: data)
        case (.rsa(let key), .rs256):
            return key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature), for: SHA256.hash(data: data),
                padding: .insecurePKCS1v1_5)
        default: return false
        }
    }
}
