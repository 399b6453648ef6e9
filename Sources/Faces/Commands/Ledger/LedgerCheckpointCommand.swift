import ArgumentParser
import Journal
import Model
import TransparencyLog

/// `seawall ledger checkpoint`: the signed head of the log, to be kept where nobody here can change it.
struct LedgerCheckpointCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint", abstract: "Write the newest signed checkpoint (C2SP tlog-checkpoint).")

    @Flag(help: "Write the log's public keys instead, the first one first.")
    var key = false

    @Option(
        help: ArgumentHelp(
            "Write what a witness is asked that knows the log up to this size: checkpoint and consistency proof.",
            valueName: "size"))
    var since: UInt64?

    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let record = try await Record.open(data, session)
            if key {
                try session.output(await record.journal.verifier().description)
                return .held
            }
            if let since {
                guard let request = try await record.journal.request(since: since) else {
                    throw Fault("commands.since-beyond", ["size": String(since)])
                }
                try session.output(request.text)
                return .held
            }
            guard let note = try await record.journal.checkpoint() else { throw Fault("commands.empty-record") }
            try session.output(note.description)
            return .held
        }
    }
}
