/// Some rows of a list, and where the next ones begin.
public struct Page<Row: Sendable>: Sendable {
    /// The rows.
    public let rows: [Row]
    /// What to ask for next; nil on the last page.
    public let next: Cursor?

    /// A page of at most `limit` of the rows: one more than that shows that there are others.
    init(_ rows: [Row], limit: Int, cursor: (Row) -> Cursor) {
        self.rows = Array(rows.prefix(limit))
        next = rows.count > limit ? self.rows.last.map(cursor) : nil
    }
}

/// A place in a list by the keys of the row before it, so that a page costs the same wherever it is.
public struct Cursor: Sendable, Hashable {
    /// The first key of the order, as far as it is a number.
    public let number: Int64
    /// The key that no two rows share.
    public let id: String

    /// The place after a row.
    public init(number: Int64 = 0, id: String) {
        self.number = number
        self.id = id
    }

    /// `NUMBER.ID`, for an address.
    public var token: String { "\(number).\(id)" }

    /// Reads a token; nil where it is none.
    public init?(token: String) {
        guard token.utf8.count <= 200, let dot = token.firstIndex(of: "."), let number = Int64(token[..<dot]),
            dot < token.indices.last ?? dot
        else { return nil }
        self.init(number: number, id: String(token[token.index(after: dot)...]))
    }
}
