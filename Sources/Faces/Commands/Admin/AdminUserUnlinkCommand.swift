import ArgumentParser
import Identity

/// `seawall admin user unlink`: an account at a provider that a person must not sign in with any more.
struct AdminUserUnlinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlink",
        abstract: "Take a person's account at a provider away, and end the sessions that were begun with it.")

    @Argument(help: "Name that the person signs in with.")
    var signIn: String

    @Option(help: ArgumentHelp("The provider's name for itself, https://….", valueName: "address"))
    var issuer: String

    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let admin = try await AdminRecord.open(data, session)
            let person = try await admin.person(signIn)
            try await admin.people.unlink(person.id, from: issuer)
            try session.output(session.say("commands.user-unlinked") + "\n")
            return .held
        }
    }
}
