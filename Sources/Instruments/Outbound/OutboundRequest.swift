/// A GET that is only to be looked at: no redirect is followed, no proxy asked, no credential or cookie sent.
public struct OutboundRequest: Sendable, Hashable {
    /// How the peer's certificate counts.
    public enum Trust: Sendable, Hashable {
        /// Not at all, on any version of TLS and with any suite: for probes, which state trust apart.
        case none
        /// By the system's roots and the name in the URL, on TLS 1.2 or later.
        case system
    }

    /// An `http` or `https` URL.
    public var url: String
    /// The host and port to dial instead of those in the URL, which still fill the Host header and the server name.
    public var dial: Dial?
    /// Where it may connect to.
    public var scope: OutboundScope
    /// How the peer's certificate counts.
    public var trust: Trust
    /// Milliseconds for all of it.
    public var milliseconds = 5_000
    /// Bytes of headers taken; more ends the request with `outbound.too-large`.
    public var headerBytes = 64 << 10
    /// Bytes of body kept; what follows is not read.
    public var bodyBytes = 0

    /// A host and a port.
    public struct Dial: Sendable, Hashable {
        /// A name or an address.
        public var host: String
        /// The TCP port.
        public var port: UInt16

        /// A host and a port.
        public init(host: String, port: UInt16) {
            self.host = host
            self.port = port
        }
    }

    /// A GET.
    public init(_ url: String, dial: Dial? = nil, scope: OutboundScope, trust: Trust) {
        self.url = url
        self.dial = dial
        self.scope = scope
        self.trust = trust
    }
}
