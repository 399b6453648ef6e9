import Model
import SQLiteStorage
import Storage
import TestSupport
import Testing

/// What only the SQLite driver does.
@Suite(.timeLimit(.minutes(10))) struct SQLiteTests {
    private let folder = TemporaryFolder()

    @Test func aCopyIsOneMomentAndOpensByItself() async throws {
        let database = try SQLiteDatabase(folder: folder.path)
        try await database.write { try $0.execute("CREATE TABLE t (a BIGINT NOT NULL)") }
        let copies = TemporaryFolder()
        let path = copies.path + "/seawall.sqlite"
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 0..<40 as Range<Int64> {
                    try await database.write { transaction in
                        try transaction.insert(
                            into: "t", columns: ["a"], rows: [[.integer(number)], [.integer(number)]])
                    }
                }
            }
            group.addTask { try await database.copy(to: path) }
            try await group.waitForAll()
        }
        #expect(Run(["stat", "-c", "%a", path]).text == "600\n")
        let again = await faultOf { try await database.copy(to: path) }
        #expect(again?.message.id == "storage.unavailable" && again?.place?.file == path)
        let copy = try SQLiteDatabase(folder: copies.path)
        let count = try await copy.read { try $0.rows("SELECT COUNT(*) AS n FROM t")[0].integer("n") }
        #expect(count % 2 == 0)
        #expect(try await copy.read { try $0.rows("PRAGMA integrity_check")[0].values } == [.text("ok")])
    }

    @Test func readsRunBesideEachOtherAndBesideTheWriter() async throws {
        let database = try SQLiteDatabase(folder: folder.path)
        try await database.write { try $0.execute("CREATE TABLE t (a BIGINT NOT NULL)") }
        let inside = Barrier(count: 3)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    try await database.read { transaction in
                        _ = try transaction.rows("SELECT a FROM t")
                        inside.wait()
                    }
                }
            }
            group.addTask {
                try await database.write { transaction in
                    try transaction.execute("INSERT INTO t (a) VALUES (1)")
                    inside.wait()
                }
            }
            try await group.waitForAll()
        }
    }
}
