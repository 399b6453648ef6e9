/// The signatures that are taken, all with SHA-256 or EdDSA's own hash. There is no "none" among them and nothing with
/// a shared key.
enum SignatureAlgorithm: Sendable, Hashable, CaseIterable {
    case es256, edDSA, rs256, ps256

    /// By the name of RFC 7518, section 3.1, RFC 8037 or RFC 9864.
    init?(jose name: String) {
        switch name {
        case "ES256": self = .es256
        case "EdDSA", "Ed25519": self = .edDSA
        case "RS256": self = .rs256
        case "PS256": self = .ps256
        default: return nil
        }
    }

    /// By the number of RFC 9053, sections 2.1 and 2.2, or RFC 8812, section 2. Authenticators make no RSA-PSS.
    init?(cose number: Int64) {
        guard let algorithm = Self.allCases.first(where: { $0.cose == number }) else { return nil }
        self = algorithm
    }

    /// The number of COSE; nil where authenticators do not make it.
    var cose: Int64? {
        switch self {
        case .es256: -7
        case .edDSA: -8
        case .rs256: -257
        case .ps256: nil
        }
    }
}
