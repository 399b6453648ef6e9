import ArgumentParser
import Identity
import Model
import Programme

/// `seawall system add`: a system.
struct SystemAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Put a system into the register.",
        discussion:
            "An assessment does so too; this is for one that waits for its first. 'seawall system import' changes one.")

    @Argument(help: "Id of the system, such as permits: lower-case letters, digits, hyphens and dots.")
    var id: String

    @Option(help: ArgumentHelp("Id of the unit that it belongs to.", valueName: "id"))
    var unit: String

    @Option(help: ArgumentHelp("Its name in English.", valueName: "name"))
    var name: String

    @Option(name: .customLong("name-zh-Hant"), help: ArgumentHelp("Its name in 繁體中文.", valueName: "name"))
    var nameHant: String?

    @Option(name: .customLong("name-zh-Hans"), help: ArgumentHelp("Its name in 简体中文.", valueName: "name"))
    var nameHans: String?

    @Option(help: "Tier: 1, 2 or 3 (docs/system-file.md).")
    var tier: Int

    @Option(help: "Grade of what it holds.")
    var grade: Grade

    @Option(help: "Who can reach it.")
    var exposure: Exposure

    @Flag(help: "It holds personal data.")
    var personalData = false

    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (1...3).contains(tier) else { throw ValidationError("--tier is 1, 2 or 3.") }
    }

    func run() async throws {
        try await Session.run(global) { session in
            let record = try await Record.open(data, session)
            guard let place = try await record.units.unit(unit) else {
                throw Fault("identity.no-unit", ["unit": unit])
            }
            let system = RegisteredSystem(
                id: id, unit: unit, path: place.path.text,
                name: LocalizedText(en: name, zhHant: nameHant ?? name, zhHans: nameHans ?? name), tier: tier,
                grade: grade, exposure: exposure, personalData: personalData)
            try await record.programme.add(system, at: session.now, actor: session.tool)
            try session.output(session.say("commands.system-added", ["system": id]) + "\n")
            return .held
        }
    }
}
