import ArgumentParser
import Journal

/// `seawall ledger rebuild`: the tables from the events alone.
struct LedgerRebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild", abstract: "Make the tables anew from the recorded events.",
        discussion: """
            With --check they are made in a scratch database and compared. Otherwise they are made in their place, in \
            one transaction; nobody else may have the data folder open. Exit status: 0 done, or all tables are as the \
            events give them, 2 not.
            """)

    @Flag(help: "Compare only; change nothing.")
    var check = false

    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let record = try await Record.open(data, session)
            if check {
                try await record.journal.check(scratch: session.adapters.openScratch())
                try session.output(session.say("commands.tables-as-events") + "\n")
            } else {
                let events = try await record.journal.rebuild()
                try session.output(session.say("commands.rebuilt", ["events": String(events)]) + "\n")
            }
            return .held
        }
    }
}
