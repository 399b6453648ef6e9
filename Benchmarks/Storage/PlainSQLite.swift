import CSQLite

/// SQLite by its own interface, one prepared statement and no port.
struct PlainSQLite {
    private let database: OpaquePointer

    init(path: String) throws {
        var opened: OpaquePointer?
        precondition(sqlite3_open(path, &opened) == SQLITE_OK, "SQLite opens")
        guard let opened else { preconditionFailure("SQLite opens") }
        database = opened
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")
        run(
            "CREATE TABLE observed (id BIGINT NOT NULL PRIMARY KEY, subject TEXT NOT NULL, at BIGINT NOT NULL, body TEXT NOT NULL)"
        )
        run("CREATE INDEX observed_by_subject ON observed (subject, at)")
    }

    func run() -> [Workload.Measure: Double] {
        let insertion = prepared("INSERT INTO observed (id, subject, at, body) VALUES (?, ?, ?, ?)")
        let bulk = ContinuousClock().measure {
            for start in stride(from: 0 as Int64, to: 200_000, by: 10_000) {
                run("BEGIN IMMEDIATE")
                for id in start..<start + 10_000 { insert(id, insertion) }
                run("COMMIT")
            }
        }
        let single = ContinuousClock().measure {
            for id in 2_000_000..<2_002_000 as Range<Int64> { insert(id, insertion) }
        }
        let selection = prepared("SELECT subject, at, body FROM observed WHERE id = ?")
        let point = ContinuousClock().measure {
            for number in 0..<10_000 as Range<Int64> {
                sqlite3_bind_int64(selection, 1, number * 7_919 % 200_000)
                precondition(sqlite3_step(selection) == SQLITE_ROW, "the row is there")
                _ = (0..<3).map { sqlite3_column_text(selection, $0).map { String(cString: $0) } }
                sqlite3_reset(selection)
            }
        }
        return [
            .bulk: Workload.rate(200_000, bulk), .single: Workload.rate(2_000, single),
            .point: Workload.rate(10_000, point),
        ]
    }

    private func insert(_ id: Int64, _ statement: OpaquePointer) {
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        sqlite3_bind_int64(statement, 1, id)
        sqlite3_bind_text(statement, 2, "system-\(id % 1_000)", -1, transient)
        sqlite3_bind_int64(statement, 3, id)
        sqlite3_bind_text(statement, 4, Workload.body, -1, transient)
        precondition(sqlite3_step(statement) == SQLITE_DONE, "SQLite inserts")
        sqlite3_reset(statement)
    }

    private func prepared(_ text: String) -> OpaquePointer {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(database, text, -1, &statement, nil) == SQLITE_OK, let statement else {
            preconditionFailure("SQLite prepares")
        }
        return statement
    }

    private func run(_ text: String) {
        precondition(sqlite3_exec(database, text, nil, nil, nil) == SQLITE_OK, "SQLite runs \(text)")
    }
}
