import Glibc
import Storage
import Synchronization

/// A database under which the program dies in the middle of extending the log: just before one of the statements that
/// write its tiles and its head.
final class KillingDatabase: Database {
    private let database: any Database
    private let left: Mutex<Int>

    init(database: any Database, step: Int) {
        self.database = database
        left = Mutex(step)
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        try await database.read(body)
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        try await database.write { try body(KillingTransaction(transaction: $0, step: self.step)) }
    }

    private func step() {
        left.withLock { left in
            left -= 1
            if left == 0 { kill(getpid(), SIGKILL) }
        }
    }
}

private struct KillingTransaction: Transaction {
    let transaction: any Transaction
    let step: () -> Void

    func execute(_ statement: SQL) throws {
        if statement.text.hasPrefix("INSERT INTO log_") { step() }
        try transaction.execute(statement)
    }

    func executeAll(_ statements: [SQL]) throws { for statement in statements { try execute(statement) } }

    func lock(_ name: StaticString) throws { try transaction.lock(name) }

    func forEachRow(of query: SQL, _ body: (Row) throws -> Void) throws {
        try transaction.forEachRow(of: query, body)
    }

    func insert(
        into table: StaticString, columns: [StaticString], rows: [[SQLValue]], onConflict: ConflictRule
    ) throws {
        try transaction.insert(into: table, columns: columns, rows: rows, onConflict: onConflict)
    }

    func load(_ table: Table, next: () throws -> [SQLValue]?) throws { try transaction.load(table, next: next) }
}
