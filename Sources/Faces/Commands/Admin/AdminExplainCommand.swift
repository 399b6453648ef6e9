import ArgumentParser
import Identity
import Model
import Phrases

/// `seawall admin explain`: why a person may do something, or not.
struct AdminExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say whether a person may do something, by which office, or what is nearest.",
        discussion: """
            The subject is a unit's id, a system in it as UNIT:SYSTEM, or / for the installation as a whole. Exit \
            status: 0 allowed, 1 refused.
            """)

    @Argument(help: "Name that the person signs in with.")
    var user: String

    @Argument(help: "Action, such as findings.see; 'seawall admin roles' lists all.")
    var action: Action

    @Argument(help: "Unit, UNIT:SYSTEM, or /.")
    var subject: String

    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let admin = try await AdminRecord.open(data, session)
            let person = try await admin.person(user)
            let unit = subject.prefix { $0 != ":" }
            let system = subject.dropFirst(unit.count + 1)
            let decision = try await admin.permissions.decide(
                person.id, action, unit: unit == "/" ? nil : String(unit),
                subject: system.isEmpty ? nil : String(system), at: session.now)
            func say(_ message: Message) -> String { session.phrases.text(message, in: session.language) }
            try session.output(say(decision.explanation(say)) + "\n")
            return decision.isAllowed ? .held : .fallsShort
        }
    }
}
