import ArgumentParser
import Files
import Journal
import Model
import TransparencyLog

/// `seawall ledger witness`: cosign another machine's log.
struct LedgerWitnessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness", abstract: "Cosign a checkpoint that grew out of the one before (C2SP tlog-witness).",
        discussion: """
            For a machine that the log's keepers do not hold. The file is what 'seawall ledger checkpoint --since SIZE' \
            writes, or a checkpoint with the proof in a file of its own; the cosigned checkpoint goes to standard \
            output. A log must be made known once with --log. Exit status: 0 cosigned, 2 refused: the log may have \
            forked.
            """)

    @Argument(help: "Checkpoint, or checkpoint with proof.", completion: .file())
    var checkpoint: String?

    @Option(help: ArgumentHelp("Folder with the witness's key and what it saw.", valueName: "dir"))
    var state: String

    @Option(help: ArgumentHelp("Consistency proof: a line 'old SIZE' and the hashes.", valueName: "file"))
    var proof: String?

    @Option(help: ArgumentHelp("File with a log's public keys, to be witnessed from now on.", valueName: "file"))
    var log: String?

    @Flag(help: "Write the witness's public key.")
    var key = false

    @OptionGroup var global: GlobalOptions

    private static let fileLimit = 1 << 20

    func validate() throws {
        guard checkpoint != nil || log != nil || key else {
            throw ValidationError("Name a checkpoint to cosign, a log with --log, or ask for the --key.")
        }
    }

    func run() async throws {
        try await Session.run(global) { session in
            let folder = try WitnessFolder(state)
            if let log {
                let text = String(decoding: try BoundedFile.read(log, limit: Self.fileLimit), as: UTF8.self)
                guard let verifier = LogVerifier(text) else {
                    throw Fault("commands.not-log-key", at: SourcePlace(file: log))
                }
                try folder.trust(verifier)
            }
            if key { try session.output(folder.verifier.description + "\n") }
            if let checkpoint {
                try session.output(folder.cosign(request(checkpoint), at: session.now).description)
            }
            return .held
        }
    }

    private func request(_ file: String) throws(Fault) -> CheckpointRequest {
        let bytes = try BoundedFile.read(file, limit: Self.fileLimit)
        if proof == nil, let request = CheckpointRequest(bytes) { return request }
        var lines: [UInt8]?
        if let proof { lines = try BoundedFile.read(proof, limit: Self.fileLimit) }
        guard let request = CheckpointRequest(checkpoint: bytes, proof: lines) else {
            throw Fault("commands.not-checkpoint", at: SourcePlace(file: file))
        }
        return request
    }
}
