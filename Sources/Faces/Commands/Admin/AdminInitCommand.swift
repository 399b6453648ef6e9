import ArgumentParser
import Identity
import Model

/// `seawall admin init`: the first administrator.
struct AdminInitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make the first unit and the first administrator, and write a link for them.",
        discussion: """
            The link can be used once, and leads to where a password is set: none is ever given here. Where there is an \
            administrator already, use 'seawall admin user reset'.
            """)

    @Argument(help: "Name that the administrator shall sign in with.")
    var signIn: String

    @Option(help: ArgumentHelp("Name that others see; the sign-in name where absent.", valueName: "name"))
    var name: String?

    @Option(help: ArgumentHelp("Id of the administrator's unit, made where it is new.", valueName: "id"))
    var unit = "centre"

    @Option(help: ArgumentHelp("Name of that unit, where it is new.", valueName: "name"))
    var unitName = "Centre"

    @OptionGroup var link: LinkOption
    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let admin = try await AdminRecord.open(data, session)
            let details = try PersonDetails(
                signIn: signIn, display: name ?? signIn, email: nil, language: session.language, unit: unit)
            let held = try await admin.offices.all(.everything, at: session.now, limit: .max)
            guard !held.contains(where: { $0.office == .administrator }) else {
                throw Fault("commands.administrator-exists")
            }
            if try await admin.units.unit(unit) == nil {
                let text = LocalizedText(en: unitName, zhHant: unitName, zhHans: unitName)
                try await admin.units.add(
                    unit, under: nil, name: text, relation: .governed, at: session.now, actor: session.tool)
            }
            let person = try await admin.add(details, session)
            _ = try await admin.offices.assign(
                .administrator, to: person, in: unit, from: session.now, at: session.now, actor: session.tool)
            try session.output(try await admin.invite(person, resetting: false, url: link.url, session))
            return .held
        }
    }
}
