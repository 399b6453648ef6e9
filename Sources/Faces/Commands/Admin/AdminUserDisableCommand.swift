import ArgumentParser
import Identity

/// `seawall admin user disable`: someone who must sign in no more.
struct AdminUserDisableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "End a person's offices, sessions and API keys, and let them sign in no more.",
        discussion: """
            'seawall admin user enable' lets the person sign in again. With --erase all that is kept of the person goes \
            for good; the record still names an opaque id, and every proof still holds.
            """)

    @Argument(help: "Name that the person signs in with.")
    var signIn: String

    @Flag(help: "Erase the personal data as well.")
    var erase = false

    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let admin = try await AdminRecord.open(data, session)
            let person = try await admin.person(signIn)
            if erase {
                try await admin.people.erase(person.id, at: session.now, actor: session.tool)
            } else {
                try await admin.people.disable(person.id, at: session.now, actor: session.tool)
            }
            try session.output(session.say(erase ? "commands.user-erased" : "commands.user-disabled") + "\n")
            return .held
        }
    }
}
