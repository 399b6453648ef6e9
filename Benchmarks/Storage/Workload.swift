import Storage

/// The same work through the port on whichever engine.
struct Workload {
    enum Measure: String, CaseIterable {
        case single = "rows inserted one a transaction"
        case singleByEight = "the same, 8 tasks"
        case batch = "rows inserted 100 a transaction"
        case bulk = "rows inserted 10,000 a transaction"
        case mixed = "statements, 500 a transaction together"
        case upsertSingle = "rows upserted one a transaction"
        case upsert = "rows upserted 1,000 a transaction"
        case point = "rows read one a time"
        case pointByEight = "the same, 8 tasks "
        case page = "pages of 20 rows"
        case pageByEight = "the same, 8 tasks  "
    }

    static let body = String(repeating: "x", count: 100)

    let database: any Database

    func run() async throws -> [Measure: Double] {
        try await database.write { transaction in
            try transaction.execute(
                """
                CREATE TABLE observed (id BIGINT NOT NULL PRIMARY KEY, subject TEXT NOT NULL, at BIGINT NOT NULL,
                body TEXT NOT NULL)
                """)
            try transaction.execute("CREATE INDEX observed_by_subject ON observed (subject, at)")
        }
        var rates: [Measure: Double] = [:]
        rates[.bulk] = try await insert(200_000, by: 10_000, from: 0)
        rates[.batch] = try await insert(20_000, by: 100, from: 1_000_000)
        rates[.single] = try await insert(2_000, by: 1, from: 2_000_000)
        rates[.singleByEight] = try await inTasks(8, 4_000) { try await insertOne(3_000_000 + $0) }
        rates[.mixed] = try await mixed(40_000)
        rates[.upsertSingle] = try await upsert(2_000, by: 1)
        rates[.upsert] = try await upsert(100_000, by: 1_000)
        rates[.point] = try await inTasks(1, 10_000, point)
        rates[.pointByEight] = try await inTasks(8, 40_000, point)
        rates[.page] = try await inTasks(1, 5_000, page)
        rates[.pageByEight] = try await inTasks(8, 20_000, page)
        return rates
    }

    static func row(_ id: Int64) -> [SQLValue] {
        [.integer(id), .text("system-\(id % 1_000)"), .integer(id), .text(body)]
    }

    static func rate(_ count: Int64, _ duration: Duration) -> Double { Double(count) / (duration / .seconds(1)) }

    private func insert(_ count: Int64, by step: Int64, from first: Int64) async throws -> Double {
        try await measure(count) {
            for start in stride(from: first, to: first + count, by: Int(step)) {
                try await database.write { transaction in
                    try transaction.insert(
                        into: "observed", columns: ["id", "subject", "at", "body"],
                        rows: (start..<start + step).map(Self.row))
                }
            }
        }
    }

    private func insertOne(_ id: Int64) async throws {
        try await database.write { transaction in
            try transaction.insert(
                into: "observed", columns: ["id", "subject", "at", "body"], rows: [Self.row(id)])
        }
    }

    private func mixed(_ count: Int64) async throws -> Double {
        try await measure(count) {
            for start in stride(from: 4_000_000, to: 4_000_000 + count, by: 500) {
                try await database.write { transaction in
                    try transaction.executeAll(
                        (start..<start + 500).map { id -> SQL in
                            id % 2 == 0
                                ? "UPDATE observed SET at = at + 1 WHERE id = \(id - 4_000_000)"
                                : """
                                INSERT INTO observed (id, subject, at, body)
                                VALUES (\(id), \("system-\(id % 1_000)"), \(id), \(Self.body))
                                """
                        })
                }
            }
        }
    }

    private func upsert(_ count: Int64, by step: Int64) async throws -> Double {
        try await measure(count) {
            for start in stride(from: 0, to: count, by: Int(step)) {
                try await database.write { transaction in
                    try transaction.insert(
                        into: "observed", columns: ["id", "subject", "at", "body"],
                        rows: (start..<start + step).map { Self.row($0 * 3) },
                        onConflict: .update(key: ["id"], set: ["at", "body"]))
                }
            }
        }
    }

    private func point(_ number: Int64) async throws {
        let id = number * 7_919 % 200_000
        let found = try await database.read { transaction in
            try transaction.rows("SELECT subject, at, body FROM observed WHERE id = \(id)").count
        }
        precondition(found == 1, "the row is there")
    }

    private func page(_ number: Int64) async throws {
        let subject = "system-\(number % 1_000)"
        let found = try await database.read { transaction in
            try transaction.rows(
                """
                SELECT id, subject, at, body FROM observed WHERE subject = \(subject) AND at > \(number)
                ORDER BY at LIMIT 20
                """
            ).count
        }
        precondition(found == 20, "the page is full")
    }

    private func inTasks(
        _ tasks: Int64, _ count: Int64, _ body: @escaping @Sendable (Int64) async throws -> Void
    ) async throws -> Double {
        try await measure(count) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<tasks {
                    group.addTask {
                        for number in stride(from: task, to: count, by: Int(tasks)) { try await body(number) }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    private func measure(_ count: Int64, _ body: () async throws -> Void) async throws -> Double {
        Self.rate(count, try await ContinuousClock().measure { try await body() })
    }
}
