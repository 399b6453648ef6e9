import Identity

/// How a person proved who they are, before any second factor.
public enum SignInWay: Sendable, Hashable {
    /// By a password, or the invitation to set one.
    case password
    /// By a passkey alone.
    case passkey
    /// On the word of the provider with that issuer.
    case provider(issuer: String)

    /// What the tables hold; it is `LinkTable` that ends the sessions of a link.
    var text: String {
        switch self {
        case .password: "password"
        case .passkey: "passkey"
        case .provider(let issuer): LinkTable.way(issuer)
        }
    }

    /// Reads what `text` wrote; nil where it is anything else.
    init?(text: String) {
        switch text {
        case "password": self = .password
        case "passkey": self = .passkey
        default:
            guard text.hasPrefix(LinkTable.way("")) else { return nil }
            self = .provider(issuer: String(text.dropFirst(LinkTable.way("").count)))
        }
    }
}
