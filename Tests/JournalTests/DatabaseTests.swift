import Glibc
import Model
import SQLiteStorage
import Storage
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct DatabaseTests {
    private let temporary = TemporaryFolder()

    /// SQLite numbers FULL 2; at NORMAL, 1, a power cut takes acknowledged commits with it.
    @Test func everyCommitIsFlushed() async throws {
        let database = try SQLiteDatabase(folder: temporary.path)
        let settings = try await database.write { transaction in
            (
                try transaction.rows("PRAGMA synchronous").first?.integer("synchronous"),
                try transaction.rows("PRAGMA journal_mode").first?.text("journal_mode"),
                try transaction.rows("PRAGMA foreign_keys").first?.integer("foreign_keys")
            )
        }
        #expect(settings == (2, "wal", 1))
    }

    @Test func valuesComeBackAndOnlyValuesAreBound() async throws {
        let database = try SQLiteDatabase()
        let hostile = "x'); DROP TABLE t; --"
        let rows = try await database.write { transaction in
            try transaction.execute("CREATE TABLE t (a TEXT, b BIGINT, c DOUBLE PRECISION)")
            try transaction.execute("INSERT INTO t (a, b, c) VALUES (\(hostile), \(Int64.min), \(SQLValue.real(0.1)))")
            try transaction.insert(into: "t", columns: ["a", "b"], rows: [[.null, .integer(7)], [.text(""), .null]])
            let filter: SQL = "b = \(Int64(7)) OR a = \(hostile)"
            return try transaction.rows("SELECT a, b, c FROM \(raw: "t") WHERE \(filter) ORDER BY b")
        }
        #expect(
            rows.map(\.values) == [
                [.text(hostile), .integer(.min), .real(0.1)], [.null, .integer(7), .null],
            ])
        #expect(rows[1].textIfAny("a") == nil && rows[1].text("a").isEmpty && rows[1].integer("b") == 7)
    }

    @Test func aBodyThatThrowsChangesNothing() async throws {
        let database = try SQLiteDatabase()
        try await database.write { try $0.execute("CREATE TABLE t (a BIGINT NOT NULL PRIMARY KEY)") }
        await #expect(throws: Fault.self) {
            try await database.write { transaction in
                try transaction.execute("INSERT INTO t (a) VALUES (1)")
                throw Fault("test.stop")
            }
        }
        await #expect(throws: Fault.self) {
            try await database.write { transaction in
                try transaction.execute("INSERT INTO t (a) VALUES (2)")
                try transaction.execute("INSERT INTO t (a) VALUES (2)")
            }
        }
        #expect(try await database.read { try $0.rows("SELECT a FROM t") }.isEmpty)
    }

    @Test func stepsRunOnceAndOnlyNewOnes() async throws {
        let database = try SQLiteDatabase(folder: temporary.path)
        let first = Migration(id: "a-0001", statements: ["CREATE TABLE a (n BIGINT NOT NULL)"])
        let second = Migration(id: "a-0002", statements: ["INSERT INTO a (n) VALUES (1)"])
        for steps in [[first], [first, second], [first, second]] { try await database.migrate(steps) }
        #expect(try await database.read { try $0.rows("SELECT n FROM a") }.count == 1)
        let broken = Migration(id: "a-0003", statements: ["INSERT INTO a (n) VALUES (2)", "NONSENSE"])
        await #expect(throws: Fault.self) { try await database.migrate([first, second, broken]) }
        #expect(try await database.read { try $0.rows("SELECT n FROM a") }.count == 1)
        await #expect(throws: Fault("storage.newer", ["step": "a-0002"])) { try await database.migrate([first]) }
    }

    @Test func aStepThatWasChangedIsRefused() async throws {
        let database = try SQLiteDatabase(folder: temporary.path)
        let step = Migration(id: "a-0001", statements: ["CREATE TABLE a (n BIGINT NOT NULL)"])
        try await database.migrate([step])
        for statements: [SQL] in [
            ["CREATE TABLE a (n BIGINT)"], ["CREATE TABLE a (n BIGINT NOT NULL)", ""], [],
        ] {
            await #expect(throws: Fault("storage.changed-step", ["step": "a-0001"])) {
                try await database.migrate([Migration(id: "a-0001", statements: statements)])
            }
        }
        try await database.migrate([step])
    }

    /// A database of a program that kept no sums yet gets them with what is there now.
    @Test func stepsWithoutASumGetOne() async throws {
        let database = try SQLiteDatabase(folder: temporary.path)
        let step = Migration(id: "a-0001", statements: ["CREATE TABLE a (n BIGINT NOT NULL)"])
        try await database.migrate([step])
        try await database.write { try $0.execute("DROP TABLE migration_sums") }
        try await database.migrate([step])
        let sums = try await database.read {
            try $0.rows("SELECT checksum FROM migration_sums").map { $0.text("checksum") }
        }
        #expect(sums.count == 1 && sums[0].wholeMatch(of: #/[0-9a-f]{64}/#) != nil)
    }

    @Test func bytesComeBackTheSame() async throws {
        let database = try SQLiteDatabase()
        let bytes = Array(UInt8.min...UInt8.max)
        let rows = try await database.write { transaction in
            try transaction.execute("CREATE TABLE t (id BIGINT NOT NULL, b \(SQL.blobType))")
            try transaction.execute("INSERT INTO t (id, b) VALUES (1, \(bytes)), (2, \([UInt8]()))")
            try transaction.insert(
                into: "t", columns: ["id", "b"], rows: [[.integer(3), .blob(bytes)], [.integer(4), .null]])
            return try transaction.rows("SELECT b FROM t ORDER BY id")
        }
        #expect(rows.map { $0.blob("b") } == [bytes, [], bytes, []])
        #expect(rows[1].blobIfAny("b") == [] && rows[3].blobIfAny("b") == nil)
    }
}
