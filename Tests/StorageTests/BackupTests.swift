import Engines
import Glibc
import Model
import SQLiteStorage
import Storage
import TestSupport
import Testing

/// A backup of either engine fills either engine, whole or not at all.
@Suite(.timeLimit(.minutes(10))) struct BackupTests {
    private static let steps = [
        Migration(
            id: "a-0001",
            statements: [
                "CREATE TABLE units (id TEXT NOT NULL PRIMARY KEY, parent TEXT REFERENCES units (id))",
                "CREATE TABLE things (n BIGINT NOT NULL PRIMARY KEY, unit TEXT NOT NULL REFERENCES units (id), r DOUBLE PRECISION, b \(SQL.blobType))",
            ]),
        Migration(
            id: "a-0002", statements: ["INSERT INTO units (id) VALUES ('centre')", "CREATE TABLE empty (x TEXT)"]),
    ]
    private static let later = Migration(id: "a-0003", statements: ["ALTER TABLE things ADD COLUMN more TEXT"])

    private static func filled(_ engine: Engine, rows: Int64 = 3_000) async throws -> (TestDatabase, any Database) {
        let place = TestDatabase(engine)
        let database = try place.open()
        try await database.migrate(steps)
        try await database.write { transaction in
            try transaction.insert(
                into: "units", columns: ["id", "parent"], rows: [[.text("部門 \"1\""), .text("centre")]])
            // A row that refers to one that comes after it.
            try transaction.execute("INSERT INTO units (id, parent) VALUES ('a', 'centre')")
            try transaction.execute("INSERT INTO units (id, parent) VALUES ('b', 'a')")
            try transaction.execute("UPDATE units SET parent = 'b' WHERE id = 'centre'")
            try transaction.insert(
                into: "things", columns: ["n", "unit", "r", "b"], rows: (0..<rows).map(Self.thing))
        }
        return (place, database)
    }

    private static func thing(_ number: Int64) -> [SQLValue] {
        let id: SQLValue = .integer(number == 0 ? .min : number)
        let unit: SQLValue = .text(number % 2 == 0 ? "b" : "部門 \"1\"")
        let real: SQLValue = number % 3 == 0 ? .null : .real(Double(number) / 7)
        let bytes = [UInt8](repeating: UInt8(number % 256), count: Int(number % 50))
        return [id, unit, real, number % 5 == 0 ? .null : .blob(bytes)]
    }

    private static func content(_ database: any Database) async throws -> [[[SQLValue]]] {
        try await database.read { transaction in
            [
                try transaction.rows("SELECT id FROM migrations ORDER BY id").map(\.values),
                try transaction.rows("SELECT id, parent FROM units ORDER BY id").map(\.values),
                try transaction.rows("SELECT n, unit, r, b FROM things ORDER BY n").map(\.values),
                try transaction.rows("SELECT x FROM empty").map(\.values),
            ]
        }
    }

    @Test(arguments: Engine.allCases, Engine.allCases)
    func aBackupOfEachFillsEach(from: Engine, into: Engine) async throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/backup"
        let (_, source) = try await Self.filled(from)
        try await source.backup(to: path)
        #expect(Run(["stat", "-c", "%a", path]).text == "600\n")
        let place = TestDatabase(into)
        let target = try place.open()
        try await target.restore(from: path, migrations: Self.steps + [Self.later])
        #expect(try await Self.content(target) == Self.content(source))
        // The program goes on with its later steps, and its constraints hold.
        try await target.migrate(Self.steps + [Self.later])
        let fault = await faultOf {
            try await target.write { try $0.execute("INSERT INTO things (n, unit) VALUES (-1, 'absent')") }
        }
        #expect(fault?.message.id == "storage.constraint")
    }

    @Test(arguments: Engine.allCases) func aBackupIsOneMomentBesideAWriter(engine: Engine) async throws {
        let folder = TemporaryFolder()
        let place = TestDatabase(engine)
        let database = try place.open()
        try await database.migrate(Self.steps)
        let path = folder.path + "/backup"
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 0..<60 {
                    try await database.write { transaction in
                        try transaction.execute("INSERT INTO units (id) VALUES (\("u\(number)"))")
                        try transaction.execute(
                            "INSERT INTO things (n, unit) VALUES (\(Int64(number)), \("u\(number)"))")
                    }
                }
            }
            group.addTask { for _ in 0..<6 { try await database.backup(to: path) } }
            try await group.waitForAll()
        }
        let target = try SQLiteDatabase()
        try await target.restore(from: path, migrations: Self.steps)
        let counts = try await target.read { transaction in
            try ["SELECT COUNT(*) AS n FROM units" as SQL, "SELECT COUNT(*) + 1 AS n FROM things"].map {
                try transaction.rows($0)[0].integer("n")
            }
        }
        #expect(counts[0] == counts[1])
    }

    @Test(arguments: Engine.allCases) func onlyAnEmptyDatabaseIsFilled(engine: Engine) async throws {
        let folder = TemporaryFolder()
        let (_, source) = try await Self.filled(engine, rows: 3)
        try await source.backup(to: folder.path + "/backup")
        let before = try await Self.content(source)
        let fault = await faultOf { try await source.restore(from: folder.path + "/backup", migrations: Self.steps) }
        #expect(fault?.message.id == "storage.not-empty")
        #expect(try await Self.content(source) == before)
    }

    @Test(arguments: Engine.allCases) func aBackupOfANewerProgramIsRefused(engine: Engine) async throws {
        let folder = TemporaryFolder()
        let (_, source) = try await Self.filled(engine, rows: 3)
        try await source.backup(to: folder.path + "/backup")
        let target = try TestDatabase(engine).open()
        let fault = await faultOf {
            try await target.restore(from: folder.path + "/backup", migrations: [Self.steps[0]])
        }
        #expect(fault == Fault("storage.newer", ["step": "a-0002"]))
        #expect(try await target.read { try $0.tables() }.isEmpty)
    }

    /// Cut off at any place, or with any byte changed, it is refused, and the database stays empty.
    @Test(arguments: Engine.allCases) func whatIsNotWholeAndUnchangedIsRefused(engine: Engine) async throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/backup"
        let (_, source) = try await Self.filled(.sqlite, rows: 20)
        try await source.backup(to: path)
        let whole = Run(["cat", path]).output
        let place = TestDatabase(engine)
        let target = try place.open()
        var seen: Set<String> = []
        func refused(_ bytes: [UInt8], _ what: String) async throws {
            let changed = folder.write("changed", bytes)
            let fault = await faultOf { try await target.restore(from: changed, migrations: Self.steps) }
            #expect(fault?.message.id.hasPrefix("storage.backup-") == true, "\(what): \(fault as Any)")
            #expect(fault?.place?.file == changed, "\(what)")
            seen.insert(fault?.message.id ?? "")
        }
        for step in 0..<60 {
            try await refused(Array(whole.prefix(whole.count * step / 60)), "cut at \(step)/60")
            var changed = whole
            changed[whole.count * step / 60] ^= 0x01
            try await refused(changed, "changed at \(step)/60")
        }
        try await refused(whole.dropLast(), "cut by one")
        try await refused(whole + [0], "one more")
        #expect(seen == ["storage.backup-cut-off", "storage.backup-changed", "storage.backup-malformed"])
        #expect(try await target.read { try $0.tables() }.isEmpty)
        try await target.restore(from: path, migrations: Self.steps)
        #expect(try await Self.content(target) == Self.content(source))
    }

    @Test(arguments: Engine.allCases) func tablesOfAnotherShapeAreRefused(engine: Engine) async throws {
        let folder = TemporaryFolder()
        let (_, source) = try await Self.filled(.sqlite, rows: 3)
        try await source.backup(to: folder.path + "/backup")
        let other = Migration(id: "a-0001", statements: ["CREATE TABLE units (id TEXT NOT NULL PRIMARY KEY)"])
        let target = try TestDatabase(engine).open()
        let fault = await faultOf {
            try await target.restore(from: folder.path + "/backup", migrations: [other, Self.steps[1]])
        }
        #expect(fault?.message.description == "storage.backup-other-schema table=units")
        #expect(try await target.read { try $0.tables() }.isEmpty)
    }

    @Test(arguments: Engine.allCases) func aDatabaseIsClearedAndCanBeFilledAgain(engine: Engine) async throws {
        let folder = TemporaryFolder()
        let (_, source) = try await Self.filled(engine, rows: 3)
        try await source.backup(to: folder.path + "/backup")
        let before = try await Self.content(source)
        #expect(try await !source.isEmpty())
        try await source.clear()
        #expect(try await source.isEmpty())
        try await source.restore(from: folder.path + "/backup", migrations: Self.steps)
        #expect(try await Self.content(source) == before)
    }

    @Test func aFileThatIsNoneIsNamed() async throws {
        let folder = TemporaryFolder()
        let target = try SQLiteDatabase()
        for (path, id) in [(folder.path + "/absent", "files.missing"), (folder.path, "files.not-regular")] {
            let fault = await faultOf { try await target.restore(from: path, migrations: []) }
            #expect(fault?.message.id == id && fault?.place?.file == path)
        }
        let into = await faultOf { try await target.backup(to: folder.path + "/absent/backup") }
        #expect(into?.message.id == "files.missing")
        #expect(Run(["ls", folder.path]).text.isEmpty)
    }
}
