/// The port to a database: transactions whose bodies are synchronous, so that none can wait in the middle.
///
/// Adapters throw `Fault`: `storage.full`, `storage.read-only`, `storage.busy`, `storage.corrupt`,
/// `storage.constraint`, `storage.unavailable`.
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

    /// Runs a query for its rows.
    func rows(_ query: SQL) throws -> [Row]

    /// Inserts many rows, each with as many values as there are columns.
    func insert(into table: StaticString, columns: [StaticString], rows: [[SQLValue]]) throws
}

/// A row of a result.
public struct Row: Sendable, Hashable {
    private let values: [String: SQLValue]

    /// A row by its columns' names.
    public init(_ values: [String: SQLValue]) { self.values = values }

    /// The text in a column; empty where it holds none.
    public func text(_ column: String) -> String { if case .text(let text) = values[column] { text } else { "" } }

    /// The text in a column, nil where it is null.
    public func textIfAny(_ column: String) -> String? { if case .text(let text) = values[column] { text } else { nil } }

    /// The integer in a column; 0 where it holds none.
    public func integer(_ column: String) -> Int64 { if case .integer(let value) = values[column] { value } else { 0 } }

    /// The integer in a column, nil where it is null.
    public func integerIfAny(_ column: String) -> Int64? {
        if case .integer(let value) = values[column] { value } else { nil }
    }
}
