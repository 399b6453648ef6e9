import Engines
import Storage
import Synchronization

/// Hands everything on to a database, and asks it how it would find the rows of each query.
final class PlannedDatabase: Database {
    private let database: any Database
    private let steps = Mutex<[Step]>([])

    /// A step of a plan.
    struct Step {
        /// What is done.
        let text: String
        /// Whether it is done with what other steps brought together, and not within a part of them.
        let isLast: Bool
        /// Whether rows are sorted.
        var sorts: Bool {
            text.contains("TEMP B-TREE") || text.hasPrefix("Sort  (") || text.hasPrefix("Incremental Sort  (")
        }
        /// Whether a table is read without an index.
        var readsAll: Bool {
            ["findings", "postures", "systems"].contains { text == "SCAN \($0)" || text.contains("Seq Scan on \($0)") }
        }
    }

    init(_ database: any Database) { self.database = database }

    /// The steps since they were last taken.
    func take() -> [Step] {
        steps.withLock { steps in
            defer { steps = [] }
            return steps
        }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        try await database.read { [self] transaction in
            if Engine.current == .postgres {
                // A few rows are sorted sooner than found by an index: the plan is to be that for many.
                for setting in ["enable_sort", "enable_incremental_sort", "enable_seqscan", "enable_bitmapscan"]
                    as [StaticString]
                {
                    try transaction.execute("SET LOCAL \(raw: setting) = off")
                }
            }
            return try body(PlannedTransaction(transaction: transaction, note: note))
        }
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        try await database.write(body)
    }

    private func note(_ found: [Step]) { steps.withLock { $0 += found } }
}

private struct PlannedTransaction: Transaction {
    let transaction: any Transaction
    let note: ([PlannedDatabase.Step]) -> Void

    func forEachRow(of query: SQL, _ body: (Row) throws -> Void) throws {
        switch Engine.current {
        case .sqlite:
            note(
                try transaction.rows("EXPLAIN QUERY PLAN \(query)").map {
                    PlannedDatabase.Step(text: $0.text("detail"), isLast: $0.integer("parent") == 0)
                })
        case .postgres:
            // What is done last stands above all that brings rows.
            var isLast = true
            note(
                try transaction.rows("EXPLAIN \(query)").map { row in
                    let text = String(row.text("QUERY PLAN").drop { $0 == " " || $0 == "-" || $0 == ">" })
                    isLast =
                        isLast
                        && ["Limit", "Result", "Sort"].contains {
                            text.hasPrefix($0 + "  (") || text.hasPrefix($0 + " Key")
                        }
                    return PlannedDatabase.Step(text: text, isLast: isLast)
                })
        }
        try transaction.forEachRow(of: query, body)
    }

    func execute(_ statement: SQL) throws { try transaction.execute(statement) }

    func executeAll(_ statements: [SQL]) throws { try transaction.executeAll(statements) }

    func insert(
        into table: StaticString, columns: [StaticString], rows: [[SQLValue]], onConflict: ConflictRule
    ) throws {
        try transaction.insert(into: table, columns: columns, rows: rows, onConflict: onConflict)
    }

    func load(_ table: Table, next: () throws -> [SQLValue]?) throws { try transaction.load(table, next: next) }

    func lock(_ name: StaticString) throws { try transaction.lock(name) }
}
