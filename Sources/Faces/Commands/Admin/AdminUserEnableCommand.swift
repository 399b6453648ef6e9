import ArgumentParser
import Identity

/// `seawall admin user enable`: someone who was disabled and may sign in again.
struct AdminUserEnableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Let a person who was disabled sign in again.",
        discussion: """
            The password and the second factors are those of before; 'seawall admin user reset' takes them away. Offices, \
            sessions, API keys and linked accounts do not come back: give offices anew with 'seawall admin office assign'.
            """)

    @Argument(help: "Name that the person signs in with.")
    var signIn: String

    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let admin = try await AdminRecord.open(data, session)
            let person = try await admin.person(signIn)
            try await admin.people.enable(person.id, at: session.now, actor: session.tool)
            try session.output(session.say("commands.user-enabled") + "\n")
            return .held
        }
    }
}
