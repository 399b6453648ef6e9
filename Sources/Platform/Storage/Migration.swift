import Model

/// A step of a schema; steps are only ever added at the end.
public struct Migration: Sendable {
    /// Such as `journal-0001-events`.
    public let id: String
    /// What it runs.
    public let statements: [SQL]

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
        if let unknown = done.subtracting(migrations.map(\.id)).min() {
            throw Fault("storage.newer", ["step": unknown])
        }
        for migration in migrations where !done.contains(migration.id) {
            for statement in migration.statements { try execute(statement) }
            try execute("INSERT INTO migrations (id) VALUES (\(migration.id))")
        }
    }
}
