import ArgumentParser
import Identity
import Model

/// `seawall admin office assign`: an office for a person.
struct AdminOfficeAssignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Give an office to a person, from a day on and until another.",
        discussion: "What each office may do: 'seawall admin roles'. Offices that exclude each other are refused.")

    @Argument(help: "Name that the person signs in with.")
    var signIn: String

    @Argument(help: "Office, such as ditso.")
    var office: Office

    @Argument(help: "Id of the unit.")
    var unit: String

    @Option(help: ArgumentHelp("System or exercise, for offices that are held for one.", valueName: "id"))
    var subject: String?

    @Option(help: ArgumentHelp("First day or moment; now where absent.", valueName: "date"))
    var from: String?

    @Option(help: ArgumentHelp("Day or moment from which it is held no longer.", valueName: "date"))
    var until: String?

    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let begins = try from.map { try Moment.read($0) } ?? session.now
            let ends = try until.map { try Moment.read($0) }
            let admin = try await AdminRecord.open(data, session)
            let person = try await admin.person(signIn)
            let id = try await admin.offices.assign(
                office, to: person.id, in: unit, subject: subject, from: begins, until: ends, at: session.now,
                actor: session.tool)
            try session.output(session.say("commands.office-assigned", ["id": id]) + "\n")
            return .held
        }
    }
}
