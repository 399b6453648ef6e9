import ArgumentParser
import Backups
import Journal
import Model
import Secrets

/// `seawall admin restore`: a new data folder, or another database, from a backup.
struct AdminRestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Fill an empty data folder from a backup, and verify the record.",
        discussion: """
            A backup of either kind of database fills either, so this is also the way from one folder to PostgreSQL. \
            --keys may also name a copy of keys/ that was kept apart, which the new folder then gets; without it the \
            backup's own are taken. Every file is looked at before anything is written, and every event, table and \
            signature afterwards. The folder is there whole at the end, or not at all. Exit status: 0 restored, 2 not.
            """)

    @Argument(help: ArgumentHelp("Folder of the backup.", valueName: "dir"))
    var backup: String

    @OptionGroup var data: DataOption
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await Session.run(global) { session in
            let source = try data.keys.map { option throws(Fault) in try KeySource(folderOr: option) }
            let restorer = BackupRestorer(
                schema: .init(projections: Record.projections, alongside: Record.alongside), engine: data.engine,
                openDatabase: { [data] in try session.adapters.database(data, folder: $0) },
                openScratch: session.adapters.openScratch)
            let folder = try DataFolder.place(data.data)
            let report = try await Interruption.handled { [backup] in
                try await restorer.restore(StoredBackup.open(backup), to: folder, keys: source)
            }
            try session.output(
                session.say("commands.restored", ["events": String(report.events), "root": report.root]) + "\n")
            return .held
        }
    }
}
