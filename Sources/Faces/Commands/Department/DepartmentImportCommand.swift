import ArgumentParser
import Identity
import Model

/// `seawall department import`: many units at once.
struct DepartmentImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take units in from CSV or JSON: all rows or none.",
        discussion: """
            Fields: id, parent, name.en, name.zh-Hant, name.zh-Hans, relation (docs/directory.md). A second import \
            changes only what differs; units that the file does not name stay.
            """)

    @Argument(help: "CSV or JSON file.")
    var file: String

    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let bytes = try AdminRecord.read(file)
            let admin = try await AdminRecord.open(data, session)
            let report = try await UnitImport(journal: admin.record.journal, database: admin.record.database).run(
                bytes, file: file, at: session.now, actor: session.tool)
            // What belongs to a unit that moved is seen by those who look after its new place.
            try await admin.followTree(session)
            try session.output(session.say("commands.imported", report.gaps) + "\n")
            return .held
        }
    }
}
