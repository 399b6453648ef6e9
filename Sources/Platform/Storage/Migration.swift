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
}

extension Database {
    /// Runs the steps that this database has not run yet, in one transaction.
    ///
    /// - Throws: `Fault` (`storage.newer`) where it has run steps that this program does not know.
    public func migrate(_ migrations: [Migration]) async throws {
        try await write { transaction in
            try transaction.lock("storage.migrations")
            try transaction.migrate(migrations)
        }
    }
}

extension Transaction {
    func migrate(_ migrations: [Migration]) throws {
        try execute("CREATE TABLE IF NOT EXISTS migrations (id TEXT NOT NULL PRIMARY KEY)")
        let done = Set(try rows("SELECT id FROM migrations").map { $0.text("id") })
        // Tables of a target that this program does not have are none of its business.
        let families = Set(migrations.map(\.family))
        let unknown = done.subtracting(migrations.map(\.id)).filter { families.contains(Migration.family(of: $0)) }
        if let unknown = unknown.min() {
            throw Fault("storage.newer", ["step": unknown])
        }
        for migration in migrations where !done.contains(migration.id) {
            for statement in migration.statements { try execute(statement) }
            try execute("INSERT INTO migrations (id) VALUES (\(migration.id))")
        }
    }
}
