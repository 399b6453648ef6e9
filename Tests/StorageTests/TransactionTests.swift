import Dispatch
import Engines
import Model
import Storage
import TestSupport
import Testing

/// All or nothing, one statement at a time, and as if one ran after another, on every engine.
@Suite(.timeLimit(.minutes(10))) struct TransactionTests {
    private static func open(_ engine: Engine) async throws -> (TestDatabase, any Database) {
        let place = TestDatabase(engine)
        let database = try place.open()
        try await database.write { try $0.execute("CREATE TABLE t (a BIGINT NOT NULL PRIMARY KEY, b TEXT UNIQUE)") }
        return (place, database)
    }

    private static func count(_ database: any Database) async throws -> Int64 {
        try await database.read { try $0.rows("SELECT COUNT(*) AS n FROM t").first?.integer("n") ?? -1 }
    }

    @Test(arguments: Engine.allCases) func aBodyThatThrowsChangesNothing(engine: Engine) async throws {
        let (_, database) = try await Self.open(engine)
        let fault = await faultOf {
            try await database.write { transaction in
                try transaction.execute("INSERT INTO t (a) VALUES (1)")
                throw Fault("test.stop")
            }
        }
        #expect(fault?.message.id == "test.stop")
        #expect(try await Self.count(database) == 0)
    }

    /// PostgreSQL ends a transaction at its first error; SQLite would go on. Ours end on both.
    @Test(arguments: Engine.allCases) func aStatementThatFailedEndsTheTransactionWhateverTheBodyMakesOfIt(
        engine: Engine
    ) async throws {
        let (_, database) = try await Self.open(engine)
        let seen = Shared<[String]>([])
        let fault = await faultOf {
            try await database.write { transaction in
                try transaction.execute("INSERT INTO t (a, b) VALUES (1, 'x')")
                for _ in 0..<2 {
                    do {
                        try transaction.execute("INSERT INTO t (a, b) VALUES (2, 'x')")
                    } catch let fault as Fault {
                        seen.change { $0.append(fault.message.id) }
                    }
                }
            }
        }
        #expect(fault?.message.id == "storage.constraint")
        #expect(seen.value == ["storage.constraint", "storage.constraint"])
        #expect(try await Self.count(database) == 0)
        #expect(try await database.write { try $0.rows("SELECT a FROM t").count } == 0)
    }

    @Test(arguments: Engine.allCases) func aConstraintIsNamedWithoutAnyValue(engine: Engine) async throws {
        let (_, database) = try await Self.open(engine)
        let secret = "A123456(3) 陳大文"
        let ways: [@Sendable (any Transaction) throws -> Void] = [
            { try $0.execute("INSERT INTO t (a, b) VALUES (2, \(secret))") },
            { try $0.insert(into: "t", columns: ["a", "b"], rows: [[.integer(2), .text(secret)]]) },
            { transaction in
                try transaction.insert(
                    into: "t", columns: ["a", "b"],
                    rows: (2..<50).map { [.integer($0), .text($0 == 49 ? secret : "b\($0)")] })
            },
            { try $0.executeAll(["DELETE FROM t WHERE a = 9", "UPDATE t SET b = NULL, a = NULL"]) },
        ]
        try await database.write { try $0.execute("INSERT INTO t (a, b) VALUES (1, \(secret))") }
        for way in ways {
            let fault = try #require(await faultOf { try await database.write(way) })
            #expect(fault.message.id == "storage.constraint", "\(fault)")
            let told = fault.message.arguments.values.joined()
            #expect(told.contains("t") && !told.contains("陳") && !told.contains("A123"), "\(told)")
        }
        #expect(try await Self.count(database) == 1)
    }

    @Test(arguments: Engine.allCases) func aStatementThatIsNoneIsRefused(engine: Engine) async throws {
        let (_, database) = try await Self.open(engine)
        for statement in ["NONSENSE", "SELECT * FROM absent", "SELECT absent FROM t"] as [SQL] {
            let fault = await faultOf { try await database.write { try $0.execute(statement) } }
            #expect(fault?.message.id == "storage.refused", "\(fault as Any)")
        }
        // A value that does not fit is told without the value.
        if engine == .postgres {
            let fault = try #require(
                await faultOf {
                    try await database.read { _ = try $0.rows("SELECT a FROM t WHERE a = CAST(\("陳大文") AS BIGINT)") }
                })
            #expect(fault.message.id == "storage.refused" && !fault.description.contains("陳"), "\(fault)")
        }
    }

    @Test(arguments: Engine.allCases) func aStatementInsideAQueryIsRefused(engine: Engine) async throws {
        let (_, database) = try await Self.open(engine)
        let rows = try await database.write { transaction in
            try transaction.insert(into: "t", columns: ["a"], rows: [[.integer(1)], [.integer(2)]])
            try transaction.forEachRow(of: "SELECT a FROM t") { _ in
                #expect(throws: Fault("storage.nested")) { try transaction.execute("DELETE FROM t") }
                #expect(throws: Fault("storage.nested")) { _ = try transaction.rows("SELECT a FROM t") }
            }
            return try transaction.rows("SELECT a FROM t").count
        }
        #expect(rows == 2)
    }

    @Test(arguments: Engine.allCases) func aQueryThatIsLeftEarlyLeavesTheTransactionUsable(engine: Engine) async throws
    {
        let (_, database) = try await Self.open(engine)
        let seen = try await database.write { transaction in
            try transaction.insert(into: "t", columns: ["a"], rows: (0..<1000).map { [.integer($0)] })
            var seen = 0
            #expect(throws: Fault("test.enough")) {
                try transaction.forEachRow(of: "SELECT a FROM t ORDER BY a") { _ in
                    seen += 1
                    if seen == 10 { throw Fault("test.enough") }
                }
            }
            try transaction.execute("DELETE FROM t WHERE a < 10")
            return seen
        }
        #expect(seen == 10)
        #expect(try await Self.count(database) == 990)
    }

    @Test(arguments: Engine.allCases) func aReadCannotWrite(engine: Engine) async throws {
        let (_, database) = try await Self.open(engine)
        let fault = await faultOf { try await database.read { try $0.execute("INSERT INTO t (a) VALUES (1)") } }
        #expect(fault?.message.id == "storage.read-only")
        let lock = await faultOf { try await database.read { try $0.lock("x") } }
        #expect(lock?.message.id == "storage.misplaced-lock")
    }

    @Test(arguments: Engine.allCases) func aReadSeesOneMoment(engine: Engine) async throws {
        let (_, database) = try await Self.open(engine)
        let looked = DispatchSemaphore(value: 0)
        let written = DispatchSemaphore(value: 0)
        async let counts = database.read { transaction in
            let first = try transaction.rows("SELECT COUNT(*) AS n FROM t")[0].integer("n")
            looked.signal()
            written.wait()
            return [first, try transaction.rows("SELECT COUNT(*) AS n FROM t")[0].integer("n")]
        }
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                _ = looked.wait(timeout: .now() + 60)
                continuation.resume()
            }
        }
        try await database.write { try $0.execute("INSERT INTO t (a) VALUES (1)") }
        written.signal()
        #expect(try await counts == [0, 0])
        #expect(try await Self.count(database) == 1)
    }

    /// Reads and then writes what it read: where two meet, one runs again.
    @Test(arguments: Engine.allCases) func transactionsThatMeetRunAsIfOneAfterAnother(engine: Engine) async throws {
        let (place, database) = try await Self.open(engine)
        let other = try place.open()
        try await database.write { try $0.execute("INSERT INTO t (a, b) VALUES (1, '0')") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                let used = number % 2 == 0 ? database : other
                group.addTask {
                    try await used.write { transaction in
                        let value = Int(try transaction.rows("SELECT b FROM t WHERE a = 1")[0].text("b")) ?? -100
                        try transaction.execute("UPDATE t SET b = \(String(value + 1)) WHERE a = 1")
                    }
                }
            }
            try await group.waitForAll()
        }
        let last = try await database.read { try $0.rows("SELECT b FROM t WHERE a = 1")[0].text("b") }
        #expect(last == "40")
    }

    @Test(arguments: Engine.allCases) func whoWaitedForALockSeesWhatItsHolderWrote(engine: Engine) async throws {
        let (place, database) = try await Self.open(engine)
        let other = try place.open()
        let runs = Shared(0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<30 {
                let used = number % 2 == 0 ? database : other
                group.addTask {
                    try await used.write { transaction in
                        runs.change { $0 += 1 }
                        try transaction.lock("test.numbers")
                        let last = try transaction.rows("SELECT MAX(a) AS m FROM t")[0].integerIfAny("m") ?? -1
                        try transaction.execute("INSERT INTO t (a) VALUES (\(last + 1))")
                    }
                }
            }
            try await group.waitForAll()
        }
        let all = try await database.read { try $0.rows("SELECT a FROM t ORDER BY a").map { $0.integer("a") } }
        #expect(all == Array(0..<30))
        // None had to run again: a lock inside the transaction would fix what it sees before the wait.
        #expect(runs.value == 30)
    }

    @Test(arguments: Engine.allCases) func aLockComesFirstAndEndsWithItsTransaction(engine: Engine) async throws {
        let (place, database) = try await Self.open(engine)
        let late = await faultOf {
            try await database.write { transaction in
                _ = try transaction.rows("SELECT a FROM t")
                try transaction.lock("test.late")
            }
        }
        #expect(late?.message.id == "storage.misplaced-lock")
        await #expect(throws: Fault("test.stop")) {
            try await database.write { transaction in
                try transaction.lock("test.one")
                try transaction.lock("test.two")
                throw Fault("test.stop")
            }
        }
        try await place.open().write { transaction in
            try transaction.lock("test.two")
            try transaction.lock("test.one")
        }
    }

    @Test(arguments: Engine.allCases) func aCancelledTaskStopsItsStatement(engine: Engine) async throws {
        let (_, database) = try await Self.open(engine)
        let begun = DispatchSemaphore(value: 0)
        let endless: SQL = """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000000)
            SELECT COUNT(*) AS c FROM n
            """
        for isWriting in [false, true] {
            let task = Task {
                let body: @Sendable (any Transaction) throws -> Void = { transaction in
                    if isWriting { try transaction.execute("INSERT INTO t (a) VALUES (1)") }
                    begun.signal()
                    _ = try transaction.rows(endless)
                }
                try await isWriting ? database.write(body) : database.read(body)
            }
            await withCheckedContinuation { continuation in
                DispatchQueue.global().async {
                    _ = begun.wait(timeout: .now() + 60)
                    continuation.resume()
                }
            }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        #expect(try await Self.count(database) == 0)
        try await database.write { try $0.execute("INSERT INTO t (a) VALUES (1)") }
    }

    @Test(arguments: Engine.allCases) func aResultOfAnySizeTakesLittleMemory(engine: Engine) async throws {
        let (_, database) = try await Self.open(engine)
        let filling = String(repeating: "x", count: 2_000)
        let (rows, growth) = try await database.read { transaction in
            var rows = 0
            let before = Memory.resident()
            var most = before
            try transaction.forEachRow(
                of: """
                    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)
                    SELECT i, \(filling) AS filling FROM n
                    """
            ) { row in
                rows += 1
                if rows % 5_000 == 0 { most = max(most, Memory.resident()) }
            }
            return (rows, most - before)
        }
        #expect(rows == 200_000)
        // The result has 400 MB; the rest is what other tests take meanwhile.
        #expect(growth < 300 << 20, "\(growth >> 20) MB")
    }

    @Test(arguments: Engine.allCases) func stepsRunOnceAlsoWhereManyBegin(engine: Engine) async throws {
        let place = TestDatabase(engine)
        let steps = [
            Migration(id: "a-0001", statements: ["CREATE TABLE a (n BIGINT NOT NULL, b \(SQL.blobType))"]),
            Migration(id: "a-0002", statements: ["INSERT INTO a (n) VALUES (1)"]),
        ]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<6 {
                let database = try place.open()
                group.addTask { try await database.migrate(steps) }
            }
            try await group.waitForAll()
        }
        let database = try place.open()
        #expect(try await database.read { try $0.rows("SELECT n FROM a") }.count == 1)
        let broken = Migration(id: "a-0003", statements: ["INSERT INTO a (n) VALUES (2)", "NONSENSE"])
        #expect(await faultOf { try await database.migrate(steps + [broken]) }?.message.id == "storage.refused")
        #expect(try await database.read { try $0.rows("SELECT n FROM a") }.count == 1)
        #expect(await faultOf { try await database.migrate([steps[0]]) } == Fault("storage.newer", ["step": "a-0002"]))
    }
}
