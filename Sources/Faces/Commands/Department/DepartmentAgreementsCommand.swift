import ArgumentParser
import CanonicalJSON
import Identity
import Model

/// `seawall department agreements`: what is seen of a body, and by which agreements.
struct DepartmentAgreementsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agreements",
        abstract: "Say what others see of a body now, and list its agreements, the oldest first.")

    @Argument(help: "Id of the body.")
    var id: String

    @Option(help: "What to write.")
    var format: ListFormat = .text

    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let admin = try await AdminRecord.open(data, session)
            guard let unit = try await admin.units.unit(id) else { throw Fault("identity.no-unit", ["unit": id]) }
            guard unit.relation != .governed else { throw Fault("identity.governed-unit", ["unit": id]) }
            let all = try await admin.agreements.all(of: id)
            let inForce = Bodies.Body(path: unit.path, agreements: all).agreement(at: session.now)
            if format == .json {
                for agreement in all { try session.output(json(agreement, inForce: inForce)) }
                return .held
            }
            let text = AgreementsText(session: session)
            try session.output(
                session.say("commands.agreement-today", ["unit": unit.name[session.language]]) + "\n"
                    + text.sights(of: inForce))
            for agreement in all { try session.output(text.line(agreement, inForce: inForce)) }
            return .held
        }
    }

    private func json(_ agreement: Agreement, inForce: Agreement?) -> String {
        let shows = Agreement.Field.allCases.map { field in
            (field.rawValue, JSONValue.string(agreement.extent(of: field).rawValue))
        }
        let value: JSONValue = [
            "id": .string(agreement.id), "body": .string(agreement.body),
            "from": .string(agreement.from.description),
            "until": agreement.until.map { .string($0.description) } ?? .null,
            "shows": .object(Dictionary(uniqueKeysWithValues: shows)),
            "withheld": .strings(agreement.withheld.sorted()), "inForce": .bool(agreement.id == inForce?.id),
        ]
        return value.canonical + "\n"
    }
}
