import Backups
import CanonicalJSON
import Engines
import Journal
import Model
import SQLiteStorage
import Sealing
import Secrets
import Storage
import TestSupport
import Testing

/// A record on the test's engine, and places to back it up and restore it to.
struct BackupFixture {
    let temporary = TemporaryFolder()
    private let outside = Engine.current == .sqlite ? nil : TestDatabase()

    static let now = Instant(seconds: 1_795_000_000)

    var data: String { temporary.path + "/data" }
    var backup: String { temporary.path + "/backup" }

    /// A table that counts events by kind, so that replays have something to compare.
    struct Counts: Projection {
        var migrations: [Migration] {
            [
                Migration(
                    id: "test-0001-counts",
                    statements: ["CREATE TABLE counts (kind TEXT NOT NULL PRIMARY KEY, n BIGINT NOT NULL)"])
            ]
        }
        var tables: [StaticString] { ["counts"] }
        func apply(_ events: [Event], in transaction: any Transaction) throws {
            for event in events {
                try transaction.execute(
                    """
                    INSERT INTO counts (kind, n) VALUES (\(event.kind), 1)
                    ON CONFLICT (kind) DO UPDATE SET n = counts.n + 1
                    """)
            }
        }
    }

    /// A table that a later version of the program has.
    struct Subjects: Projection {
        var migrations: [Migration] {
            [
                Migration(
                    id: "test-0002-subjects",
                    statements: ["CREATE TABLE subjects (id TEXT NOT NULL PRIMARY KEY, kind TEXT)"])
            ]
        }
        var tables: [StaticString] { ["subjects"] }
        func apply(_ events: [Event], in transaction: any Transaction) throws {
            for event in events {
                try transaction.execute("INSERT INTO subjects (id, kind) VALUES (\(event.id), \(event.kind))")
            }
        }
    }

    /// The database, as each program opens it for itself; the folder must be there.
    func database() throws -> any Database { try outside?.open() ?? SQLiteDatabase(folder: data) }

    func journal() async throws -> Journal {
        let folder = try DataFolder(data)
        return try await Journal(
            folder: folder, keys: Keys(folder), database: database(), projections: [Counts()],
            alongside: Sealer.migrations, log: outside == nil ? .files : .database)
    }

    static func events(_ range: Range<Int>) -> [Event] {
        range.map { number in
            Event(
                id: "e\(number)", kind: number % 2 == 0 ? "Even" : "Odd", subject: "s", at: now, actor: "test",
                body: ["number": .integer(Int64(number)), "text": "部門"])
        }
    }

    /// Records personal data, sealed under a data key that the master key wraps.
    func seal(_ journal: Journal) async throws {
        let ring = try KeySource.folder(data + "/keys").ring([.master], mayMake: true, department: "local")
        let masters = ring.generations(.master).map { MasterKey(id: $0.id, bytes: $0.bytes) }
        let sealer = try await Sealer(database: database(), masters: masters)
        let event = Event(
            id: "sealed", kind: "Odd", subject: "s", at: Self.now, actor: "test",
            body: ["name": PrivateValue.reference("v")])
        try await journal.record(
            [event], privately: [PrivateValue(id: "v", unit: "harbour", value: Array("陳大文".utf8))], sealedBy: sealer)
    }

    /// Makes a backup, as a program of its own does.
    @discardableResult
    func makeBackup(_ path: String? = nil, withKeys: Bool = false) async throws -> BackupReport {
        let maker = try BackupMaker(
            folder: DataFolder(existing: data), keys: nil, database: database(),
            engine: outside == nil ? .sqlite : .postgresql, program: "test 1")
        return try await maker.make(path ?? backup, withKeys: withKeys, at: Self.now)
    }

    /// A place that a backup is restored to.
    struct Target {
        let folder: String
        let place: TestDatabase?

        init(_ fixture: BackupFixture, _ engine: Engine, _ name: String = "restored") {
            folder = fixture.temporary.path + "/" + name
            place = engine == .sqlite ? nil : TestDatabase(.postgres)
        }

        func database() throws -> any Database { try place?.open() ?? SQLiteDatabase(folder: folder) }

        func journal(_ projections: [any Projection] = [Counts()]) async throws -> Journal {
            let data = try DataFolder(folder)
            return try await Journal(
                folder: data, keys: Keys(data), database: database(), projections: projections,
                alongside: Sealer.migrations, log: place == nil ? .files : .database)
        }

        func restore(
            _ backup: String, keys: KeySource?, projections: [any Projection] = [Counts()],
            openScratch: @escaping @Sendable () throws -> any Database = { try SQLiteDatabase() }
        ) async throws -> LogReport {
            let restorer = BackupRestorer(
                schema: .init(projections: projections, alongside: Sealer.migrations),
                engine: place == nil ? .sqlite : .postgresql,
                openDatabase: { [place] in try place?.open() ?? SQLiteDatabase(folder: $0) },
                openScratch: openScratch)
            return try await restorer.restore(StoredBackup.open(backup), to: folder, keys: keys)
        }

        /// Whether nothing at all is there.
        func isUntouched() async throws -> Bool {
            let isEmpty = try await place?.open().isEmpty() ?? true
            return isEmpty && Run(["ls", "-d", folder]).status != 0
        }
    }

    /// An empty database, in which tables are made from the events alone.
    static func scratch() throws -> any Database { try SQLiteDatabase() }

    /// Every table but those of a log in the database, in the order of their keys.
    static func content(_ database: any Database) async throws -> [String: [[SQLValue]]] {
        let tables: [(String, SQL)] = [
            ("events", "SELECT * FROM events ORDER BY seq"), ("counts", "SELECT * FROM counts ORDER BY kind"),
            ("key_rotations", "SELECT * FROM key_rotations ORDER BY purpose, number"),
            ("private_values", "SELECT * FROM private_values ORDER BY id"),
            ("erased_values", "SELECT * FROM erased_values ORDER BY id"),
            ("sealing_keys", "SELECT * FROM sealing_keys ORDER BY unit, id"),
            ("migrations", "SELECT * FROM migrations ORDER BY id"),
            ("migration_sums", "SELECT * FROM migration_sums ORDER BY id"),
        ]
        return try await database.read { transaction in
            // None is left out but those.
            let all = try transaction.tables().map(\.name).filter { !$0.hasPrefix("log_") }
            #expect(Set(all) == Set(tables.map(\.0)))
            return Dictionary(
                uniqueKeysWithValues: try tables.map { ($0.0, try transaction.rows($0.1).map(\.values)) })
        }
    }

    /// What lies in the temporary folder.
    var names: [String] { Run(["ls", temporary.path]).text.split(separator: "\n").map(String.init) }
}
