/// A table as the database itself names it, which is why its names may stand in a statement.
public struct Table: Sendable, Hashable {
    /// Its name.
    public let name: String
    /// The names of its columns, in order.
    public let columns: [String]

    /// Its name as a statement writes it.
    var quoted: String { Self.quoted(name) }

    /// What makes a row of it, but for the values.
    package var insertion: String { "INSERT INTO \(target)" }

    /// Its name and columns as `INSERT INTO` and `COPY` take them.
    package var target: String { "\(quoted) (\(columns.map(Self.quoted).joined(separator: ", ")))" }

    /// A query for every row.
    var everyRow: SQL {
        SQL(neutral: "SELECT \(columns.map(Self.quoted).joined(separator: ", ")) FROM \(quoted)", values: [])
    }

    /// A statement that removes every row.
    var removal: SQL { SQL(neutral: "DELETE FROM \(quoted)", values: []) }

    /// A statement that takes it away.
    var drop: SQL { SQL(neutral: "DROP TABLE \(quoted)", values: []) }

    private static func quoted(_ name: String) -> String {
        "\"\(name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
    }
}
