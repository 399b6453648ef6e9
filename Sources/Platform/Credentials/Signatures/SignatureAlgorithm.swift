import BaseEncoding
import Crypto

/// The signatures that are taken. There is no "none" among them and nothing with a shared key.
enum SignatureAlgorithm: Sendable, Hashable, CaseIterable {
    case es256, edDSA, rs256

    /// By the name of RFC 7518, section 3.1, RFC 8037 or RFC 9864.
    init?(jose name: String) {
        switch name {
        case "ES256": self = .es256
        case "EdDSA", "Ed25519": self = .edDSA
        case "RS256": self = .rs256
        default: return nil
        }
    }

    /// By the number of RFC 9053, sections 2.1 and 2.2, or RFC 8812, section 2.
    init?(cose number: Int64) {
        guard let algorithm = Self.allCases.first(where: { $0.cose == number }) else { return nil }
        self = algorithm
    }

    /// The number of COSE.
    var cose: Int64 {
        switch self {
        case .es256: -7
        case .edDSA: -8
        case .rs256: -257
        }
    }
}

extension SignatureAlgorithm {
    /// The first half of a text's hash, by the hash that the algorithm signs with, in URL-safe base 64 (OpenID Connect
    /// Core 1.0, section 3.1.3.6).
    func halfHash(of text: String) -> String {
        let bytes = Array(text.utf8)
        let hash: [UInt8] =
            switch self {
            case .es256, .rs256: Array(SHA256.hash(data: bytes))
            case .edDSA: Array(SHA512.hash(data: bytes))
            }
        return Base64.url.encode(hash.prefix(hash.count / 2))
    }
}
