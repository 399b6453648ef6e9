/// A row of a result.
public struct Row: Sendable, Hashable {
    /// The names of the columns.
    public let columns: [String]
    /// The values, in the order of the columns.
    public let values: [SQLValue]

    /// A row by its columns and as many values.
    public init(columns: [String], values: [SQLValue]) {
        precondition(columns.count == values.count, "a row has one value a column")
        self.columns = columns
        self.values = values
    }

    /// The text in a column; empty where it holds none.
    public func text(_ column: String) -> String { textIfAny(column) ?? "" }

    /// The text in a column, nil where it is null.
    public func textIfAny(_ column: String) -> String? { if case .text(let text) = self[column] { text } else { nil } }

    /// The integer in a column; 0 where it holds none.
    public func integer(_ column: String) -> Int64 { integerIfAny(column) ?? 0 }

    /// The integer in a column, nil where it is null.
    public func integerIfAny(_ column: String) -> Int64? {
        if case .integer(let value) = self[column] { value } else { nil }
    }

    /// The bytes in a column; empty where it holds none.
    public func blob(_ column: String) -> [UInt8] { blobIfAny(column) ?? [] }

    /// The bytes in a column, nil where it is null.
    public func blobIfAny(_ column: String) -> [UInt8]? {
        if case .blob(let bytes) = self[column] { bytes } else { nil }
    }

    private subscript(column: String) -> SQLValue {
        // The statement stands beside its reader: a name that it lacks is a slip of ours, not of any data.
        guard let index = columns.firstIndex(of: column) else { preconditionFailure("no column \(column)") }
        return values[index]
    }
}
