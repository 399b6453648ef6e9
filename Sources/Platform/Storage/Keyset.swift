/// The columns that a list is in the order of, the last of which no two rows share: a page begins after the keys of a row,
/// and costs the same wherever it is.
public struct Keyset: Sendable {
    private let columns: [StaticString]
    private let isDescending: Bool

    /// Columns, all the same way.
    public init(_ columns: StaticString..., descending: Bool) {
        self.columns = columns
        isDescending = descending
    }

    /// What stands after `ORDER BY`.
    public var order: SQL {
        Self.list(columns.map { isDescending ? "\(raw: $0) DESC" : "\(raw: $0)" })
    }

    /// The condition that a row comes after the one with these keys, one a column.
    public func after(_ keys: SQLValue...) -> SQL {
        let (names, values) = (Self.list(columns.map { "\(raw: $0)" }), Self.list(keys.map { "\($0)" }))
        return isDescending ? "(\(names)) < (\(values))" : "(\(names)) > (\(values))"
    }

    private static func list(_ parts: [SQL]) -> SQL {
        parts.dropFirst().reduce(parts.first ?? "") { "\($0), \($1)" }
    }
}
