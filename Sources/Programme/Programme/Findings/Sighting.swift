import CanonicalJSON
public import Model

/// A weakness as one assessment saw it: a rule that breaks a control, on an object.
public struct Sighting: Sendable, Hashable {
    /// A field of the judgement record that made the rule match.
    public struct Match: Sendable, Hashable {
        /// The field.
        public var field: String
        /// The value it held, as text.
        public var value: String

        /// A field with its value.
        public init(field: String, value: String) {
            self.field = field
            self.value = value
        }
    }

    /// The control that it breaks, such as `CRY-01`.
    public var control: String
    /// The rule that matched.
    public var rule: String
    /// The rule's title.
    public var title: LocalizedText
    /// How serious it is.
    public var severity: Severity
    /// What it was seen on.
    public var object: ObjectReference
    /// The observation it rests on.
    public var observation: String
    /// What made the rule match.
    public var matches: [Match]

    /// A sighting.
    public init(
        control: String, rule: String, title: LocalizedText, severity: Severity, object: ObjectReference,
        observation: String, matches: [Match]
    ) {
        self.control = control
        self.rule = rule
        self.title = title
        self.severity = severity
        self.object = object
        self.observation = observation
        self.matches = matches
    }

    /// What makes two sightings one finding, whichever route they came by: the system, the control, the rule and the
    /// object.
    public func fingerprint(subject: String) -> String {
        JSONValue.strings([subject, control, rule, object.kind.rawValue, object.id]).canonical
    }

    /// Whether another sighting of the same weakness says the same of it: what was decided on the one then still holds.
    func isMaterially(_ other: Sighting) -> Bool { severity == other.severity && matches == other.matches }
}

extension Sighting {
    var json: JSONValue {
        [
            "control": .string(control), "rule": .string(rule), "title": title.json,
            "severity": .string(severity.rawValue),
            "object": ["kind": .string(object.kind.rawValue), "id": .string(object.id)],
            "observation": .string(observation),
            "matches": .array(matches.map { ["field": .string($0.field), "value": .string($0.value)] }),
        ]
    }

    init?(json: JSONValue) {
        guard let control = json["control"]?.text, let rule = json["rule"]?.text,
            let title = json["title"].flatMap({ LocalizedText(json: $0) }),
            let severity = json["severity"]?.text.flatMap(Severity.init),
            let kind = json["object"]?["kind"]?.text.flatMap(ObjectReference.Kind.init),
            let object = json["object"]?["id"]?.text, let observation = json["observation"]?.text,
            let matches = Match.list(json["matches"])
        else { return nil }
        self.init(
            control: control, rule: rule, title: title, severity: severity, object: ObjectReference(kind, object),
            observation: observation, matches: matches)
    }
}

extension Sighting.Match {
    static func list(_ json: JSONValue?) -> [Sighting.Match]? {
        guard let elements = json?.elements else { return nil }
        let matches = elements.compactMap { element -> Sighting.Match? in
            guard let field = element["field"]?.text, let value = element["value"]?.text else { return nil }
            return Sighting.Match(field: field, value: value)
        }
        return matches.count == elements.count ? matches : nil
    }
}
