import Files
import Model

extension Database {
    /// Writes every table, as one moment saw them, into a file that either engine can be filled from.
    ///
    /// The file holds all that the database holds, in the clear, for this account alone.
    ///
    /// - Throws: `Fault` (`storage.…`, `files.…`); no file is left behind then.
    public func backup(to path: String) async throws {
        try await read { transaction in
            try AtomicFile.write(to: path, mode: 0o600) { append in
                // The closure is called only before this one returns.
                try withoutActuallyEscaping(append) { append in
                    var writer = BackupWriter(sink: append)
                    try transaction.write(to: &writer)
                    try writer.finish()
                }
            }
        }
    }

    /// Fills an empty database from a backup, all or nothing.
    ///
    /// - Parameter migrations: every step that this program knows; those that the backup's database had run are run
    ///   before its rows are put in, the others are not.
    /// - Throws: `Fault`: `storage.not-empty`, `storage.newer`, `storage.backup-…`, `storage.…`, `files.…`.
    public func restore(from path: String, migrations: [Migration]) async throws {
        try await write { transaction in
            try transaction.lock("storage.migrations")
            guard try transaction.tables().isEmpty else { throw Fault("storage.not-empty") }
            // Read to its end first: a change is then told as such, and not by what it would lead to.
            let steps = try BackupFile(path).steps()
            if let unknown = steps.subtracting(migrations.map(\.id)).min() {
                throw Fault("storage.newer", ["step": unknown])
            }
            try transaction.migrate(migrations.filter { steps.contains($0.id) })
            try transaction.fill(from: BackupFile(path))
        }
    }

    /// Whether it holds no table of ours.
    public func isEmpty() async throws -> Bool { try await read { try $0.tables().isEmpty } }

    /// Takes every table away, with all that it holds.
    public func clear() async throws {
        try await write { transaction in
            for table in try transaction.tables().reversed() { try transaction.execute(table.drop) }
        }
    }
}

extension Transaction {
    fileprivate func write(to writer: inout BackupWriter) throws {
        let tables = try tables()
        let hasSteps = tables.contains { $0.name == "migrations" }
        try writer.write(.steps(hasSteps ? rows("SELECT id FROM migrations ORDER BY id").map { $0.text("id") } : []))
        for table in tables {
            try writer.write(.table(table))
            try forEachRow(of: table.everyRow) { try writer.write(.row($0.values)) }
        }
    }

    fileprivate func fill(from file: BackupFile) throws {
        let known = try tables()
        for table in known.reversed() { try execute(table.removal) }
        var reader = try file.reader()
        var record = try reader.next()
        while let current = record {
            guard case .table(let table) = current else {
                record = try reader.next()
                continue
            }
            guard let own = known.first(where: { $0.name == table.name }), Set(own.columns) == Set(table.columns)
            else { throw Fault("storage.backup-other-schema", ["table": table.name], at: file.place) }
            record = try reader.next()
            try load(table) {
                guard case .row(let values) = record else { return nil }
                record = try reader.next()
                return values
            }
        }
    }
}
