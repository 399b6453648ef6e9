import FoundationEssentials
import GRDB
import Model
import Storage

/// A transaction on a connection of GRDB's.
struct SQLiteTransaction: Storage.Transaction {
    let database: GRDB.Database

    func execute(_ statement: Storage.SQL) throws {
        try database.cachedStatement(sql: statement.text).execute(arguments: Self.arguments(statement.values))
    }

    /// SQLite has one writer at a time.
    func lock(_ name: StaticString) {}

    func forEachRow(of query: Storage.SQL, _ body: (Storage.Row) throws -> Void) throws {
        let statement = try database.cachedStatement(sql: query.text)
        let columns = statement.columnNames
        let cursor = try GRDB.Row.fetchCursor(statement, arguments: Self.arguments(query.values))
        while let row = try cursor.next() {
            try body(Storage.Row(columns: columns, values: row.databaseValues.map(Self.value)))
        }
    }

    func insert(into table: StaticString, columns: [StaticString], rows: [[SQLValue]]) throws {
        let names = columns.map(\.description).joined(separator: ", ")
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        let statement = try database.cachedStatement(
            sql: "INSERT INTO \(table.description) (\(names)) VALUES (\(marks))")
        for row in rows { try statement.execute(arguments: Self.arguments(row)) }
    }

    private static func arguments(_ values: [SQLValue]) throws(Fault) -> StatementArguments {
        var arguments: [(any DatabaseValueConvertible)?] = []
        arguments.reserveCapacity(values.count)
        for value in values {
            switch value {
            case .null: arguments.append(nil)
            case .integer(let integer): arguments.append(integer)
            case .real(let real): arguments.append(real)
            case .text(let text):
                // PostgreSQL refuses NUL in text, and SQLite would hand back only what stands before it.
                guard !text.utf8.contains(0) else { throw Fault("storage.nul") }
                arguments.append(text)
            case .blob(let bytes): arguments.append(Data(bytes))
            }
        }
        return StatementArguments(arguments)
    }

    private static func value(_ value: DatabaseValue) -> SQLValue {
        switch value.storage {
        case .null: .null
        case .int64(let integer): .integer(integer)
        case .double(let real): .real(real)
        case .string(let text): .text(text)
        case .blob(let data): .blob(Array(data))
        }
    }
}
