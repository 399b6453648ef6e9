import Crypto
import CryptoExtras

/// Checks a signature with the key of an issuer, also by schemes that are too weak to trust: a weak signature that
/// holds and one that does not are different findings.
enum SignatureCheck {
    /// What came out.
    enum Result {
        case valid, invalid
        /// By a scheme or key that cannot be checked here.
        case notChecked
    }

    static func check(
        _ signature: [UInt8], over data: [UInt8], by algorithm: SignatureAlgorithm, key: PublicKeyFacts
    ) -> Result {
        if let types = algorithm.scheme.keyTypes, !types.contains(key.type) { return .invalid }
        switch (algorithm.scheme, algorithm.hash) {
        case (.ed25519, _):
            guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key.raw) else { return .notChecked }
            return key.isValidSignature(signature, for: data) ? .valid : .invalid
        case (.mlDSA65, _):
            guard let key = try? MLDSA65.PublicKey(rawRepresentation: key.raw) else { return .notChecked }
            return key.isValidSignature(signature, for: data) ? .valid : .invalid
        case (.mlDSA87, _):
            guard let key = try? MLDSA87.PublicKey(rawRepresentation: key.raw) else { return .notChecked }
            return key.isValidSignature(signature, for: data) ? .valid : .invalid
        case (.rsa, "sha256"), (.rsaPSS, "sha256"), (.ecdsa, "sha256"):
            return check(signature, SHA256.hash(data: data), algorithm, key)
        case (.rsa, "sha384"), (.rsaPSS, "sha384"), (.ecdsa, "sha384"):
            return check(signature, SHA384.hash(data: data), algorithm, key)
        case (.rsa, "sha512"), (.rsaPSS, "sha512"), (.ecdsa, "sha512"):
            return check(signature, SHA512.hash(data: data), algorithm, key)
        case (.rsa, "sha1"), (.rsaPSS, "sha1"), (.ecdsa, "sha1"):
            return check(signature, Insecure.SHA1.hash(data: data), algorithm, key)
        // MD5 among them: swift-crypto's RSA traps on a digest that it does not know. docs/limits.md says which.
        default: return .notChecked
        }
    }

    private static func check(
        _ signature: [UInt8], _ digest: some Digest, _ algorithm: SignatureAlgorithm, _ key: PublicKeyFacts
    ) -> Result {
        if algorithm.scheme == .ecdsa { return checkECDSA(signature, digest, key) }
        guard algorithm.hasUsualParameters,
            let key = try? _RSA.Signing.PublicKey(unsafeDERRepresentation: key.info)
        else { return .notChecked }
        let padding: _RSA.Signing.Padding = algorithm.scheme == .rsa ? .insecurePKCS1v1_5 : .PSS
        let valid = key.isValidSignature(
            _RSA.Signing.RSASignature(rawRepresentation: signature), for: digest, padding: padding)
        return valid ? .valid : .invalid
    }

    private static func checkECDSA(_ signature: [UInt8], _ digest: some Digest, _ key: PublicKeyFacts) -> Result {
        switch key.curve {
        case "P-256":
            guard let key = try? P256.Signing.PublicKey(x963Representation: key.raw) else { return .notChecked }
            guard let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature) else {
                return .invalid
            }
            return key.isValidSignature(signature, for: digest) ? .valid : .invalid
        case "P-384":
            guard let key = try? P384.Signing.PublicKey(x963Representation: key.raw) else { return .notChecked }
            guard let signature = try? P384.Signing.ECDSASignature(derRepresentation: signature) else {
                return .invalid
            }
            return key.isValidSignature(signature, for: digest) ? .valid : .invalid
        case "P-521":
            guard let key = try? P521.Signing.PublicKey(x963Representation: key.raw) else { return .notChecked }
            guard let signature = try? P521.Signing.ECDSASignature(derRepresentation: signature) else {
                return .invalid
            }
            return key.isValidSignature(signature, for: digest) ? .valid : .invalid
        default: return .notChecked
        }
    }
}
