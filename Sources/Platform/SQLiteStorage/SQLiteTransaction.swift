import GRDB
import Storage

/// A transaction on a connection of GRDB's.
struct SQLiteTransaction: Storage.Transaction {
    let database: GRDB.Database

    func execute(_ statement: Storage.SQL) throws {
        try database.execute(sql: statement.text, arguments: Self.arguments(statement.values))
    }

    func rows(_ query: Storage.SQL) throws -> [Storage.Row] {
        let statement = try database.cachedStatement(sql: query.text)
        var rows: [Storage.Row] = []
        let cursor = try GRDB.Row.fetchCursor(statement, arguments: Self.arguments(query.values))
        while let row = try cursor.next() {
            var values: [String: SQLValue] = [:]
            for (name, value) in row { values[name] = Self.value(value) }
            rows.append(Storage.Row(values))
        }
        return rows
    }

    func insert(into table: StaticString, columns: [StaticString], rows: [[SQLValue]]) throws {
        let names = columns.map(\.description).joined(separator: ", ")
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        let statement = try database.cachedStatement(
            sql: "INSERT INTO \(table.description) (\(names)) VALUES (\(marks))")
        for row in rows { try statement.execute(arguments: Self.arguments(row)) }
    }

    private static func arguments(_ values: [SQLValue]) -> StatementArguments {
        StatementArguments(
            values.map { value -> (any DatabaseValueConvertible)? in
                switch value {
                case .null: nil
                case .integer(let integer): integer
                case .real(let real): real
                case .text(let text): text
                }
            })
    }

    private static func value(_ value: DatabaseValue) -> SQLValue {
        switch value.storage {
        case .null, .blob: .null
        case .int64(let integer): .integer(integer)
        case .double(let real): .real(real)
        case .string(let text): .text(text)
        }
    }
}
