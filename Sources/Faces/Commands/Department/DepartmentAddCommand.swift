import ArgumentParser
import Identity
import Model

/// `seawall department add`: a unit.
struct DepartmentAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a unit below another, or at the top.")

    @Argument(help: "Id of the unit, such as harbour.")
    var id: String

    @Option(help: ArgumentHelp("Its name in English.", valueName: "name"))
    var name: String

    @Option(name: .customLong("name-zh-Hant"), help: ArgumentHelp("Its name in 繁體中文.", valueName: "name"))
    var nameHant: String?

    @Option(name: .customLong("name-zh-Hans"), help: ArgumentHelp("Its name in 简体中文.", valueName: "name"))
    var nameHans: String?

    @Option(help: ArgumentHelp("Id of the unit above.", valueName: "id"))
    var parent: String?

    @Option(help: "How it stands to the unit above.")
    var relation: OrgUnit.Relation = .governed

    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let admin = try await AdminRecord.open(data, session)
            let names = LocalizedText(en: name, zhHant: nameHant ?? name, zhHans: nameHans ?? name)
            try await admin.units.add(
                id, under: parent, name: names, relation: relation, at: session.now, actor: session.tool)
            // One that comes back may stand elsewhere than before.
            try await admin.followTree(session)
            try session.output(session.say("commands.unit-added", ["unit": id]) + "\n")
            return .held
        }
    }
}
