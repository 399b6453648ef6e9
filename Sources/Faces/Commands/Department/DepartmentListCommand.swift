import ArgumentParser
import CanonicalJSON
import Identity
import Model

/// `seawall department list`: the tree.
struct DepartmentListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List units as a tree, or one JSON object a line.")

    @Option(help: "What to write.")
    var format: ListFormat = .text

    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let admin = try await AdminRecord.open(data, session)
            for unit in try await admin.units.all(.everything) {
                try session.output(format == .json ? json(unit) : text(unit, session))
            }
            return .held
        }
    }

    private func text(_ unit: OrgUnit, _ session: Session) -> String {
        let indent = String(repeating: "  ", count: unit.path.depth - 1)
        let relation = unit.relation == .governed ? "" : "  (\(unit.relation.rawValue))"
        return "\(indent)\(unit.id)  \(unit.name[session.language])\(relation)\n"
    }

    private func json(_ unit: OrgUnit) -> String {
        let names = Language.allCases.map { ($0.rawValue, JSONValue.string(unit.name[$0])) }
        let value: JSONValue = [
            "id": .string(unit.id), "path": .string(unit.path.text),
            "parent": unit.parent.map { .string($0) } ?? .null, "relation": .string(unit.relation.rawValue),
            "name": .object(Dictionary(uniqueKeysWithValues: names)),
        ]
        return value.canonical + "\n"
    }
}
