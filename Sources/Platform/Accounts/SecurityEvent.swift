public import CanonicalJSON
public import Model

/// Something about how people prove who they are that monitoring must hear of. It names people by opaque ids and
/// addresses by fingerprints.
public struct SecurityEvent: Sendable, Hashable {
    /// What happened.
    public enum Kind: String, Sendable, CaseIterable {
        /// Someone tried to sign in.
        case signIn = "sign-in"
        /// Someone tried to prove a second factor.
        case secondFactor = "second-factor"
        /// Someone who is signed in tried to prove once more who they are.
        case provenAgain = "proven-again"
        /// An attempt was refused unseen, because there were too many.
        case throttled = "throttled"
        /// Someone signed out.
        case signOut = "sign-out"
        /// A password was set.
        case passwordSet = "password-set"
        /// A second factor was enrolled.
        case factorEnrolled = "factor-enrolled"
        /// A second factor was removed.
        case factorRemoved = "factor-removed"
        /// A recovery code was used up.
        case recoveryCodeUsed = "recovery-code-used"
        /// An invitation was used.
        case invitationUsed = "invitation-used"
        /// A session was ended by someone other than its bearer's signing out.
        case sessionRevoked = "session-revoked"
        /// An API key was made.
        case apiKeyMade = "api-key-made"
        /// An API key was revoked.
        case apiKeyRevoked = "api-key-revoked"
        /// A program showed an API key; of a good one, once a minute at most.
        case apiKeyUsed = "api-key-used"
        /// An account at a provider was tied to a person.
        case linkAdded = "link-added"
        /// Someone who is known asked for what they may not do, or for what is not there for them.
        case accessRefused = "access-refused"
        /// An account at a provider was untied from a person.
        case linkRemoved = "link-removed"
        /// Work that was given up is tried again because someone asked for it.
        case workRetried = "work-retried"
        /// A person was disabled.
        case personDisabled = "person-disabled"
        /// A person who was disabled may sign in again.
        case personEnabled = "person-enabled"
    }

    /// What happened.
    public var kind: Kind
    /// Whether it came about.
    public var isSuccess: Bool
    /// When.
    public var at: Instant
    /// The opaque id of the person; nil where it is not known who it was.
    public var person: String?
    /// The opaque id of another person, to whom it was done.
    public var target: String?
    /// The fingerprint of the sign-in name that was typed.
    public var name: String?
    /// The fingerprint of the address that it came from.
    public var source: String?
    /// What kind of factor, token or reason, in one word.
    public var detail: String?
    /// The id of the API key; it is no secret.
    public var key: String?
    /// The pattern of the route that was asked for, such as `/systems/:id`.
    public var route: String?
    /// The id of the job.
    public var job: String?

    /// An event.
    public init(
        _ kind: Kind, isSuccess: Bool, at instant: Instant, person: String? = nil, name: String? = nil,
        source: String? = nil, detail: String? = nil, key: String? = nil, route: String? = nil,
        job: String? = nil, target: String? = nil
    ) {
        self.kind = kind
        self.isSuccess = isSuccess
        at = instant
        self.person = person
        self.name = name
        self.source = source
        self.detail = detail
        self.key = key
        self.route = route
        self.job = job
        self.target = target
    }

    /// The event for a log, its members named as in the Elastic Common Schema (8.11).
    public var json: JSONValue {
        var event: [String: JSONValue] = [
            "kind": "event", "module": "seawall", "dataset": "seawall.security", "action": .string(kind.rawValue),
            "category": [.string(kind.category)], "outcome": isSuccess ? "success" : "failure",
        ]
        event["reason"] = detail.map { .string($0) }
        var members: [String: JSONValue] = ["@timestamp": .string(at.description), "event": .object(event)]
        var user: [String: JSONValue] = [:]
        user["id"] = person.map { .string($0) }
        user["hash"] = name.map { .string($0) }
        user["target"] = target.map { ["id": .string($0)] }
        if !user.isEmpty { members["user"] = .object(user) }
        if let source { members["related"] = ["hash": [.string(source)]] }
        var labels: [String: JSONValue] = [:]
        labels["key"] = key.map { .string($0) }
        labels["route"] = route.map { .string($0) }
        labels["job"] = job.map { .string($0) }
        if !labels.isEmpty { members["labels"] = .object(labels) }
        return .object(members)
    }
}

extension SecurityEvent.Kind {
    fileprivate var category: String {
        switch self {
        case .signIn, .secondFactor, .provenAgain, .throttled, .invitationUsed, .apiKeyUsed: "authentication"
        case .accessRefused: "web"
        case .workRetried: "process"
        case .signOut, .sessionRevoked: "session"
        case .passwordSet, .factorEnrolled, .factorRemoved, .recoveryCodeUsed, .apiKeyMade, .apiKeyRevoked, .linkAdded,
            .linkRemoved, .personDisabled, .personEnabled:
            "iam"
        }
    }
}
