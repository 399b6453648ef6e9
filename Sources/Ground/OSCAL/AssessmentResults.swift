public import CanonicalJSON

/// The part of an OSCAL 1.2 assessment-results document that an assessment fills.
public struct AssessmentResults: Sendable {
    /// The version of OSCAL that `json` is written in.
    public static let oscalVersion = "1.2.3"
    /// The namespace of our properties.
    static let namespace = "urn:seawall:oscal"

    /// A property of our namespace.
    public struct Property: Sendable {
        let name: String
        let value: String

        /// A property; OSCAL wants names to be tokens and values not to be blank.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }

        var json: JSONValue {
            ["name": .string(name), "ns": .string(AssessmentResults.namespace), "value": .string(value)]
        }
    }

    /// Something that was looked at.
    public struct Item: Sendable {
        let uuid: String
        let description: String
        let properties: [Property]

        /// An inventory item.
        public init(uuid: String, description: String, properties: [Property]) {
            self.uuid = uuid
            self.description = description
            self.properties = properties
        }

        var json: JSONValue {
            [
                "uuid": .string(uuid), "description": .string(description),
                "props": .array(properties.map(\.json)),
            ]
        }
    }

    /// An observation of an item.
    public struct Observation: Sendable {
        /// How it was made.
        public enum Method: String, Sendable {
            case test = "TEST"
            case examine = "EXAMINE"
            case interview = "INTERVIEW"
        }

        let uuid: String
        let title: String
        let description: String
        let method: Method
        let item: String
        let collected: String
        let properties: [Property]
        let evidence: [String]

        /// An observation; `item` is an item's UUID, `collected` an RFC 3339 moment.
        public init(
            uuid: String, title: String, description: String, method: Method, item: String, collected: String,
            properties: [Property], evidence: [String]
        ) {
            self.uuid = uuid
            self.title = title
            self.description = description
            self.method = method
            self.item = item
            self.collected = collected
            self.properties = properties
            self.evidence = evidence
        }

        var json: JSONValue {
            var members: [String: JSONValue] = [
                "uuid": .string(uuid), "title": .string(title), "description": .string(description),
                "methods": [.string(method.rawValue)],
                "subjects": [["subject-uuid": .string(item), "type": "inventory-item"]],
                "collected": .string(collected),
            ]
            if !properties.isEmpty { members["props"] = .array(properties.map(\.json)) }
            if !evidence.isEmpty {
                members["relevant-evidence"] = .array(evidence.map { ["description": .string($0)] })
            }
            return .object(members)
        }
    }

    /// What was concluded of one control.
    public struct Finding: Sendable {
        let uuid: String
        let title: String
        let description: String
        let control: String
        let satisfied: Bool
        let reason: String
        let remarks: String?
        let properties: [Property]
        let observations: [String]

        /// A finding; `reason` is a token such as `pass`, `fail` or `other`, `observations` their UUIDs.
        public init(
            uuid: String, title: String, description: String, control: String, satisfied: Bool, reason: String,
            remarks: String?, properties: [Property], observations: [String]
        ) {
            self.uuid = uuid
            self.title = title
            self.description = description
            self.control = control
            self.satisfied = satisfied
            self.reason = reason
            self.remarks = remarks
            self.properties = properties
            self.observations = observations
        }

        var json: JSONValue {
            var status: [String: JSONValue] = [
                "state": satisfied ? "satisfied" : "not-satisfied", "reason": .string(reason),
            ]
            status["remarks"] = remarks.map { .string($0) }
            var members: [String: JSONValue] = [
                "uuid": .string(uuid), "title": .string(title), "description": .string(description),
                "target": ["type": "objective-id", "target-id": .string(control), "status": .object(status)],
            ]
            if !properties.isEmpty { members["props"] = .array(properties.map(\.json)) }
            if !observations.isEmpty {
                members["related-observations"] = .array(observations.map { ["observation-uuid": .string($0)] })
            }
            return .object(members)
        }
    }

    let uuid: String
    let title: String
    let description: String
    let tool: String
    let moment: String
    let language: String
    let properties: [Property]
    let controls: [String]
    let excluded: [String]
    let items: [Item]
    let observations: [Observation]
    let findings: [Finding]

    /// A document with one result.
    ///
    /// - Parameters:
    ///   - moment: when it was assessed, RFC 3339.
    ///   - properties: further ones of the document as a whole.
    ///   - controls: ids of the controls that were reviewed.
    ///   - excluded: ids of those that do not apply.
    public init(
        uuid: String, title: String, description: String, tool: String, moment: String, language: String,
        properties: [Property] = [], controls: [String], excluded: [String], items: [Item],
        observations: [Observation], findings: [Finding]
    ) {
        self.properties = properties
        self.uuid = uuid
        self.title = title
        self.description = description
        self.tool = tool
        self.moment = moment
        self.language = language
        self.controls = controls
        self.excluded = excluded
        self.items = items
        self.observations = observations
        self.findings = findings
    }
}

extension AssessmentResults {
    /// The document, valid under NIST's JSON schema of `oscalVersion`.
    public var json: JSONValue {
        let plan = NameBasedUUID.of("plan \(uuid)")
        var selection: [String: JSONValue] = [
            "include-controls": .array(controls.map { ["control-id": .string($0)] })
        ]
        if !excluded.isEmpty { selection["exclude-controls"] = .array(excluded.map { ["control-id": .string($0)] }) }
        var result: [String: JSONValue] = [
            "uuid": .string(NameBasedUUID.of("result \(uuid)")), "title": .string(title),
            "description": .string(description), "start": .string(moment), "end": .string(moment),
            "reviewed-controls": ["control-selections": [.object(selection)]],
        ]
        if !items.isEmpty { result["local-definitions"] = ["inventory-items": .array(items.map(\.json))] }
        if !observations.isEmpty { result["observations"] = .array(observations.map(\.json)) }
        if !findings.isEmpty { result["findings"] = .array(findings.map(\.json)) }
        return [
            "assessment-results": [
                "uuid": .string(uuid),
                "metadata": [
                    "title": .string(title), "last-modified": .string(moment), "version": "1",
                    "oscal-version": .string(Self.oscalVersion),
                    "props": .array(
                        ([Property("tool", tool), Property("language", language)] + properties).map(\.json)),
                ],
                "import-ap": ["href": .string("#\(plan)")],
                "results": [.object(result)],
                "back-matter": [
                    "resources": [
                        [
                            "uuid": .string(plan), "title": "Assessment plan",
                            "description":
                                "The plan is the catalogue: every control that applies, each by the probes it names.",
                        ]
                    ]
                ],
            ]
        ]
    }
}
