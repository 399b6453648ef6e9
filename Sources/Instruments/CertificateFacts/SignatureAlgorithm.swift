/// How a certificate is signed.
struct SignatureAlgorithm {
    /// The scheme, by which a signature is checked.
    enum Scheme {
        case rsa, rsaPSS, ecdsa, ed25519, other
    }

    let scheme: Scheme
    /// `sha256`, `sha1`, `md5`, …; `intrinsic` where the scheme has its own; `unknown`.
    let hash: String

    private static let known: [String: (Scheme, String)] = [
        "1.2.840.113549.1.1.2": (.rsa, "md2"), "1.2.840.113549.1.1.3": (.rsa, "md4"),
        "1.2.840.113549.1.1.4": (.rsa, "md5"), "1.2.840.113549.1.1.5": (.rsa, "sha1"), "1.3.14.3.2.29": (.rsa, "sha1"),
        "1.2.840.113549.1.1.14": (.rsa, "sha224"), "1.2.840.113549.1.1.11": (.rsa, "sha256"),
        "1.2.840.113549.1.1.12": (.rsa, "sha384"), "1.2.840.113549.1.1.13": (.rsa, "sha512"),
        "1.2.840.10045.4.1": (.ecdsa, "sha1"), "1.2.840.10045.4.3.1": (.ecdsa, "sha224"),
        "1.2.840.10045.4.3.2": (.ecdsa, "sha256"), "1.2.840.10045.4.3.3": (.ecdsa, "sha384"),
        "1.2.840.10045.4.3.4": (.ecdsa, "sha512"), "1.2.840.10040.4.3": (.other, "sha1"),
        "2.16.840.1.101.3.4.3.2": (.other, "sha256"), "1.3.101.112": (.ed25519, "intrinsic"),
        "1.3.101.113": (.other, "intrinsic"), "2.16.840.1.101.3.4.3.17": (.other, "intrinsic"),
        "2.16.840.1.101.3.4.3.18": (.other, "intrinsic"), "2.16.840.1.101.3.4.3.19": (.other, "intrinsic"),
        "1.2.156.10197.1.501": (.other, "sm3"),
    ]
    private static let hashes = [
        "2.16.840.1.101.3.4.2.1": "sha256", "2.16.840.1.101.3.4.2.2": "sha384", "2.16.840.1.101.3.4.2.3": "sha512",
        "2.16.840.1.101.3.4.2.4": "sha224", "1.3.14.3.2.26": "sha1",
    ]

    /// Reads an AlgorithmIdentifier.
    init?(_ node: DERNode) {
        guard let oid = node.children.first?.oid else { return nil }
        if oid == "1.2.840.113549.1.1.10" {
            // RFC 4055: the hash stands in the parameters, SHA-1 where they are silent.
            let parameters = node.children.dropFirst().first?.children ?? []
            let algorithm = parameters.first { $0.contextNumber == 0 }?.children.first?.children.first?.oid
            scheme = .rsaPSS
            hash = algorithm.map { Self.hashes[$0] ?? "unknown" } ?? "sha1"
            return
        }
        (scheme, hash) = Self.known[oid] ?? (.other, "unknown")
    }

    /// Whether the hash is broken or too short.
    var isWeak: Bool { ["md2", "md4", "md5", "sha1"].contains(hash) }
}
