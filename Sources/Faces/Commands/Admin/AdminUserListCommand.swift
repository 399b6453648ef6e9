import ArgumentParser
import CanonicalJSON
import Identity
import Model

/// `seawall admin user list`: the people and their offices.
struct AdminUserListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List people with the offices that they hold now, one JSON object a line or as text.")

    @Option(help: "What to write.")
    var format: ListFormat = .text

    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    private static let page: Int64 = 500

    func run() async throws {
        try await Session.run(global) { session in
            let admin = try await AdminRecord.open(data, session)
            let held = Dictionary(
                grouping: try await admin.offices.all(.everything, at: session.now, limit: .max), by: \.person)
            var last: People.Place?
            while true {
                let people = try await admin.people.all(.everything, after: last, limit: Self.page)
                guard let end = people.last else { return .held }
                last = People.Place(id: end.id)
                for person in people {
                    let offices = held[person.id] ?? []
                    try session.output(format == .json ? json(person, offices) : text(person, offices))
                }
            }
        }
    }

    private func text(_ person: Person, _ offices: [Assignment]) -> String {
        let held = offices.map { "  \($0.id)  \($0.office.rawValue)  \($0.unit)\($0.subject ?? "")\n" }
        let state = person.isDisabled ? "  (disabled)" : ""
        return "\(person.signIn)  \(person.display)  \(person.unit)\(state)\n" + held.joined()
    }

    private func json(_ person: Person, _ offices: [Assignment]) -> String {
        let value: JSONValue = [
            "id": .string(person.id), "signIn": .string(person.signIn), "display": .string(person.display),
            "email": person.email.map { .string($0) } ?? .null, "unit": .string(person.unit),
            "disabled": .bool(person.isDisabled),
            "offices": .array(
                offices.map { office in
                    [
                        "id": .string(office.id), "office": .string(office.office.rawValue),
                        "unit": .string(office.unit.text),
                        "subject": office.subject.map { .string($0) } ?? .null,
                    ]
                }),
        ]
        return value.canonical + "\n"
    }
}
