import ArgumentParser
import Files
import Glibc
import Journal
import Model
import TransparencyLog

/// `seawall ledger verify`: recompute the record, or check one receipt offline.
struct LedgerVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Recompute the whole record, or check one receipt without it.",
        discussion: """
            Without options every event, tile, table and signature of the data folder is recomputed. With --receipt, \
            --event and --key one receipt is checked, and no data folder is needed. Exit status: 0 it holds, 2 it does \
            not. With --witness the log is also compared with the checkpoints that the witness has cosigned: a log that was \
            cut short or that forked is found out.
            """)

    @OptionGroup var data: DataOption

    @Option(help: ArgumentHelp("Receipt to check (.tlog-proof).", valueName: "file"))
    var receipt: String?

    @Option(help: ArgumentHelp("Event that the receipt is of.", valueName: "file"))
    var event: String?

    @Option(help: ArgumentHelp("File with the log's public keys.", valueName: "file"))
    var key: String?

    @Option(help: ArgumentHelp("Public key of a witness; may be repeated.", valueName: "vkey"))
    var witness: [String] = []

    @Option(
        help: ArgumentHelp(
            "Cosigned checkpoint; may be repeated. Those in log/cosigned of the data folder where absent.",
            valueName: "file"))
    var cosigned: [String] = []

    @OptionGroup var global: GlobalOptions

    private static let fileLimit = 16 << 20

    private func witnesses() throws(Fault) -> [CosignatureVerifier] {
        try witness.map { text throws(Fault) in
            guard let verifier = CosignatureVerifier(text) else {
                throw Fault("commands.not-witness-key", ["value": text])
            }
            return verifier
        }
    }

    private func cosignedNotes(_ record: Record) throws(Fault) -> [SignedNote] {
        var files = cosigned
        if files.isEmpty, access(record.cosignedFolder, F_OK) == 0 {
            files = try BoundedFile.list(record.cosignedFolder).map { record.cosignedFolder + "/" + $0 }
        }
        return try files.map { file throws(Fault) in
            guard let note = SignedNote(try BoundedFile.read(file, limit: Self.fileLimit)) else {
                throw Fault("commands.not-checkpoint", at: SourcePlace(file: file))
            }
            return note
        }
    }

    func validate() throws {
        guard [receipt, event, key].allSatisfy({ $0 == nil }) || [receipt, event, key].allSatisfy({ $0 != nil }) else {
            throw ValidationError("--receipt, --event and --key belong together; give all three or none.")
        }
    }

    func run() async throws {
        try await Session.run(global) { session in
            if let receipt, let event, let key {
                let text = String(decoding: try BoundedFile.read(key, limit: Self.fileLimit), as: UTF8.self)
                guard let log = LogVerifier(text) else {
                    throw Fault("commands.not-log-key", at: SourcePlace(file: key))
                }
                try ReceiptFile.verify(
                    receipt: BoundedFile.read(receipt, limit: Self.fileLimit),
                    event: BoundedFile.read(event, limit: Self.fileLimit), log: log)
                try session.output(session.say("commands.receipt-holds", ["log": log.origin]) + "\n")
                return .held
            }
            let record = try await Record.open(data, session)
            let report = try await record.journal.verify(scratch: session.adapters.openScratch())
            if !witness.isEmpty {
                try await record.journal.compare(with: cosignedNotes(record), by: witnesses())
            }
            try session.output(
                session.say("commands.verified", ["events": String(report.events), "root": report.root]) + "\n")
            return .held
        }
    }
}
