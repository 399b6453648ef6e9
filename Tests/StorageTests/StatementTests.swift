import Engines
import Model
import Storage
import TestSupport
import Testing

/// Inserts in bulk, upserts, lists and the fragments that engines write differently.
@Suite(.timeLimit(.minutes(10))) struct StatementTests {
    private static func open(_ engine: Engine) async throws -> (TestDatabase, any Database) {
        let place = TestDatabase(engine)
        let database = try place.open()
        try await database.write { transaction in
            try transaction.execute(
                "CREATE TABLE t (a TEXT NOT NULL, b BIGINT NOT NULL, c TEXT, d DOUBLE PRECISION, PRIMARY KEY (a, b))")
        }
        return (place, database)
    }

    private static func all(_ database: any Database) async throws -> [[SQLValue]] {
        try await database.read { try $0.rows("SELECT a, b, c, d FROM t ORDER BY a, b").map(\.values) }
    }

    @Test(arguments: Engine.allCases, [0, 1, 15, 16, 17, 5_000])
    func rowsInBulkAreAllThere(engine: Engine, count: Int64) async throws {
        let (_, database) = try await Self.open(engine)
        try await database.write { transaction in
            try transaction.insert(
                into: "t", columns: ["b", "a", "c"],
                rows: (0..<count).map { [.integer($0), .text("k"), $0 % 2 == 0 ? .null : .text("v\($0)")] })
        }
        let rows = try await Self.all(database)
        #expect(rows.count == Int(count))
        #expect(
            rows.enumerated().allSatisfy { number, row in
                row == [.text("k"), .integer(Int64(number)), number % 2 == 0 ? .null : .text("v\(number)"), .null]
            })
    }

    @Test(arguments: Engine.allCases, [1, 3, 15, 16, 5_000]) func anUpsertReplacesAndAdds(engine: Engine, count: Int64)
        async throws
    {
        let (_, database) = try await Self.open(engine)
        try await database.write { transaction in
            try transaction.execute("INSERT INTO t (a, b, c, d) VALUES ('k', 0, 'old', 1.5)")
            // The key 0 comes twice, and the last counts; `d` is not named, and stays.
            var rows: [[SQLValue]] = (0..<count).map { [.text("k"), .integer($0), .text("new \($0)"), .integer(2)] }
            rows.append([.text("k"), .integer(0), .null, .real(2.5)])
            try transaction.insert(
                into: "t", columns: ["a", "b", "c", "d"], rows: rows, onConflict: .update(key: ["a", "b"], set: ["c"]))
        }
        let rows = try await Self.all(database)
        #expect(rows.count == Int(count))
        #expect(rows[0] == [.text("k"), .integer(0), .null, .real(1.5)])
        #expect(rows.dropFirst().allSatisfy { $0[3] == .real(2) })
    }

    @Test(arguments: Engine.allCases) func aRowThatIsThereIsLeftWhereItSays(engine: Engine) async throws {
        let (_, database) = try await Self.open(engine)
        try await database.write { transaction in
            try transaction.execute("INSERT INTO t (a, b, c) VALUES ('k', 1, 'old')")
            try transaction.insert(
                into: "t", columns: ["a", "b", "c"],
                rows: [
                    [.text("k"), .integer(1), .text("new")], [.text("k"), .integer(2), .null],
                    [.text("k"), .integer(2), .text("again")],
                ],
                onConflict: .ignore(key: ["a", "b"]))
        }
        #expect(try await Self.all(database).map { $0[2] } == [.text("old"), .null])
    }

    @Test(arguments: Engine.allCases, [3, 30])
    func rowsOfNullsAloneAreRowsToo(engine: Engine, rows: Int) async throws {
        let (_, database) = try await Self.open(engine)
        let count = try await database.write { transaction in
            try transaction.execute("CREATE TABLE n (x BIGINT UNIQUE, y TEXT)")
            try transaction.insert(
                into: "n", columns: ["x", "y"], rows: Array(repeating: [.null, .null], count: rows),
                onConflict: .update(key: ["x"], set: ["y"]))
            return try transaction.rows("SELECT x FROM n").count
        }
        #expect(count == rows)
    }

    @Test(arguments: Engine.allCases) func statementsTogetherRunInOrder(engine: Engine) async throws {
        let (_, database) = try await Self.open(engine)
        try await database.write { transaction in
            try transaction.executeAll([])
            try transaction.executeAll(
                (0..<1_500).flatMap { number -> [SQL] in
                    [
                        "INSERT INTO t (a, b) VALUES ('k', \(Int64(number)))",
                        "UPDATE t SET b = b + 10000 WHERE b = \(Int64(number))",
                    ]
                })
        }
        #expect(try await Self.all(database).map { $0[1] } == (10_000..<11_500).map { .integer($0) })
    }

    @Test(arguments: Engine.allCases) func aListBindsAnyNumberOfValues(engine: Engine) async throws {
        let (_, database) = try await Self.open(engine)
        let texts = ["k0", "k\"1", "k\\2", "k'3", "k\n4", "😀", "k,]6"]
        try await database.write { transaction in
            try transaction.insert(
                into: "t", columns: ["a", "b"],
                rows: texts.enumerated().map { [.text($1), .integer(Int64($0))] })
        }
        func found(_ condition: SQL) async throws -> [Int64] {
            try await database.read {
                try $0.rows("SELECT b FROM t WHERE \(condition) ORDER BY b").map { $0.integer("b") }
            }
        }
        #expect(try await found("b IN \(list: [5, 2, 99, -1, Int64.min])") == [2, 5])
        #expect(try await found("b IN \(list: [Int64]())") == [])
        #expect(try await found("b NOT IN \(list: [Int64]())") == [0, 1, 2, 3, 4, 5, 6])
        #expect(try await found("a IN \(list: texts)") == [0, 1, 2, 3, 4, 5, 6])
        #expect(try await found("a NOT IN \(list: [texts[1], texts[4]])") == [0, 2, 3, 5, 6])
        #expect(try await found("b IN \(list: (3...100_000).map { Int64($0) })") == [3, 4, 5, 6])
        #expect(await faultOf { _ = try await found("a IN \(list: ["x\u{0}"])") }?.message.id == "storage.nul")
    }

    @Test(arguments: Engine.allCases) func membersOfJSONAreTextOrNull(engine: Engine) async throws {
        let (_, database) = try await Self.open(engine)
        let objects = [
            #"{"owner-id":"陳 \"x\" \u00e9","b":1}"#, #"{"owner-id":""}"#, #"{"owner-id":7}"#, #"{"owner-id":null}"#,
            #"{"owner-id":["x"]}"#, "{}",
        ]
        let found = try await database.write { transaction in
            try transaction.insert(
                into: "t", columns: ["a", "b"], rows: objects.enumerated().map { [.text($1), .integer(Int64($0))] })
            return try transaction.rows("SELECT \(SQL.jsonText("a", "owner-id")) AS o FROM t ORDER BY b").map {
                $0.textIfAny("o")
            }
        }
        #expect(found == ["陳 \"x\" é", "", nil, nil, nil, nil])
    }

    @Test(arguments: Engine.allCases) func aSearchIsBlindToTheCaseOfLatinLettersOnly(engine: Engine) async throws {
        let (_, database) = try await Self.open(engine)
        let texts = ["Harbour PERMIT", "100% sure", "a_b", "aXb", "É", "é", "back\\slash", "香港"]
        try await database.write { transaction in
            try transaction.insert(
                into: "t", columns: ["a", "b"], rows: texts.enumerated().map { [.text($1), .integer(Int64($0))] })
        }
        func found(_ part: String) async throws -> [String] {
            try await database.read {
                try $0.rows("SELECT a FROM t WHERE \(SQL.contains("a", part)) ORDER BY b").map { $0.text("a") }
            }
        }
        #expect(try await found("permit") == ["Harbour PERMIT"])
        #expect(try await found("0% S") == ["100% sure"])
        #expect(try await found("A_B") == ["a_b"])
        #expect(try await found("é") == ["é"])
        #expect(try await found("k\\S") == ["back\\slash"])
        #expect(try await found("港") == ["香港"])
        #expect(try await found("").count == texts.count)
    }

    /// Several claim at once: each job goes to one of them, and none is left.
    @Test(arguments: Engine.allCases) func jobsAreClaimedOnce(engine: Engine) async throws {
        let (place, database) = try await Self.open(engine)
        try await database.write { transaction in
            try transaction.insert(
                into: "t", columns: ["a", "b"], rows: (0..<60).map { [.text("waiting"), .integer($0)] })
        }
        let claimed = try await withThrowingTaskGroup(of: [Int64].self) { group in
            for worker in 0..<6 {
                let database = try place.open()
                group.addTask {
                    var mine: [Int64] = []
                    while true {
                        let batch = try await database.write { transaction in
                            try transaction.rows(
                                """
                                UPDATE t SET a = \("worker \(worker)") WHERE a = 'waiting' AND b IN (
                                  SELECT b FROM t WHERE a = 'waiting' ORDER BY b LIMIT 5\(SQL.skipLocked))
                                RETURNING b
                                """
                            ).map { $0.integer("b") }
                        }
                        if batch.isEmpty { return mine }
                        mine += batch
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(claimed.sorted() == Array(0..<60))
    }

    @Test(arguments: Engine.allCases) func textsAreSortedByTheirBytes(engine: Engine) async throws {
        let (_, database) = try await Self.open(engine)
        let texts = ["", "A", "B", "Z", "_", "a", "b", "z", "é", "香", "\u{FF61}", "😀"]
        try await database.write { transaction in
            try transaction.insert(
                into: "t", columns: ["a", "b"], rows: texts.reversed().map { [.text($0), .integer(0)] })
        }
        #expect(try await Self.all(database).map { $0[0] } == texts.map { .text($0) })
    }

    @Test(arguments: Engine.allCases) func statementsAreCounted(engine: Engine) async throws {
        let (_, database) = try await Self.open(engine)
        let counting = CountingDatabase(database)
        try await counting.write { transaction in
            try transaction.lock("test.count")
            try transaction.insert(into: "t", columns: ["a", "b"], rows: (0..<100).map { [.text("k"), .integer($0)] })
            try transaction.executeAll(["DELETE FROM t WHERE b = 1", "DELETE FROM t WHERE b = 2"])
        }
        #expect(counting.statements == 3)
        #expect(try await counting.read { try $0.rows("SELECT a FROM t").count } == 98)
        #expect(counting.statements == 4)
    }

    /// More statements than a connection keeps prepared, and types that change under one text.
    @Test(arguments: Engine.allCases) func moreStatementsThanAreKeptStillRun(engine: Engine) async throws {
        let (_, database) = try await Self.open(engine)
        let sums = try await database.read { transaction in
            var sums: [Int64] = []
            for round in 0..<2 {
                for length in 0..<300 {
                    var marks: SQL = "SELECT 0"
                    for _ in 0...length { marks = "\(marks) + 1" }
                    if length % 60 == 0 || round == 0 {
                        sums.append(try transaction.rows("SELECT (\(marks)) AS s")[0].integer("s"))
                    }
                }
            }
            return sums
        }
        #expect(sums == (1...300).map { $0 } + [1, 61, 121, 181, 241])
        let values: [SQLValue] = [.null, .text("x"), .null, .integer(7), .text("y"), .null]
        try await database.write { transaction in
            for (number, value) in values.enumerated() {
                let text: SQLValue = if case .integer(let integer) = value { .text(String(integer)) } else { value }
                try transaction.execute("INSERT INTO t (a, b, c) VALUES ('k', \(Int64(number)), \(text))")
                try transaction.execute(
                    "UPDATE t SET d = \(number % 2 == 0 ? .null : SQLValue.real(0.5)) WHERE b = \(Int64(number))")
            }
        }
        #expect(
            try await Self.all(database).map { $0[2] } == [.null, .text("x"), .null, .text("7"), .text("y"), .null])
    }
}
