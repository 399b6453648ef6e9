import Files
public import Journal
import Model
import Sealing
public import Secrets
public import Storage
import Threads
import TransparencyLog

/// Fills an empty data folder, and an empty database, from a backup of either kind of database: whole or not at all.
public struct BackupRestorer: Sendable {
    /// The tables that a record has.
    public struct Schema: Sendable {
        let projections: [any Projection]
        let alongside: [Migration]

        /// What events make, and the schema of what they do not make.
        public init(projections: [any Projection], alongside: [Migration]) {
            self.projections = projections
            self.alongside = alongside
        }

        var migrations: [Migration] { Journal.migrations(projections: projections) + alongside }
    }

    private let schema: Schema
    private let place: LogPlace
    private let openDatabase: @Sendable (_ folder: String) throws -> any Database
    private let openScratch: @Sendable () throws -> any Database

    /// - Parameters:
    ///   - engine: the kind of database that is filled.
    ///   - openDatabase: opens it; the folder is the one that is being filled, which another takes the place of.
    ///   - openScratch: opens an empty one, in which the tables are made from the events alone.
    public init(
        schema: Schema, engine: BackupManifest.Engine,
        openDatabase: @escaping @Sendable (_ folder: String) throws -> any Database,
        openScratch: @escaping @Sendable () throws -> any Database
    ) {
        self.schema = schema
        place = engine == .sqlite ? .files : .database
        self.openDatabase = openDatabase
        self.openScratch = openScratch
    }

    /// Restores a backup, and recomputes the record as `ledger verify` does.
    ///
    /// - Parameters:
    ///   - folder: where the data folder shall be; nothing may be there but an empty one.
    ///   - source: where the keys come from; the backup itself where nil. Those of a file or folder are copied.
    /// - Throws: `Fault` (`backups.…`, `files.not-empty`, `storage.not-empty`, `journal.…`).
    public func restore(_ backup: StoredBackup, to folder: String, keys source: KeySource?) async throws -> LogReport {
        let (keys, ring) = try await Blocking.run {
            try AtomicFolder.refuseFilled(folder)
            let keys = try Self.keys(source, for: backup)
            return (keys, try Self.ring(keys, for: backup))
        }
        return try await AtomicFolder.write(to: folder) { partial in
            try await Blocking.run {
                try Self.copyFiles(of: backup, to: partial)
                if keys.isFile { try ring.write(toFolder: partial + "/keys") }
            }
            return try await fill(partial, backup, keys.isFile ? nil : keys)
        }
    }

    private func fill(_ partial: String, _ backup: StoredBackup, _ source: KeySource?) async throws -> LogReport {
        let folder = try DataFolder(partial)
        let keys = try Keys(folder, source: source)
        let database = try openDatabase(folder.path)
        let carrier = LogCarrier(folder: folder, keys: keys, database: database, place: place)
        guard try await carrier.hasSigned(backup.signature, after: backup.checkpoint) else {
            throw Fault("backups.not-signed", at: SourcePlace(file: backup.path + "/" + BackupNames.signature))
        }
        let file = backup.path + "/" + BackupNames.database
        try await database.restore(from: file, migrations: schema.migrations)
        do {
            try await carrier.put(backup.checkpoint)
            // Tables of steps that the backup had not run are made here, from the events.
            let journal = try await Journal(
                folder: folder, keys: keys, database: database, projections: schema.projections,
                alongside: schema.alongside, log: place)
            let report = try await journal.verify(scratch: openScratch())
            try await openSealed(source ?? .folder(folder.path + "/keys"), database)
            try Task.checkCancellation()
            return report
        } catch {
            // It was empty before; a file of the folder goes with the folder.
            if place == .database { try await Self.clear(database, after: error) }
            throw error
        }
    }

    /// - Throws: `Fault` (`backups.not-cleared`) where what was put in stays there.
    private static func clear(_ database: any Database, after error: any Error) async throws {
        // A cancelled task could not clear anything.
        guard case .failure(let second) = await Task(operation: { try await database.clear() }).result else { return }
        throw Fault("backups.not-cleared", ["first": "\(error)", "second": "\(second)"])
    }

    /// Looks whether the master key opens the data keys.
    private func openSealed(_ source: KeySource, _ database: any Database) async throws {
        guard try await !Sealer.masters(in: database).isEmpty else { return }
        let ring = try source.ring([.master], mayMake: false, department: "")
        _ = try await Sealer(
            database: database,
            masters: ring.generations(.master).map { MasterKey(id: $0.id, bytes: $0.bytes) })
    }

    private static func keys(_ source: KeySource?, for backup: StoredBackup) throws(Fault) -> KeySource {
        if let source { return source }
        guard backup.manifest.hasKeys else {
            throw Fault(
                "backups.keys-apart", ["keys": BackupReport.list(backup.manifest.needed)],
                at: SourcePlace(file: backup.path))
        }
        return .folder(backup.path + "/" + BackupNames.keys)
    }

    private static func ring(_ source: KeySource, for backup: StoredBackup) throws(Fault) -> KeyRing {
        let needed = backup.manifest.needed.filter { !$0.value.isEmpty }
        let ring = try source.ring(Array(needed.keys), mayMake: false, department: "")
        let missing = Dictionary(
            uniqueKeysWithValues: needed.map { purpose, ids in
                (purpose, ids.filter { ring.generation(purpose, $0) == nil })
            })
        guard missing.values.allSatisfy(\.isEmpty) else {
            throw Fault(
                "backups.keys-missing", ["source": source.description, "keys": BackupReport.list(missing)],
                at: SourcePlace(file: backup.path))
        }
        return ring
    }

    /// Copies what the folder holds besides database, log and keys.
    private static func copyFiles(of backup: StoredBackup, to folder: String) throws {
        for file in backup.manifest.files {
            guard file.path != BackupNames.database, file.path != BackupNames.checkpoint,
                !file.path.hasPrefix(BackupNames.keys + "/")
            else { continue }
            try BackupMaker.makeFolders(above: file.path, in: folder)
            let place = backup.path + "/" + file.path
            let digest = try FileDigest(copying: place, to: folder + "/" + file.path)
            // Somebody may have changed it since it was looked at.
            guard digest.bytes == file.bytes, digest.hexadecimal == file.digest else {
                throw StoredBackup.changed(place)
            }
        }
    }
}
