import BaseEncoding
import Crypto
import Model

/// A step of a schema; steps are only ever added at the end.
public struct Migration: Sendable {
    /// Such as `journal-0001-events`.
    public let id: String
    /// What it runs.
    public let statements: [SQL]

    /// The target whose tables it makes: what stands before the first dash of its id.
    var family: Substring { Self.family(of: id) }

    static func family(of id: String) -> Substring { id.prefix { $0 != "-" } }

    /// A step.
    public init(id: String, statements: [SQL]) {
        self.id = id
        self.statements = statements
    }

    /// SHA-256 over the statements, in hexadecimal: a step that has been run must stay as it was.
    var checksum: String {
        var hash = SHA256()
        for statement in statements {
            let text = Array(statement.text.utf8)
            withUnsafeBytes(of: UInt64(text.count).bigEndian) { hash.update(bufferPointer: $0) }
            hash.update(data: text)
            hash.update(data: Array("\(statement.values)".utf8))
        }
        return Hexadecimal.encode(Array(hash.finalize()))
    }
}

extension Database {
    /// Runs the steps that this database has not run yet, in one transaction.
    ///
    /// - Parameter body: what belongs to them, in the same transaction.
    /// - Throws: `Fault` (`storage.newer`) where it has run steps that this program does not know;
    ///   `storage.changed-step` where one that it has run is another in this program.
    public func migrate(
        _ migrations: [Migration], then body: @escaping @Sendable (any Transaction) throws -> Void = { _ in }
    ) async throws {
        try await write { transaction in
            try transaction.lock("storage.migrations")
            try transaction.migrate(migrations)
            try body(transaction)
        }
    }
}

extension Transaction {
    /// The ids of the steps that this database has run; none where it is new.
    public func stepsRun() throws -> Set<String> {
        guard try tables().contains(where: { $0.name == "migrations" }) else { return [] }
        return Set(try rows("SELECT id FROM migrations").map { $0.text("id") })
    }
}

extension Transaction {
    func migrate(_ migrations: [Migration]) throws {
        try execute("CREATE TABLE IF NOT EXISTS migrations (id TEXT NOT NULL PRIMARY KEY)")
        try execute(
            "CREATE TABLE IF NOT EXISTS migration_sums (id TEXT NOT NULL PRIMARY KEY, checksum TEXT NOT NULL)")
        var done = Set(try rows("SELECT id FROM migrations").map { $0.text("id") })
        // Tables of a target that this program does not have are none of its business.
        let families = Set(migrations.map(\.family))
        let unknown = done.subtracting(migrations.map(\.id)).filter { families.contains(Migration.family(of: $0)) }
        if let unknown = unknown.min() {
            throw Fault("storage.newer", ["step": unknown])
        }
        let sums = try rows("SELECT id, checksum FROM migration_sums").map { ($0.text("id"), $0.text("checksum")) }
        var known = Dictionary(sums) { first, _ in first }
        for migration in migrations {
            if done.insert(migration.id).inserted {
                for statement in migration.statements { try execute(statement) }
                try execute("INSERT INTO migrations (id) VALUES (\(migration.id))")
            }
            let checksum = migration.checksum
            guard known[migration.id, default: checksum] == checksum else {
                throw Fault("storage.changed-step", ["step": migration.id])
            }
            // Steps that were run before sums were kept get theirs now.
            if known[migration.id] == nil {
                try execute("INSERT INTO migration_sums (id, checksum) VALUES (\(migration.id), \(checksum))")
                known[migration.id] = checksum
            }
        }
    }
}
