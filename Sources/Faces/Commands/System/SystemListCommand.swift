import ArgumentParser
import CanonicalJSON
import Identity
import Model
import Programme

/// `seawall system list`: the register, and where each system stands.
struct SystemListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List systems with where they stand, as text or one JSON object a line.")

    @Option(help: ArgumentHelp("Only those of this unit, and of all below it.", valueName: "id"))
    var unit: String?

    @Option(help: "What to write.")
    var format: ListFormat = .text

    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    private static let page = 500

    func run() async throws {
        try await Session.run(global) { session in
            let record = try await Record.open(data, session)
            var filter = SystemFilter()
            if let unit {
                guard let place = try await record.units.unit(unit) else {
                    throw Fault("identity.no-unit", ["unit": unit])
                }
                filter.under = place.path.text
            }
            var after: Cursor?
            repeat {
                let page = try await record.programme.systems(filter, .everything, after: after, limit: Self.page)
                for row in page.rows { try session.output(format == .json ? json(row) : text(row, session)) }
                after = page.next
            } while after != nil
            return .held
        }
    }

    private func text(_ row: SystemStanding, _ session: Session) -> String {
        let system = row.system
        let facts = ["tier \(system.tier)", system.grade.rawValue, system.exposure.rawValue, row.posture ?? "never"]
        return "\(system.id)  \(system.name[session.language])  \(system.unit)  \(facts.joined(separator: " "))\n"
    }

    private func json(_ row: SystemStanding) -> String {
        var members = row.system.json.members ?? [:]
        members["id"] = .string(row.system.id)
        members["posture"] = .string(row.posture ?? "never")
        members["assessed"] = row.assessed.map { .string($0.description) }
        return JSONValue.object(members).canonical + "\n"
    }
}
