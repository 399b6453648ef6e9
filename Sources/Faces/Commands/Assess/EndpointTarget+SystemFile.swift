import Assurance
import Transit

extension EndpointTarget.Kind {
    /// The kind of target that an endpoint of a system file is.
    init(_ kind: SystemFile.Endpoint.Kind) {
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
