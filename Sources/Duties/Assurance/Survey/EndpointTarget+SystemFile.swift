public import CertificateFacts
public import Transit

extension EndpointTarget {
    /// An endpoint of a system file, as the instrument for services takes it.
    ///
    /// - Parameter anchors: the roots that its clients trust; nil where they are not known.
    public init(_ endpoint: SystemFile.Endpoint, anchors: [CertificateAnchor]?) {
        self.init(
            kind: Kind(endpoint.kind), host: endpoint.host, port: endpoint.port, serverName: endpoint.serverName,
            plainHTTPPort: endpoint.plainHTTPPort, anchors: anchors)
    }
}

extension EndpointTarget.Kind {
    /// What an endpoint of a system file speaks.
    public init(_ kind: SystemFile.Endpoint.Kind) {
        self =
            switch kind {
            case .https: .https
            case .tls: .tls
            case .smtp: .smtp
            case .imap: .imap
            case .pop3: .pop3
            case .ldap: .ldap
            case .postgres: .postgres
            case .ssh: .ssh
            }
    }
}
