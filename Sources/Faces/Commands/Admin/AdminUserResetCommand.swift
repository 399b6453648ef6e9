import ArgumentParser
import Identity

/// `seawall admin user reset`: a new way in for someone who lost theirs.
struct AdminUserResetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset",
        abstract:
            "Take away password, second factors, linked accounts, sessions and API keys; write a link to begin anew.")

    @Argument(help: "Name that the person signs in with.")
    var signIn: String

    @OptionGroup var link: LinkOption
    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let admin = try await AdminRecord.open(data, session)
            let person = try await admin.person(signIn)
            try session.output(try await admin.invite(person.id, resetting: true, url: link.url, session))
            return .held
        }
    }
}
