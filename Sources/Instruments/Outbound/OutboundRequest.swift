/// A request: no redirect is followed, no proxy asked, no cookie sent. Without a `post` it is a GET whose answer is only
/// to be looked at.
public struct OutboundRequest: Sendable, Hashable {
    /// How the peer's certificate counts.
    public enum Trust: Sendable, Hashable {
        /// Not at all, on any version of TLS and with any suite: for probes, which state trust apart.
        case none
        /// By the system's roots and the name in the URL, on TLS 1.2 or later.
        case system
        /// By the roots of a PEM file alone, and the name in the URL, on TLS 1.2 or later.
        case roots(file: String)
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

    /// What is sent by POST; nil for a GET. It goes over https alone, but where the scope is this machine's loopback.
    public var post: Post?

    /// What a POST sends.
    public struct Post: Sendable, Hashable {
        /// A header field.
        public struct Field: Sendable, Hashable {
            /// Its name.
            public var name: String
            /// Its value, in printable ASCII.
            public var value: String

            /// A header field.
            public init(_ name: String, _ value: String) {
                self.name = name
                self.value = value
            }
        }

        /// The header fields beside those that libcurl sends. They may hold a key: nothing that names the request to
        /// people shows them.
        public var fields: [Field]
        /// The body.
        public var body: [UInt8]

        /// A body with its header fields.
        public init(fields: [Field], body: [UInt8]) {
            self.fields = fields
            self.body = body
        }
    }

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

    /// A GET, until `post` is set.
    public init(_ url: String, dial: Dial? = nil, scope: OutboundScope, trust: Trust) {
        self.url = url
        self.dial = dial
        self.scope = scope
        self.trust = trust
    }
}
