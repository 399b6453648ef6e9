import ArgumentParser
import Identity

/// `seawall admin user link`: an account at a provider that a person signs in with.
struct AdminUserLinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Let a person sign in with an account at a provider of OpenID Connect.",
        discussion: """
            The account is known by its issuer and by a claim that the provider never gives to another person. It takes \
            the place of another account at the same provider. See docs/sign-in.md.
            """)

    @Argument(help: "Name that the person signs in with.")
    var signIn: String

    @Option(help: ArgumentHelp("The provider's name for itself, https://….", valueName: "address"))
    var issuer: String

    @Option(help: ArgumentHelp("What the claim says of the person.", valueName: "text"))
    var subject: String

    @Option(help: ArgumentHelp("The claim, as the server's providers.yaml names it.", valueName: "name"))
    var claim = ProviderAccount.standardClaim

    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let account = try ProviderAccount(issuer: issuer, subject: subject, claim: claim)
            let admin = try await AdminRecord.open(data, session)
            let person = try await admin.person(signIn)
            try await admin.people.link(person.id, to: account, at: session.now)
            try session.output(session.say("commands.user-linked") + "\n")
            return .held
        }
    }
}
