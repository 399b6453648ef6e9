public import CanonicalJSON
import Model

extension RoleTable {
    /// The table as Markdown: an action a row, an office a column.
    public static var markdown: String {
        let head = ["Action"] + Office.allCases.map(\.rawValue)
        var lines = [head, head.map { _ in "---" }]
        for action in Action.allCases {
            lines.append(
                ["`\(action.rawValue)`"] + Office.allCases.map { mark(reach(of: $0, for: action)) })
        }
        return lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }

    /// The table as JSON: offices, and of each the actions it may do with their reach.
    public static var json: JSONValue {
        var offices: [String: JSONValue] = [:]
        for office in Office.allCases {
            var actions: [String: JSONValue] = [:]
            for action in Action.allCases {
                let reach = reach(of: office, for: action)
                if reach != .nothing { actions[action.rawValue] = .string(reach.rawValue) }
            }
            offices[office.rawValue] = .object(actions)
        }
        return .object(offices)
    }

    /// The short form of a reach in a table.
    public static func mark(_ reach: Reach) -> String {
        switch reach {
        case .nothing: ""
        case .ownSubject: "system"
        case .ownUnit: "unit"
        case .everything: "all"
        case .installation: "all+"
        }
    }
}
