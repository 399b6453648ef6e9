public import Storage
import Synchronization

/// Hands everything on to a database and counts the statements, so that a test can pin how many a page takes.
public final class CountingDatabase: Database {
    private let database: any Database
    private let counter = Mutex(0)

    /// Counts what is run on a database.
    public init(_ database: any Database) { self.database = database }

    /// How many statements have run; one that runs again after a conflict counts again.
    public var statements: Int { counter.withLock { $0 } }

    /// Counts the statements of a body.
    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        try await database.read { [self] in try body(CountingTransaction(transaction: $0, count: count)) }
    }

    /// Counts the statements of a body.
    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        try await database.write { [self] in try body(CountingTransaction(transaction: $0, count: count)) }
    }

    private func count(_ statements: Int) { counter.withLock { $0 += statements } }
}

private struct CountingTransaction: Transaction {
    let transaction: any Transaction
    let count: (Int) -> Void

    func execute(_ statement: SQL) throws {
        count(1)
        try transaction.execute(statement)
    }

    func executeAll(_ statements: [SQL]) throws {
        count(statements.count)
        try transaction.executeAll(statements)
    }

    func forEachRow(of query: SQL, _ body: (Row) throws -> Void) throws {
        count(1)
        try transaction.forEachRow(of: query, body)
    }

    func insert(
        into table: StaticString, columns: [StaticString], rows: [[SQLValue]], onConflict: ConflictRule
    ) throws {
        count(1)
        try transaction.insert(into: table, columns: columns, rows: rows, onConflict: onConflict)
    }

    func load(_ table: Table, next: () throws -> [SQLValue]?) throws {
        count(1)
        try transaction.load(table, next: next)
    }

    func lock(_ name: StaticString) throws { try transaction.lock(name) }
}
