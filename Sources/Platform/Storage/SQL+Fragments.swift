// The parts of a statement that SQLite and PostgreSQL write differently, each under one name.

extension SQL {
    /// The type of a column that holds bytes.
    public static let blobType = differing(sqlite: "BLOB", postgres: "BYTEA")

    /// What a query that claims rows ends with, so that several nodes claim different ones: those that another
    /// transaction holds are passed over. On SQLite the one writer is alone.
    public static let skipLocked = differing(sqlite: "", postgres: " FOR UPDATE SKIP LOCKED")

    /// A column that no index is looked up by, so that the one that is meant serves. PostgreSQL knows how many rows a
    /// condition leaves; SQLite, which does not, takes the index that most conditions are about.
    public static func unindexed(_ column: StaticString) -> SQL {
        differing(sqlite: "+\(column)", postgres: "\(column)")
    }

    /// The text of a member of a JSON object that a text column holds; null where it is absent or no string.
    ///
    /// PostgreSQL refuses (`storage.refused`) a member with NUL in it.
    public static func jsonText(_ column: StaticString, _ key: StaticString) -> SQL {
        let name = key.description
        precondition(name.utf8.allSatisfy(isPlain), "a key of letters, digits, '_', '-' and '.'")
        return differing(
            sqlite: "CASE json_type(\(column), '$.\"\(name)\"') WHEN 'text' THEN \(column) ->> '$.\"\(name)\"' END",
            postgres: """
                CASE json_typeof(CAST(\(column) AS json) -> '\(name)') WHEN 'string' \
                THEN CAST(\(column) AS json) ->> '\(name)' END
                """)
    }

    /// Whether a text column holds a part, whatever the case of letters from A to Z.
    public static func contains(_ column: StaticString, _ part: String) -> SQL {
        var pattern = "%"
        for character in part.unicodeScalars {
            if character == "%" || character == "_" || character == "\\" { pattern += "\\" }
            pattern.unicodeScalars.append(character)
        }
        return differing(
            sqlite: "\(column) LIKE ? ESCAPE '\\'", postgres: "\(column) COLLATE \"C\" ILIKE ? ESCAPE '\\'",
            values: [.text(pattern + "%")])
    }

    static func list(_ integers: [Int64]) -> SQL {
        list("[\(integers.map(String.init).joined(separator: ","))]", type: "BIGINT")
    }

    static func list(_ texts: [String]) -> SQL {
        var json = "["
        for (index, text) in texts.enumerated() {
            if index > 0 { json += "," }
            json += "\""
            for scalar in text.unicodeScalars {
                switch scalar {
                case "\"", "\\":
                    json += "\\"
                    json.unicodeScalars.append(scalar)
                // NUL stays as it is, so that it is refused like any other that is bound.
                case "\u{1}"..."\u{1F}":
                    let digits = String(scalar.value, radix: 16)
                    json += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
                default: json.unicodeScalars.append(scalar)
                }
            }
            json += "\""
        }
        return list(json + "]", type: "TEXT")
    }

    /// One value whatever the length, so that one prepared statement serves all lengths and no limit on the number
    /// of values is met.
    private static func list(_ json: String, type: String) -> SQL {
        differing(
            sqlite: "(SELECT value FROM json_each(?))",
            postgres: "(SELECT CAST(value AS \(type)) FROM json_array_elements_text(CAST(? AS json)) AS list(value))",
            values: [.text(json)])
    }

    /// Every table of ours with its columns, in the order in which they were made: a table that refers to another
    /// comes after it.
    static let catalogue = differing(
        sqlite: """
            SELECT m.name AS table_name, c.name AS column_name
            FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c
            WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY m.rowid, c.cid
            """,
        postgres: """
            SELECT CAST(c.relname AS TEXT) AS table_name, CAST(a.attname AS TEXT) AS column_name
            FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid
            WHERE c.relkind IN ('r', 'p') AND c.relnamespace = CAST(current_schema() AS regnamespace)
            AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.oid, a.attnum
            """)

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
