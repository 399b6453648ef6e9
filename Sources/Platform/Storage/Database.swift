/// The port to a database: transactions whose bodies are synchronous, so that none can wait in the middle.
///
/// Adapters throw `Fault`: `storage.full`, `storage.read-only`, `storage.busy`, `storage.corrupt`,
/// `storage.constraint`, `storage.nul`, `storage.unavailable`.
public protocol Database: Sendable {
    /// Runs a body over one consistent state.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value

    /// Runs a body whose changes are made durable together, or not at all where it throws.
    func write<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value
}

/// An open transaction.
public protocol Transaction {
    /// Runs a statement for its effect.
    func execute(_ statement: SQL) throws

    /// Waits until no other transaction holds the lock of that name, and holds it to the end of this one.
    ///
    /// It must be the first thing that a body does: what was read before may be old by then. Where write transactions
    /// are alone anyway, it does nothing.
    func lock(_ name: StaticString) throws

    /// Runs a query and hands over each row, one at a time.
    func forEachRow(of query: SQL, _ body: (Row) throws -> Void) throws

    /// Inserts many rows, each with as many values as there are columns.
    func insert(into table: StaticString, columns: [StaticString], rows: [[SQLValue]]) throws
}

extension Transaction {
    /// Runs a query for its rows, all at once.
    public func rows(_ query: SQL) throws -> [Row] {
        var rows: [Row] = []
        try forEachRow(of: query) { rows.append($0) }
        return rows
    }
}
