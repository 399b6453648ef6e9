/// An open transaction.
///
/// A statement that fails ends it: later statements throw the same, and nothing is kept, whatever the body returns.
/// While rows are handed over, no other statement may run (`storage.nested`).
public protocol Transaction {
    /// Runs a statement for its effect.
    func execute(_ statement: SQL) throws

    /// Runs many statements for their effect, in order, without a wait after each.
    func executeAll(_ statements: [SQL]) throws

    /// Runs a query and hands over each row, one at a time: a result of any size takes the memory of a few rows.
    func forEachRow(of query: SQL, _ body: (Row) throws -> Void) throws

    /// Inserts many rows, each with as many values as there are columns.
    ///
    /// - Parameter onConflict: what to do with a row whose key is there already. Of rows with the same key in one
    ///   call, the last counts where it updates and the first where it ignores.
    func insert(into table: StaticString, columns: [StaticString], rows: [[SQLValue]], onConflict: ConflictRule) throws

    /// Fills a table with rows of any number, one at a time; a row may refer to one that comes later.
    func load(_ table: Table, next: () throws -> [SQLValue]?) throws

    /// Waits until no other transaction holds the lock of a name, and holds it until this one ends.
    ///
    /// It comes before the first statement, so that the body sees what the holder before it has written. SQLite's
    /// write transaction is alone anyway.
    ///
    /// - Throws: `Fault` (`storage.misplaced-lock`) in a read, or after a statement.
    func lock(_ name: StaticString) throws
}

extension Transaction {
    /// Runs a query for its rows, all at once.
    public func rows(_ query: SQL) throws -> [Row] {
        var rows: [Row] = []
        try forEachRow(of: query) { rows.append($0) }
        return rows
    }

    /// Inserts many rows, each with as many values as there are columns; a key that is there already is a fault.
    public func insert(into table: StaticString, columns: [StaticString], rows: [[SQLValue]]) throws {
        try insert(into: table, columns: columns, rows: rows, onConflict: .refuse)
    }

    /// Every table of the database, in the order in which they were made.
    public func tables() throws -> [Table] {
        var tables: [(name: String, columns: [String])] = []
        for row in try rows(.catalogue) {
            let name = row.text("table_name")
            if tables.last?.name != name { tables.append((name, [])) }
            tables[tables.count - 1].columns.append(row.text("column_name"))
        }
        return tables.map { Table(name: $0.name, columns: $0.columns) }
    }
}
