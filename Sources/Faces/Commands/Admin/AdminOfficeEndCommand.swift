import ArgumentParser
import Identity
import Model

/// `seawall admin office end`: the end of an office.
struct AdminOfficeEndCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: "End an office that a person holds.")

    @Argument(help: "Id of the assignment; 'seawall admin user list' shows it.")
    var id: String

    @Option(help: ArgumentHelp("Day or moment from which it is held no longer; now where absent.", valueName: "date"))
    var at: String?

    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let instant = try at.map { try Moment.read($0) } ?? session.now
            let admin = try await AdminRecord.open(data, session)
            guard let held = try await admin.offices.assignment(id) else {
                throw Fault("identity.no-assignment", ["id": id])
            }
            try await admin.offices.end(id, of: held.person, at: instant, actor: session.tool)
            try session.output(session.say("commands.office-ended", ["id": id]) + "\n")
            return .held
        }
    }
}
