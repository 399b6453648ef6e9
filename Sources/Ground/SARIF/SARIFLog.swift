public import CanonicalJSON

/// A SARIF 2.1.0 log with one run (OASIS Standard, 27 March 2020).
public struct SARIFLog: Sendable {
    /// How bad a result is.
    public enum Level: String, Sendable {
        case none, note, warning, error
    }

    /// A rule that results refer to (section 3.49).
    public struct Rule: Sendable {
        let id: String
        let name: String
        let help: String
        let properties: [String: JSONValue]

        /// A rule.
        public init(id: String, name: String, help: String, properties: [String: JSONValue] = [:]) {
            self.id = id
            self.name = name
            self.help = help
            self.properties = properties
        }
    }

    /// What extends the tool, such as rules from elsewhere (section 3.18.3).
    public struct Component: Sendable {
        let name: String
        let version: String
        let organization: String
        let properties: [String: JSONValue]

        /// A component.
        public init(name: String, version: String, organization: String, properties: [String: JSONValue] = [:]) {
            self.name = name
            self.version = version
            self.organization = organization
            self.properties = properties
        }
    }

    /// A result (section 3.27).
    public struct Result: Sendable {
        let rule: String
        let level: Level
        let kind: String
        let message: String
        let locations: [Location]
        let fingerprint: String
        let suppression: String?

        /// A result.
        ///
        /// - Parameters:
        ///   - kind: `fail`, `open` (not known) or `pass` (section 3.27.9); only `fail` may have a level.
        ///   - fingerprint: stays the same from run to run.
        ///   - suppression: why it is accepted, where it is (section 3.35).
        public init(
            rule: String, level: Level, kind: String, message: String, locations: [Location], fingerprint: String,
            suppression: String? = nil
        ) {
            self.rule = rule
            self.level = level
            self.kind = kind
            self.message = message
            self.locations = locations
            self.fingerprint = fingerprint
            self.suppression = suppression
        }
    }

    /// Where a result is.
    public struct Location: Sendable {
        let uri: String?
        let logicalName: String
        let logicalKind: String

        /// A place: a URI reference where there is a file, and a name in the system's own terms.
        public init(uri: String? = nil, logicalName: String, logicalKind: String) {
            self.uri = uri
            self.logicalName = logicalName
            self.logicalKind = logicalKind
        }
    }

    let tool: String
    let version: String
    let extensions: [Component]
    let rules: [Rule]
    let results: [Result]
    let language: String

    /// A log.
    public init(
        tool: String, version: String, extensions: [Component] = [], language: String, rules: [Rule],
        results: [Result]
    ) {
        self.extensions = extensions
        self.tool = tool
        self.version = version
        self.language = language
        self.rules = rules
        self.results = results
    }
}

extension SARIFLog {
    /// The log as JSON.
    public var json: JSONValue {
        var tool: [String: JSONValue] = [
            "driver": [
                "name": .string(self.tool), "version": .string(version), "rules": .array(rules.map(\.json)),
            ]
        ]
        if !extensions.isEmpty { tool["extensions"] = .array(extensions.map(\.json)) }
        let indexes = Dictionary(rules.enumerated().map { ($1.id, $0) }) { first, _ in first }
        return [
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                [
                    "tool": .object(tool),
                    "language": .string(language),
                    "columnKind": "unicodeCodePoints",
                    "results": .array(results.map { $0.json(ruleIndex: indexes[$0.rule]) }),
                ]
            ],
        ]
    }
}

extension SARIFLog.Component {
    var json: JSONValue {
        [
            "name": .string(name), "version": .string(version), "organization": .string(organization),
            "properties": .object(properties),
        ]
    }
}

extension SARIFLog.Rule {
    var json: JSONValue {
        [
            "id": .string(id), "shortDescription": ["text": .string(name)], "help": ["text": .string(help)],
            "properties": .object(properties),
        ]
    }
}

extension SARIFLog.Result {
    func json(ruleIndex: Int?) -> JSONValue {
        var members: [String: JSONValue] = [
            "ruleId": .string(rule), "level": .string(level.rawValue), "kind": .string(kind),
            "message": ["text": .string(message)], "locations": .array(locations.map(\.json)),
            "partialFingerprints": ["seawall/v1": .string(fingerprint)],
        ]
        members["ruleIndex"] = ruleIndex.map { .integer(Int64($0)) }
        members["suppressions"] = suppression.map {
            [["kind": "external", "status": "accepted", "justification": .string($0)]]
        }
        return .object(members)
    }
}

extension SARIFLog.Location {
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "logicalLocations": [["fullyQualifiedName": .string(logicalName), "kind": .string(logicalKind)]]
        ]
        members["physicalLocation"] = uri.map { ["artifactLocation": ["uri": .string($0)]] }
        return .object(members)
    }
}
