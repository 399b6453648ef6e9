import FoundationEssentials
import GRDB
import Model
import Storage

/// A transaction on a connection of GRDB's.
struct SQLiteTransaction: Storage.Transaction {
    let database: GRDB.Database
    let path: String
    let rules: TransactionGuard

    func execute(_ statement: Storage.SQL) throws {
        try rules.statement {
            try SQLiteFault.naming(path) {
                try database.cachedStatement(sql: statement.text(for: .sqlite))
                    .execute(arguments: Self.arguments(statement.values))
            }
        }
    }

    func executeAll(_ statements: [Storage.SQL]) throws {
        for statement in statements { try execute(statement) }
    }

    func forEachRow(of query: Storage.SQL, _ body: (Storage.Row) throws -> Void) throws {
        try rules.query {
            try SQLiteFault.naming(path) {
                let statement = try database.cachedStatement(sql: query.text(for: .sqlite))
                let columns = statement.columnNames
                let cursor = try GRDB.Row.fetchCursor(statement, arguments: Self.arguments(query.values))
                while let row = try cursor.next() {
                    try rules.hand(Storage.Row(columns: columns, values: row.databaseValues.map(Self.value)), to: body)
                }
            }
        }
    }

    func insert(
        into table: StaticString, columns: [StaticString], rows: [[SQLValue]], onConflict: ConflictRule
    ) throws {
        let names = ConflictRule.list(columns)
        var next = rows.makeIterator()
        try insert("INSERT INTO \(table) (\(names))", count: columns.count, onConflict) { next.next() }
    }

    func load(_ table: Storage.Table, next: () throws -> [SQLValue]?) throws {
        // Set back by SQLite itself at the end of the transaction.
        try execute("PRAGMA defer_foreign_keys = ON")
        try insert(table.insertion, count: table.columns.count, .refuse, next)
    }

    func lock(_ name: StaticString) throws { try rules.lock {} }

    private func insert(
        _ head: String, count: Int, _ rule: ConflictRule, _ next: () throws -> [SQLValue]?
    ) throws {
        try rules.statement {
            try SQLiteFault.naming(path) {
                let marks = repeatElement("?", count: count).joined(separator: ", ")
                let statement = try database.cachedStatement(sql: "\(head) VALUES (\(marks))\(rule.clause)")
                while let row = try next() { try statement.execute(arguments: Self.arguments(row)) }
            }
        }
    }

    private static func arguments(_ values: [SQLValue]) throws -> StatementArguments {
        var arguments: [(any DatabaseValueConvertible)?] = []
        arguments.reserveCapacity(values.count)
        for value in values {
            try value.check()
            switch value {
            case .null: arguments.append(nil)
            case .integer(let integer): arguments.append(integer)
            case .real(let real): arguments.append(real)
            case .text(let text): arguments.append(text)
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
