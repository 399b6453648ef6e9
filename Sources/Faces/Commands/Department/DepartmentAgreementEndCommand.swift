import ArgumentParser
import Identity
import Model

/// `seawall department agreement-end`: the end of an agreement.
struct DepartmentAgreementEndCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agreement-end",
        abstract: "End an agreement; an earlier one that is still in force counts again, or nothing is seen.")

    @Argument(help: "Id of the body.")
    var id: String

    @Argument(help: "Id of the agreement; 'seawall department agreements' shows it.")
    var agreement: String

    @Option(help: ArgumentHelp("Day or moment from which it holds no longer; now where absent.", valueName: "date"))
    var at: String?

    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let instant = try at.map { try Moment.read($0) } ?? session.now
            let admin = try await AdminRecord.open(data, session)
            try await admin.agreements.end(agreement, of: id, at: instant, actor: session.tool)
            try session.output(session.say("commands.agreement-ended", ["id": agreement]) + "\n")
            return .held
        }
    }
}
