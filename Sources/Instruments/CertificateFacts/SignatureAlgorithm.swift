/// How a certificate is signed.
struct SignatureAlgorithm {
    /// The scheme, by which a signature is checked.
    enum Scheme {
        case rsa, rsaPSS, ecdsa, ed25519, ed448, dsa, mlDSA44, mlDSA65, mlDSA87, other

        /// The types of key that can have made such a signature; nil where that is not known.
        var keyTypes: Set<String>? {
            switch self {
            case .rsa: ["rsa"]
            case .rsaPSS: ["rsa", "rsa-pss"]
            case .ecdsa: ["ec"]
            case .ed25519: ["ed25519"]
            case .ed448: ["ed448"]
            case .dsa: ["dsa"]
            case .mlDSA44: ["ml-dsa-44"]
            case .mlDSA65: ["ml-dsa-65"]
            case .mlDSA87: ["ml-dsa-87"]
            case .other: nil
            }
        }
    }

    let scheme: Scheme
    /// `sha256`, `sha1`, `md5`, …; `intrinsic` where the scheme has its own; `unknown`.
    let hash: String
    /// Whether the parameters of RSA-PSS are those that everybody uses: the mask by the same hash, a salt of its length.
    let hasUsualParameters: Bool

    // The identifiers of ML-DSA are those of RFC 9881, section 2.
    private static let known: [String: (Scheme, String)] = [
        "1.2.840.113549.1.1.2": (.rsa, "md2"), "1.2.840.113549.1.1.3": (.rsa, "md4"),
        "1.2.840.113549.1.1.4": (.rsa, "md5"), "1.2.840.113549.1.1.5": (.rsa, "sha1"), "1.3.14.3.2.29": (.rsa, "sha1"),
        "1.2.840.113549.1.1.14": (.rsa, "sha224"), "1.2.840.113549.1.1.11": (.rsa, "sha256"),
        "1.2.840.113549.1.1.12": (.rsa, "sha384"), "1.2.840.113549.1.1.13": (.rsa, "sha512"),
        "1.2.840.10045.4.1": (.ecdsa, "sha1"), "1.2.840.10045.4.3.1": (.ecdsa, "sha224"),
        "1.2.840.10045.4.3.2": (.ecdsa, "sha256"), "1.2.840.10045.4.3.3": (.ecdsa, "sha384"),
        "1.2.840.10045.4.3.4": (.ecdsa, "sha512"), "1.2.840.10040.4.3": (.dsa, "sha1"),
        "2.16.840.1.101.3.4.3.1": (.dsa, "sha224"), "2.16.840.1.101.3.4.3.2": (.dsa, "sha256"),
        "2.16.840.1.101.3.4.3.3": (.dsa, "sha384"), "2.16.840.1.101.3.4.3.4": (.dsa, "sha512"),
        "1.3.101.112": (.ed25519, "intrinsic"), "1.3.101.113": (.ed448, "intrinsic"),
        "2.16.840.1.101.3.4.3.17": (.mlDSA44, "intrinsic"), "2.16.840.1.101.3.4.3.18": (.mlDSA65, "intrinsic"),
        "2.16.840.1.101.3.4.3.19": (.mlDSA87, "intrinsic"), "1.2.156.10197.1.501": (.other, "sm3"),
    ]
    private static let hashes = [
        "2.16.840.1.101.3.4.2.1": "sha256", "2.16.840.1.101.3.4.2.2": "sha384", "2.16.840.1.101.3.4.2.3": "sha512",
        "2.16.840.1.101.3.4.2.4": "sha224", "1.3.14.3.2.26": "sha1",
    ]
    private static let hashBytes: [String: UInt8] = [
        "sha1": 20, "sha224": 28, "sha256": 32, "sha384": 48, "sha512": 64,
    ]

    /// Reads an AlgorithmIdentifier.
    init?(_ node: DERNode) {
        guard let oid = node.children.first?.oid else { return nil }
        guard oid == "1.2.840.113549.1.1.10" else {
            (scheme, hash) = Self.known[oid] ?? (.other, "unknown")
            hasUsualParameters = true
            return
        }
        // RFC 4055, section 3.1: SHA-1, a mask by SHA-1 and a salt of 20 bytes where the parameters are silent.
        let parameters = node.children.dropFirst().first?.children ?? []
        func parameter(_ number: UInt) -> DERNode? {
            parameters.first { $0.contextNumber == number }?.children.first
        }
        func name(_ identifier: DERNode?) -> String {
            identifier.map { $0.children.first?.oid.flatMap { Self.hashes[$0] } ?? "unknown" } ?? "sha1"
        }
        scheme = .rsaPSS
        hash = name(parameter(0))
        let mask = name(parameter(1)?.children.dropFirst().first)
        let salt = parameter(2).map { Array($0.content) } ?? [20]
        hasUsualParameters = mask == hash && salt == [Self.hashBytes[hash] ?? 0]
    }

    /// Whether the hash is broken or too short, or the scheme is one that nobody should sign by any more: FIPS 186-5
    /// took DSA out.
    var isWeak: Bool { ["md2", "md4", "md5", "sha1"].contains(hash) || scheme == .dsa }
}
