import ArgumentParser
import CanonicalJSON
import Journal
import TransparencyLog

/// `seawall ledger proof`: a receipt that verifies offline.
struct LedgerProofCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proof", abstract: "Write the receipt of an event (C2SP tlog-proof).",
        discussion: """
            With --output the receipt, the event and the log's public key are written as files that 'seawall ledger \
            verify --receipt' checks without this data folder.
            """)

    @Argument(help: "Id of an assessment or another event.")
    var id: String

    @Option(help: ArgumentHelp("Write receipt, event and key into this folder.", valueName: "dir"))
    var output: String?

    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let record = try await Record.open(data, session)
            let (proof, event) = try await record.journal.receipt(of: id)
            guard let output else {
                try session.output(proof.text)
                return .held
            }
            try OutputFolder(path: output).write([
                "receipt.tlog-proof": Array(proof.text.utf8), "receipt-event.json": event.canonicalBytes,
                "receipt-key.txt": Array(try await record.journal.verifier().description.utf8),
            ])
            return .held
        }
    }
}
