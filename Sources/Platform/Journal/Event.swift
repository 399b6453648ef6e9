public import CanonicalJSON
public import Model

/// Something that was said, and that stays said.
public struct Event: Sendable, Hashable {
    /// A ULID.
    public var id: String
    /// Such as `ObservationRecorded`; `docs/events.md` lists all.
    public var kind: String
    /// The system it is about.
    public var subject: String
    /// When.
    public var at: Instant
    /// The tool and version, or the office.
    public var actor: String
    /// What is said; never personal data.
    public var body: JSONValue

    /// An event.
    public init(id: String, kind: String, subject: String, at: Instant, actor: String, body: JSONValue) {
        self.id = id
        self.kind = kind
        self.subject = subject
        self.at = at
        self.actor = actor
        self.body = body
    }

    /// The event as JSON: what is committed to, in its canonical form (RFC 8785).
    public var json: JSONValue {
        [
            "id": .string(id), "kind": .string(kind), "subject": .string(subject),
            "at": .integer(at.microseconds), "actor": .string(actor), "body": body,
        ]
    }
}

extension Event {
    /// Reads what `json` wrote; nil where it is something else.
    public init?(json: JSONValue) {
        guard let id = json["id"]?.text, let kind = json["kind"]?.text, let subject = json["subject"]?.text,
            let at = json["at"]?.integer, let actor = json["actor"]?.text, let body = json["body"]
        else { return nil }
        self.init(
            id: id, kind: kind, subject: subject, at: Instant(microseconds: at), actor: actor, body: body)
    }
}
