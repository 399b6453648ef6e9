public import CanonicalJSON

/// The part of an OSCAL 1.x system security plan that a register of systems needs (NIST, system-security-plan model,
/// `system-characteristics`).
public struct SystemSecurityPlan: Sendable, Hashable {
    /// Why a document cannot be used.
    public enum Failure: Error, Sendable, Hashable {
        /// It has no member `system-security-plan`.
        case notPlan
        /// It is written in another version than 1.x.
        case version(String)
        /// A member is missing, or is not what the model says: its path.
        case member(String)
        /// A property of ours stands twice: its name.
        case twice(String)
    }

    /// What a system is known by.
    public struct Identifier: Sendable, Hashable {
        /// Who gives such identifiers, as a URI.
        public let scheme: String?
        /// The identifier.
        public let id: String
    }

    /// The scheme of identifiers that are the ids of our register.
    public static let scheme = "urn:seawall:system"

    /// What the system is known by: at least one.
    public let identifiers: [Identifier]
    /// Its full name.
    public let name: String
    /// How sensitive what it holds is, in the words of the plan.
    public let sensitivity: String?
    private let properties: [String: String]

    /// A property of our namespace (`urn:seawall:oscal`).
    public func property(_ name: String) -> String? { properties[name] }

    /// Reads a document; what it says beyond this part is left alone.
    public init(json: JSONValue) throws(Failure) {
        guard let plan = json["system-security-plan"] else { throw .notPlan }
        guard let version = plan["metadata"]?["oscal-version"]?.text else { throw .member("metadata.oscal-version") }
        guard version.hasPrefix("1.") else { throw .version(version) }
        let place = "system-characteristics"
        guard let system = plan[place] else { throw .member(place) }
        guard let name = system["system-name"]?.text, !name.isEmpty else { throw .member(place + ".system-name") }
        guard let ids = system["system-ids"]?.elements, !ids.isEmpty else { throw .member(place + ".system-ids") }
        var identifiers: [Identifier] = []
        for value in ids {
            guard let id = value["id"]?.text, !id.isEmpty else { throw .member(place + ".system-ids.id") }
            identifiers.append(Identifier(scheme: value["identifier-type"]?.text, id: id))
        }
        var properties: [String: String] = [:]
        for value in system["props"]?.elements ?? [] where value["ns"]?.text == AssessmentResults.namespace {
            guard let name = value["name"]?.text, let text = value["value"]?.text else {
                throw .member(place + ".props")
            }
            guard properties.updateValue(text, forKey: name) == nil else { throw .twice(name) }
        }
        self.identifiers = identifiers
        self.name = name
        sensitivity = system["security-sensitivity-level"]?.text
        self.properties = properties
    }
}
