import Model

/// An authenticator's public key (RFC 9052, section 7; RFC 9053, sections 7.1 and 7.2; RFC 8230, section 4).
struct COSEKey: Sendable {
    /// The signatures that are asked for, the best first.
    static let algorithms: [SignatureAlgorithm] = [.edDSA, .es256, .rs256]

    let algorithm: SignatureAlgorithm
    let key: VerificationKey

    private enum Label {
        static let type: Int64 = 1
        static let algorithm: Int64 = 3
        /// Of curves, or the modulus of RSA.
        static let first: Int64 = -1
        /// The first coordinate, or the exponent of RSA.
        static let second: Int64 = -2
        static let third: Int64 = -3
    }

    /// Reads a key.
    ///
    /// - Throws: `Fault` (`credentials.passkey-malformed`, `credentials.passkey-unsupported-key`).
    init(_ bytes: [UInt8]) throws(Fault) {
        guard let value = CBORReader.whole(bytes), let type = value[Label.type]?.integer,
            let number = value[Label.algorithm]?.integer
        else { throw Fault("credentials.passkey-malformed", ["part": "credentialPublicKey"]) }
        guard let algorithm = SignatureAlgorithm(cose: number),
            let key = Self.key(value, type: type), key.fits(algorithm)
        else { throw Fault("credentials.passkey-unsupported-key") }
        self.algorithm = algorithm
        self.key = key
    }

    private static func key(_ value: CBOR, type: Int64) -> VerificationKey? {
        switch (type, value[Label.first]) {
        case (2, .integer(1)):
            guard let x = value[Label.second]?.bytes, let y = value[Label.third]?.bytes else { return nil }
            return VerificationKey(x: x, y: y)
        case (1, .integer(6)): return value[Label.second]?.bytes.flatMap { VerificationKey(edwards: $0) }
        case (3, .bytes(let modulus)):
            return value[Label.second]?.bytes.flatMap { VerificationKey(modulus: modulus, exponent: $0) }
        default: return nil
        }
    }
}
