import ArgumentParser
import Files
import Handover
import Model
import TransparencyLog

/// `seawall department verify`: whether an export is whole and proven.
struct DepartmentVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check an export to its end, without the record that it was made of.",
        discussion: """
            Every file against SHA256SUMS, that against the signature of the log, and every event against its receipt. \
            Exit status: 0 it holds, 2 it does not.
            """)

    @Argument(help: ArgumentHelp("Folder of the export.", valueName: "dir"))
    var folder: String

    @Option(
        help: ArgumentHelp(
            "File with the log's public keys, got from elsewhere; those in the export where absent.",
            valueName: "file"))
    var key: String?

    @OptionGroup var global: GlobalOptions

    private static let keyLimit = 1 << 20

    func run() async throws {
        try await Session.run(global) { session in
            let log = try key.map { file throws(Fault) in
                let text = String(decoding: try BoundedFile.read(file, limit: Self.keyLimit), as: UTF8.self)
                guard let log = LogVerifier(text) else {
                    throw Fault("commands.not-log-key", at: SourcePlace(file: file))
                }
                return log
            }
            let stored = try await StoredExport.check(folder, log: log)
            try session.output(
                session.say(
                    "commands.export-holds",
                    [
                        "unit": stored.unit, "files": String(stored.files), "events": String(stored.events),
                        "log": stored.origin,
                    ]) + "\n")
            return .held
        }
    }
}
