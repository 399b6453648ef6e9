import ArgumentParser
import Backups
import Journal
import Model
import Phrases
import Secrets

/// `seawall admin backup`: everything that a record is, while it is being served.
struct AdminBackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the record, as one moment saw it, into a new folder.",
        discussion: """
            It can be made while others read and write. It holds every table, the signed checkpoint of the log, and the \
            other files of the data folder; a signed manifest names each with its digest. The secret keys are not in it: \
            keep a copy of the data folder's keys/ apart, for nobody can restore a backup without. docs/backups.md says \
            how. Exit status: 0 made, 2 not, and then nothing is left behind.
            """)

    @Argument(help: ArgumentHelp("Folder to make; nothing may be there but an empty one.", valueName: "dir"))
    var backup: String

    @Flag(help: "Put the secret keys, and the server's TLS key, into it too: whoever gets it can read and sign all.")
    var withKeys = false

    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let folder = try DataFolder(existing: data.data)
            try folder.refuseSecondRecord(data.database == nil ? .files : .database)
            let source = try data.keys.map { option throws(Fault) in try KeySource(option: option) }
            let maker = try BackupMaker(
                folder: folder, keys: source, database: session.adapters.database(data, folder: folder.path),
                engine: data.engine, program: session.tool)
            let report = try await Interruption.handled { [backup, withKeys] in
                try await maker.make(backup, withKeys: withKeys, at: session.now)
            }
            try session.output(session.phrases.text(report.message, in: session.language) + "\n")
            return .held
        }
    }
}

extension DataOption {
    /// The kind of database that holds the record.
    var engine: BackupManifest.Engine { database == nil ? .sqlite : .postgresql }
}
