public import CanonicalJSON
public import Model

extension Observation {
    /// The observation as JSON; `init(json:)` reads it back.
    public var json: JSONValue {
        var members = reading.json.members ?? [:]
        members["id"] = .string(id)
        members["subject"] = .string(subject)
        members["object"] = ["kind": .string(object.kind.rawValue), "id": .string(object.id)]
        members["collected"] = .integer(collected.microseconds)
        members["actor"] = .string(actor)
        return .object(members)
    }

    /// Reads what `json` wrote; nil where it is something else.
    public init?(json: JSONValue) {
        guard let id = json["id"]?.text, let subject = json["subject"]?.text,
            let kind = json["object"]?["kind"]?.text.flatMap(ObjectReference.Kind.init),
            let object = json["object"]?["id"]?.text, let reading = Reading(json: json),
            let collected = json["collected"]?.integer, let actor = json["actor"]?.text
        else { return nil }
        self.init(
            id: id, subject: subject, object: ObjectReference(kind, object), reading: reading,
            collected: Instant(microseconds: collected), actor: actor)
    }
}

extension Reading {
    /// The reading as JSON; `init(json:)` reads it back.
    public var json: JSONValue {
        [
            "kind": .string(kind), "facts": .object(facts), "completeness": completeness.json,
            "evidence": .array(evidence.map(\.json)),
        ]
    }

    /// Reads what `json` wrote; nil where it is something else.
    public init?(json: JSONValue) {
        guard let kind = json["kind"]?.text, let facts = json["facts"]?.members,
            let completeness = json["completeness"].flatMap({ Completeness(json: $0) }),
            let evidence = json["evidence"]?.elements
        else { return nil }
        self.init(
            kind: kind, facts: facts, completeness: completeness,
            evidence: evidence.compactMap { EvidenceItem(json: $0) })
        guard self.evidence.count == evidence.count else { return nil }
    }
}

extension Completeness {
    var json: JSONValue {
        switch self {
        case .complete: ["state": "complete"]
        case .partial(let reasons): ["state": "partial", "reasons": .array(reasons.map(\.json))]
        case .notAssessed(let reason): ["state": "not-assessed", "reasons": [reason.json]]
        }
    }

    init?(json: JSONValue) {
        let texts = json["reasons"]?.elements ?? []
        let reasons = texts.compactMap { Message(json: $0) }
        // A reason that cannot be read must not be dropped: it says what was not looked at.
        guard reasons.count == texts.count else { return nil }
        switch json["state"]?.text {
        case "complete": self = .complete
        case "partial": self = .partial(reasons)
        case "not-assessed":
            guard let reason = reasons.first else { return nil }
            self = .notAssessed(reason)
        default: return nil
        }
    }
}

extension EvidenceItem {
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "type": .string(type), "place": .string(place), "shown": .string(shown), "confidence": .number(confidence),
            "reasons": .array(reasons.map(\.json)),
        ]
        members["fingerprint"] = fingerprint.map { .string($0) }
        return .object(members)
    }

    init?(json: JSONValue) {
        guard let type = json["type"]?.text, let place = json["place"]?.text, let shown = json["shown"]?.text,
            let reasons = json["reasons"]?.elements
        else { return nil }
        let confidence: Double
        switch json["confidence"] {
        case .number(let value)?: confidence = value
        case .integer(let value)?: confidence = Double(value)
        default: return nil
        }
        self.init(
            type: type, place: place, shown: shown, fingerprint: json["fingerprint"]?.text, confidence: confidence,
            reasons: reasons.compactMap { Message(json: $0) })
    }
}
