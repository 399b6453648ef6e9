public import Model

/// What a project team states of its system: a claim that instruments check.
public struct SystemFile: Sendable, Hashable {
    /// A network service.
    public struct Endpoint: Sendable, Hashable {
        /// The protocols that an endpoint can speak.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            case https, tls, smtp, imap, pop3, ldap, postgres, ssh
        }

        /// Who shares the network it is reached over.
        public enum Network: String, Sendable, Hashable, CaseIterable {
            case untrusted, `internal`
        }

        /// Unique among endpoints.
        public var id: String
        /// What it speaks.
        public var kind: Kind
        /// The host name or address, without brackets.
        public var host: String
        /// The TCP port.
        public var port: UInt16
        /// The name its certificate must bear.
        public var serverName: String
        /// The port on which plain HTTP is answered, if any.
        public var plainHTTPPort: UInt16?
        /// A PEM file of the roots that its clients trust; Debian's store where nil. What is kept with an assessment says
        /// only whether there is one.
        public var trust: String?
        /// The network it is reached over.
        public var network: Network
        /// The TLS versions it is claimed to offer.
        public var claimedVersions: [String]?
    }

    /// Where data lies.
    public struct Store: Sendable, Hashable {
        /// The kinds of store.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            case folder, file, archive
            case diskImage = "disk-image"
            case sqlite
        }

        /// What a store is for.
        public enum Role: String, Sendable, Hashable, CaseIterable {
            case production, test, backup
        }

        /// Unique among stores.
        public var id: String
        /// What it is.
        public var kind: Kind
        /// Its path, absolute or relative to the working folder.
        public var path: String
        /// Where it lies.
        public var place: Place?
        /// The region, such as `hk`.
        public var region: String?
        /// What it is for.
        public var role: Role
        /// The grade of what it holds.
        public var grade: Grade?
        /// Who answers for it.
        public var owner: String?
        /// The encryption it is claimed to have.
        public var claimedEncryption: String?
    }

    /// A file that lists software components.
    public struct Components: Sendable, Hashable {
        /// Unique among component files.
        public var id: String
        /// Its path.
        public var path: String
        /// How it is written.
        public var format: ComponentFormat
    }

    /// How a component file is written.
    public enum ComponentFormat: String, Sendable, Hashable, CaseIterable {
        case cyclonedx, spdx
    }

    /// What a named person says of a control.
    public struct Attestation: Sendable, Hashable {
        /// What can be said.
        public enum Statement: String, Sendable, Hashable, CaseIterable {
            case met
            case notMet = "not-met"
        }

        /// Unique among attestations.
        public var id: String
        /// The control.
        public var control: String
        /// What is said.
        public var statement: Statement
        /// Who says it.
        public var by: SubjectDescription.Person
        /// When.
        public var on: CalendarDate
        /// Until when it holds.
        public var until: CalendarDate?
        /// A file that shows it.
        public var evidence: String?
        /// The SHA-256 of that file, in hexadecimal.
        public var digest: String?
    }

    /// The system.
    public var subject: SubjectDescription
    /// Its network services.
    public var endpoints: [Endpoint]
    /// Where its data lies.
    public var stores: [Store]
    /// Its component lists.
    public var components: [Components]
    /// What people attest.
    public var attestations: [Attestation]
    /// What was accepted.
    public var waivers: [Waiver]
}

extension SystemFile {
    /// Every object of a kind, in the file's order.
    public func objects(_ kind: ObjectReference.Kind) -> [ObjectReference] {
        let ids =
            switch kind {
            case .subject: [subject.id]
            case .endpoint: endpoints.map(\.id)
            case .store: stores.map(\.id)
            case .components: components.map(\.id)
            case .attestation: attestations.map(\.id)
            }
        return ids.map { ObjectReference(kind, $0) }
    }

    /// Those observations that are of objects that the file names still.
    public func observations(of all: [Observation]) -> [Observation] {
        let named = Set(ObjectReference.Kind.allCases.flatMap(objects))
        return all.filter { named.contains($0.object) }
    }
}
