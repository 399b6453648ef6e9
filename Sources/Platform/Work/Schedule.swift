public import CanonicalJSON
public import Model
public import Storage

/// Work that comes again and again: a nightly scan, a daily count.
public struct Schedule: Sendable {
    private let database: any Database

    /// The schedule of a database.
    public init(database: any Database) { self.database = database }

    /// Sets when a kind of work comes again, in the place of what was set under the same id.
    ///
    /// - Parameters:
    ///   - seconds: the time between two; at least one.
    ///   - first: when it comes first; what is set already keeps its time.
    public func set(
        _ id: String, _ kind: String, department: String, payload: JSONValue = [:], every seconds: Int64,
        first: Instant
    ) async throws {
        try await database.write { transaction in
            try transaction.execute(
                """
                INSERT INTO schedules (id, kind, department, payload, seconds, next)
                VALUES (\(id), \(kind), \(department), \(payload.canonical), \(max(1, seconds)), \(first.microseconds))
                ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, department = excluded.department,
                payload = excluded.payload, seconds = excluded.seconds
                """)
        }
    }

    /// Takes a kind of work off the schedule.
    public func remove(_ id: String) async throws {
        try await database.write { try $0.execute("DELETE FROM schedules WHERE id = \(id)") }
    }

    /// Asks for what is due, once each, however many nodes look at the same time; what was missed while no node ran is
    /// asked for once, and not for every time that passed.
    ///
    /// - Returns: how many jobs were asked for.
    @discardableResult
    public func tick(at now: Instant) async throws -> Int {
        try await database.write { transaction in
            let due = try transaction.rows(
                """
                SELECT id, kind, department, payload, seconds, next FROM schedules WHERE next <= \(now.microseconds)
                ORDER BY next, id LIMIT 100\(.skipLocked)
                """)
            for row in due {
                guard let payload = try? JSONValue(parsing: row.text("payload")) else { throw Fault("storage.corrupt") }
                let (id, period, next) = (row.text("id"), row.integer("seconds") * 1_000_000, row.integer("next"))
                _ = try JobQueue.add(
                    ULID(now).description, row.text("kind"), row.text("department"), payload, "\(id)@\(next)", now, now,
                    transaction)
                let later = next + period * ((now.microseconds - next) / period + 1)
                try transaction.execute("UPDATE schedules SET next = \(later) WHERE id = \(id)")
            }
            return due.count
        }
    }
}
