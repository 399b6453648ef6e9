import Storage

/// The statements that insert rows.
enum RowInsertion {
    /// Rows of one bulk statement.
    static let bulkLimit = 2_000

    /// One row.
    static func single(_ target: String, _ row: [SQLValue], _ rule: ConflictRule) -> SQL {
        SQL(
            neutral:
                "INSERT INTO \(target) VALUES (\(repeatElement("?", count: row.count).joined(separator: ", ")))\(rule.clause)",
            values: row)
    }

    /// Many rows, a column of which is bound as one array.
    static func bulk(_ target: String, _ rows: [[SQLValue]], _ rule: ConflictRule) -> SQL {
        var selected: [String] = []
        var given: [(name: String, type: String, array: String)] = []
        for column in 0..<(rows.first?.count ?? 0) {
            let values = rows.map { $0[column] }
            // A column of nulls alone has no type of its own.
            guard let type = type(of: values) else {
                selected.append("NULL")
                continue
            }
            selected.append("c\(column)")
            given.append(("c\(column)", type, ArrayLiteral.text(of: values)))
        }
        // Rows of nulls alone: there must be as many all the same.
        if given.isEmpty { given = [("n", "BIGINT", ArrayLiteral.text(of: rows.map { _ in .null }))] }
        return SQL(
            neutral: """
                INSERT INTO \(target) SELECT \(selected.joined(separator: ", ")) \
                FROM unnest(\(given.map { "CAST(? AS \($0.type)[])" }.joined(separator: ", "))) \
                AS given(\(given.map(\.name).joined(separator: ", ")))\(rule.clause)
                """,
            values: given.map { .text($0.array) })
    }

    /// The rows without those that another of the same key replaces: PostgreSQL refuses to change a row twice in one
    /// statement, and SQLite's loop leaves the last.
    static func distinct(_ rows: [[SQLValue]], _ columns: [StaticString], _ rule: ConflictRule) -> [[SQLValue]] {
        guard case .update(let key, _) = rule else { return rows }
        let places = key.map { name in
            guard let place = columns.firstIndex(where: { $0.description == name.description }) else {
                preconditionFailure("the key \(name) is not among the columns")
            }
            return place
        }
        var last: [[SQLValue]: Int] = [:]
        for (number, row) in rows.enumerated() { last[places.map { row[$0] }] = number }
        guard last.count < rows.count else { return rows }
        // Null keys conflict with nothing.
        return rows.enumerated().filter { number, row in
            let key = places.map { row[$0] }
            return key.contains(.null) || last[key] == number
        }.map(\.element)
    }

    private static func type(of values: [SQLValue]) -> String? {
        let types = values.reduce(into: Set<String>()) { types, value in
            switch value {
            case .null: break
            case .integer: types.insert("BIGINT")
            case .real: types.insert("DOUBLE PRECISION")
            case .text: types.insert("TEXT")
            case .blob: types.insert("BYTEA")
            }
        }
        // Integers among numbers are numbers; anything else that is mixed the server refuses.
        return types == ["BIGINT", "DOUBLE PRECISION"] ? "DOUBLE PRECISION" : types.count > 1 ? "TEXT" : types.first
    }
}
