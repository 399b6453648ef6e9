import Credentials
import Identity
import Model

/// Where a request came from.
public struct Client: Sendable, Hashable {
    private static let agentLimit = 256

    /// The address, as the server tells it.
    public let address: String
    /// The network around it, which one party holds.
    public let network: String
    /// What the browser says that it is, cut to 256 bytes.
    public let agent: String
    /// The device cookie that the browser sent, unread.
    public let cookie: String?

    /// A client.
    public init(address: String, network: String, agent: String, cookie: String? = nil) {
        self.address = address
        self.network = network
        self.agent = String(decoding: agent.utf8.prefix(Self.agentLimit), as: UTF8.self)
        self.cookie = cookie
    }

    /// The browser, where it signed in to the account before.
    func device(of account: String, keys: RotatedSecret, at instant: Instant) -> DeviceCookie? {
        guard let cookie else { return nil }
        return keys.all.lazy.compactMap { DeviceCookie(cookie, account: account, key: $0, at: instant) }.first
    }

    /// The fingerprint of the address, for logs.
    func fingerprint(_ seal: PersonalSeal) -> String { seal.key("address", address) }
}
