import ArgumentParser
import Handover
import Model
import Phrases

/// `seawall department export`: all that is recorded of a body, for the body.
struct DepartmentExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write all that is recorded of a unit, and of all below it, into a new folder.",
        discussion: """
            JSON Lines by kind, OSCAL assessment results, the events with a receipt for each, and SHA256SUMS with the \
            signature of the log (docs/bodies.md). What is sealed in the record is in the clear there: the folder is for \
            whom it belongs to, and for nobody else. It is checked before the command ends.
            """)

    @Argument(help: "Id of the unit.")
    var id: String

    @Argument(help: ArgumentHelp("Folder to make; nothing may be there but an empty one.", valueName: "dir"))
    var folder: String

    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let admin = try await AdminRecord.open(data, session)
            let report = try await Interruption.handled { [id, folder] in
                try await BodyHandover(admin: admin, session: session).make(id, to: folder)
            }
            try session.output(session.phrases.text(report.message, in: session.language) + "\n")
            return .held
        }
    }
}
