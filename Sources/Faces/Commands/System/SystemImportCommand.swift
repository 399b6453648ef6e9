import ArgumentParser
import Identity
import Model
import Programme

/// `seawall system import`: many systems at once.
struct SystemImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take systems in from CSV, JSON or an OSCAL system security plan: all or none.",
        discussion: """
            Fields: id, unit, name.en, name.zh-Hant, name.zh-Hans, tier, grade, exposure, personalData \
            (docs/directory.md). A second import changes only what differs; systems that the file does not name stay.
            """)

    @Argument(help: "CSV or JSON file.")
    var file: String

    @Option(help: ArgumentHelp("Unit of systems that the file names none for.", valueName: "id"))
    var unit: String?

    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let bytes = try AdminRecord.read(file)
            let record = try await Record.open(data, session)
            let paths = try await record.units.all(.everything).map { ($0.id, $0.path.text) }
            let importer = SystemImport(
                into: record.programme, units: Dictionary(paths) { first, _ in first })
            let report = try await importer.run(
                bytes, file: file, unit: unit, at: session.now, actor: session.tool)
            try session.output(session.say("commands.imported", report.gaps) + "\n")
            return .held
        }
    }
}
