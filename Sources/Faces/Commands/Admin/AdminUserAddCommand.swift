import ArgumentParser
import Identity
import Model

/// `seawall admin user add`: a person, and the link that lets them in.
struct AdminUserAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a person, and write a link that lets them set a password once.")

    @Argument(help: "Name to sign in with.")
    var signIn: String

    @Option(help: ArgumentHelp("Name that others see.", valueName: "name"))
    var name: String

    @Option(help: ArgumentHelp("Id of the unit that the person belongs to.", valueName: "id"))
    var unit: String

    @Option(help: ArgumentHelp("Mail address.", valueName: "address"))
    var email: String?

    @Option(help: ArgumentHelp("Language of pages and notices.", valueName: "tag"))
    var language: Language = .english

    @OptionGroup var link: LinkOption
    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let details = try PersonDetails(
                signIn: signIn, display: name, email: email, language: language, unit: unit)
            let admin = try await AdminRecord.open(data, session)
            let person = try await admin.add(details, session)
            try session.output(try await admin.invite(person, resetting: false, url: link.url, session))
            return .held
        }
    }
}
