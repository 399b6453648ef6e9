import ArgumentParser
import Files
import Handover
import Identity
import Model
import Phrases

/// `seawall department leave`: a body goes, and takes its data along.
struct DepartmentLeaveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leave", abstract: "Let a unit leave with all below it.",
        discussion: """
            Its offices and agreements end, its people cannot sign in any more, and nobody outside sees anything of a body \
            that is not governed. With --export all of it is exported and checked first; with --erase the personal data of \
            its people and all else that is sealed under its keys is then erased here, and the keys are destroyed. Events \
            and receipts stay valid. A unit that left may be erased later, with an export of it that is there or is made.
            """)

    @Argument(help: "Id of the unit.")
    var id: String

    @Option(help: ArgumentHelp("Export it into this new folder first.", valueName: "dir"))
    var export: String?

    @Flag(help: "Erase what is sealed of it here, once the export is checked. Nothing brings it back.")
    var erase = false

    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard !erase || export != nil else {
            throw ValidationError("--erase needs --export: what is erased here must be somewhere else.")
        }
    }

    func run() async throws {
        try await Session.run(global) { session in
            let admin = try await AdminRecord.open(data, session)
            let handover = BodyHandover(admin: admin, session: session)
            func say(_ message: Message) throws {
                try session.output(session.phrases.text(message, in: session.language) + "\n")
            }
            let hasLeft = try await admin.units.left().contains(id)
            guard !hasLeft || erase else { throw Fault("identity.no-unit", ["unit": id]) }
            var report: ExportReport?
            if let export {
                if hasLeft, AtomicFolder.isFilled(export) {
                    _ = try await handover.check(export, of: id)
                } else {
                    report = try await Interruption.handled { [id] in try await handover.make(id, to: export) }
                }
            }
            if let report { try say(report.message) }
            if !hasLeft {
                let leaving = try await handover.departure.leave(
                    id, takingAlong: report, at: session.now, actor: session.tool)
                try say(
                    Message(
                        "commands.unit-left",
                        [
                            "unit": id, "units": String(leaving.units.count), "people": String(leaving.people.count),
                        ]))
            }
            if erase {
                let units = try await admin.units.ids(below: id)
                try say(try await handover.departure.erase(units, at: session.now, actor: session.tool).message)
            }
            return .held
        }
    }
}
