public import CertificateFacts
public import Model

/// A service to look at.
public struct EndpointTarget: Sendable {
    /// What it speaks.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case https, tls, smtp, imap, pop3, ldap, postgres, ssh
    }

    /// What it speaks.
    public var kind: Kind
    /// A name or an address.
    public var host: String
    /// The TCP port.
    public var port: UInt16
    /// The name the certificate must bear.
    public var serverName: String
    /// The port that answers plain HTTP, if any.
    public var plainHTTPPort: UInt16?
    /// The roots that its clients trust; nil where they are not known: what else is wrong with its chain is stated all
    /// the same, and whether it is trusted is not.
    public var anchors: [CertificateAnchor]?

    /// A service.
    public init(
        kind: Kind, host: String, port: UInt16, serverName: String, plainHTTPPort: UInt16? = nil,
        anchors: [CertificateAnchor]?
    ) {
        self.kind = kind
        self.host = host
        self.port = port
        self.serverName = serverName
        self.plainHTTPPort = plainHTTPPort
        self.anchors = anchors
    }
}

/// How long and how much a probe may take of a service.
public struct TransitLimits: Sendable {
    /// Milliseconds to wait for a connection or an answer.
    public var answerMilliseconds = 5_000
    /// Milliseconds for all of one endpoint.
    public var endpointMilliseconds = 20_000
    /// Bytes taken from one connection.
    public var connectionBytes = 256 << 10
    /// The networks that may be connected to, whatever a name resolves to; all where nil.
    public var networks: [AddressBlock]?

    /// The usual limits.
    public init() {}
}
