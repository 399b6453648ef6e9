public import CanonicalJSON

/// What an observation is about, within a subject: an endpoint, a store, a file of components, an attestation,
/// or the subject as a whole.
public struct ObjectReference: Sendable, Hashable, Comparable {
    /// The kinds of objects a system has.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case subject, endpoint, store, components, attestation
    }

    /// The kind of the object.
    public var kind: Kind
    /// The id the system file gives it; the subject's own id for the subject.
    public var id: String

    /// A reference to an object.
    public init(_ kind: Kind, _ id: String) {
        self.kind = kind
        self.id = id
    }

    /// By kind, then by id.
    public static func < (left: Self, right: Self) -> Bool {
        (left.kind.rawValue, left.id) < (right.kind.rawValue, right.id)
    }
}

/// Facts by dotted name, such as `tls.versions`: what rules match on.
public typealias Facts = [String: JSONValue]

/// How far a probe got.
public enum Completeness: Sendable, Hashable {
    /// Everything in scope was looked at.
    case complete
    /// Facts hold, but not everything could be looked at: what could not, each with its reason.
    case partial([Message])
    /// Nothing is known; why.
    case notAssessed(Message)
}

/// What one probe says of one object: facts, never a judgement.
public struct Reading: Sendable, Hashable {
    /// The kind of observation, such as `transit.tls`; the category a Sigma rule names.
    public var kind: String
    /// Facts by dotted name; the kind's `FactSchema` lists them.
    public var facts: Facts
    /// How far the probe got.
    public var completeness: Completeness
    /// What stands behind the facts: masked, addressable, without personal data.
    public var evidence: [EvidenceItem]

    /// A reading.
    public init(kind: String, facts: Facts, completeness: Completeness = .complete, evidence: [EvidenceItem] = []) {
        self.kind = kind
        self.facts = facts
        self.completeness = completeness
        self.evidence = evidence
    }
}

/// One piece behind a reading: a place, what is there, and how sure it is.
public struct EvidenceItem: Sendable, Hashable {
    /// What it is evidence of, such as a detector's id or `certificate`.
    public var type: String
    /// Where it lies, such as `letters.zip/march.docx, paragraph 12`.
    public var place: String
    /// What may be shown: a mask (`A12****(*)`), a digest, a public name. Never the value.
    public var shown: String
    /// The id of the department's fingerprint key, a colon, and HMAC-SHA-256 of the normalised value under it, in
    /// hexadecimal; where there is a value.
    public var fingerprint: String?
    /// 0 to 1.
    public var confidence: Double
    /// Why the confidence is what it is.
    public var reasons: [Message]

    /// A piece of evidence.
    public init(
        type: String, place: String, shown: String, fingerprint: String? = nil, confidence: Double = 1,
        reasons: [Message] = []
    ) {
        self.type = type
        self.place = place
        self.shown = shown
        self.fingerprint = fingerprint
        self.confidence = confidence
        self.reasons = reasons
    }
}

/// A reading with who made it, when, and of what: an immutable statement of fact.
public struct Observation: Sendable, Hashable {
    /// Sorts by time: a ULID.
    public var id: String
    /// The system it belongs to.
    public var subject: String
    /// What was looked at.
    public var object: ObjectReference
    /// What was seen.
    public var reading: Reading
    /// When.
    public var collected: Instant
    /// The tool and version, or the person.
    public var actor: String

    /// An observation.
    public init(
        id: String, subject: String, object: ObjectReference, reading: Reading, collected: Instant, actor: String
    ) {
        self.id = id
        self.subject = subject
        self.object = object
        self.reading = reading
        self.collected = collected
        self.actor = actor
    }
}
