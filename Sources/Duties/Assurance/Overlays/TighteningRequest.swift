import Model
import YAMLTree

/// What an overlay asks of a control of the centre, as it is written: not yet held against what the centre says.
struct TighteningRequest: Sendable {
    /// What it says of one observation.
    struct Need: Sendable {
        var kind: Written<String>
        var freshDays: Written<Int>?
        var endpoints: Written<Set<String>>?
        var unlessEncrypted: Written<Bool>?
    }

    var control: Written<String>
    /// Keys that would replace what the centre says; none of them is permitted.
    var replaced: [Written<Control.Field>] = []
    var force: Written<Control.Force>?
    var scopes: [ControlScopeField: Written<Set<String>>] = [:]
    var needs: [Need] = []
}

/// By what a control is bound to subjects.
enum ControlScopeField: String, Sendable, Hashable, CaseIterable {
    case tiers, grades, exposure
    case personalData = "personal-data"

    /// Every value of it.
    var all: [String] {
        switch self {
        case .tiers: ["1", "2", "3"]
        case .grades: Grade.allCases.map(\.rawValue)
        case .exposure: Exposure.allCases.map(\.rawValue)
        case .personalData: ["true", "false"]
        }
    }
}

extension Control {
    /// What only the centre says of its controls.
    enum Field: String, Sendable, Hashable, CaseIterable {
        case id, title, statement, remedy, sources, check, weight, objects, rules

        /// Those among the keys of a mapping.
        static func replacing(_ node: YAMLNode) -> [Written<Field>] {
            (node.entries ?? []).compactMap { entry in
                Field(rawValue: entry.key).map { Written(value: $0, place: entry.keyPlace) }
            }
        }
    }
}
