import Model
public import Storage

/// A database on a PostgreSQL server, shared by any number of programs.
///
/// It connects when it is first used, and again after the server was away. Writes are serializable and become
/// durable as the server is set to make them; a read sees one moment.
public struct PostgresDatabase: Storage.Database {
    /// How often a body that met another transaction runs in all.
    private static let attempts = 10

    private let pool: PostgresPool

    /// A database by its address.
    ///
    /// - Parameters:
    ///   - url: `postgresql://USER@HOST:PORT/NAME?…` with libpq's parameters; a password belongs into the file that
    ///     `passfile=` or PGPASSFILE names. A server on another machine must prove who it is (`sslmode=verify-full`)
    ///     unless the address says otherwise.
    ///   - connections: the most that are open at once.
    ///   - patience: how long to wait for one that is free.
    /// - Throws: `Fault` (`storage.bad-address`).
    public init(url: String, connections: Int = 8, patience: Duration = .seconds(30)) throws {
        pool = PostgresPool(address: try PostgresAddress(url), limit: connections, patience: patience)
    }

    /// Runs a body over one consistent state, beside readers and writers.
    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Storage.Transaction) throws -> Value
    ) async throws -> Value {
        try await run(isWriting: false, body)
    }

    /// Runs a body as if no other ran meanwhile; again, where one did and it matters.
    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Storage.Transaction) throws -> Value
    ) async throws -> Value {
        try await run(isWriting: true, body)
    }

    private func run<Value: Sendable>(
        isWriting: Bool, _ body: @escaping @Sendable (any Storage.Transaction) throws -> Value
    ) async throws -> Value {
        var conflicts = 0
        var losses = 0
        var mayOpen = true
        while true {
            let connection = try await pool.take(mayOpen: mayOpen)
            let outcome = await Self.run(connection, isWriting: isWriting, afterOthers: conflicts > 0, body)
            pool.giveBack(connection, isUsable: outcome.isUsable)
            switch outcome.remedy {
            case .again where conflicts + 1 < Self.attempts: conflicts += 1
            case .anotherConnection where losses == 0:
                losses += 1
                pool.dropIdle()
            case .fewerConnections where mayOpen: mayOpen = false
            case .again, .anotherConnection, .fewerConnections, .none: return try outcome.result.get()
            }
        }
    }

    private static func run<Value: Sendable>(
        _ connection: PostgresConnection, isWriting: Bool, afterOthers: Bool,
        _ body: @escaping @Sendable (any Storage.Transaction) throws -> Value
    ) async -> PostgresConnection.Outcome<Value> {
        let lease = connection.lease
        let number = lease.begin()
        return await withTaskCancellationHandler {
            await connection.run(isWriting: isWriting, afterOthers: afterOthers, body)
        } onCancel: {
            lease.cancel(number)
        }
    }
}
