import CanonicalJSON
import Glibc
import Journal
import Model
import SQLiteStorage
import Storage
import TestSupport
import Testing
import TransparencyLog

@Suite(.timeLimit(.minutes(2))) struct JournalTests {
    private let temporary = TemporaryFolder()
    private var path: String { temporary.path + "/data" }

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
        func apply(_ event: Event, in transaction: any Transaction) throws {
            try transaction.execute(
                "INSERT INTO counts (kind, n) VALUES (\(event.kind), 1) ON CONFLICT (kind) DO UPDATE SET n = n + 1")
        }
    }

    private func journal() async throws -> Journal {
        let folder = try DataFolder(path)
        return try await Journal(
            folder: folder, keys: Keys(folder), database: SQLiteDatabase(folder: path), projections: [Counts()])
    }

    private static func events(_ count: Int, from start: Int = 0) -> [Event] {
        (start..<start + count).map { number in
            Event(
                id: "e\(number)", kind: number % 2 == 0 ? "Even" : "Odd", subject: "s",
                at: Instant(microseconds: Int64(number)), actor: "test", body: ["number": .integer(Int64(number))])
        }
    }

    private func fault(_ body: () async throws -> Void) async -> String? {
        do {
            try await body()
            return nil
        } catch let fault as Fault {
            return fault.message.id
        } catch {
            return "\(error)"
        }
    }

    private func sqlite(_ statement: String) {
        let run = Run(["/usr/bin/python3", "-c", "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()", path + "/seawall.sqlite", statement])
        #expect(run.status == 0, "\(run.error)")
    }

    @Test(arguments: [1, 255, 256, 257, 700])
    func everyReceiptVerifiesOffline(batch: Int) async throws {
        let journal = try await journal()
        for start in stride(from: 0, to: 700, by: batch) {
            try await journal.record(Self.events(min(batch, 700 - start), from: start))
            if batch == 1, start == 300 { break }
        }
        let verifier = try Keys(DataFolder(path)).verifier
        for id in ["e0", "e1", "e254", "e255", "e256", "e300"] {
            let (proof, event) = try await journal.receipt(of: id)
            try ReceiptFile.verify(
                receipt: Array(proof.text.utf8), event: event.canonicalBytes, verifier: verifier)
            var changed = event.members ?? [:]
            changed["actor"] = "someone else"
            #expect(throws: Fault.self) {
                try ReceiptFile.verify(
                    receipt: Array(proof.text.utf8), event: JSONValue.object(changed).canonicalBytes,
                    verifier: verifier)
            }
        }
        _ = try await journal.verify(scratch: SQLiteDatabase())
    }

    @Test(arguments: [
        ("UPDATE events SET body = '{\"number\":9}' WHERE id = 'e7'", "journal.event-changed"),
        ("UPDATE events SET actor = 'x' WHERE id = 'e7'", "journal.event-changed"),
        ("UPDATE events SET commitment = (SELECT commitment FROM events WHERE id = 'e8') WHERE id = 'e7'", "journal.event-changed"),
        ("DELETE FROM events WHERE id = 'e299'", "journal.events-missing"),
        ("UPDATE counts SET n = 1 WHERE kind = 'Odd'", "journal.table-changed"),
        ("DELETE FROM counts WHERE kind = 'Even'", "journal.table-changed"),
    ])
    func aChangedDatabaseIsFoundOut(statement: String, found: String) async throws {
        let journal = try await journal()
        try await journal.record(Self.events(300))
        _ = try await journal.verify(scratch: SQLiteDatabase())
        sqlite(statement)
        #expect(await fault { _ = try await journal.verify(scratch: SQLiteDatabase()) } == found)
    }

    @Test(arguments: ["tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "checkpoint"])
    func aChangedLogIsFoundOut(file: String) async throws {
        let journal = try await journal()
        try await journal.record(Self.events(300))
        let name = path + "/log/" + file
        let descriptor = open(name, O_RDWR)
        try #require(descriptor >= 0)
        var byte = UInt8(0)
        pread(descriptor, &byte, 1, 12)
        byte ^= 1
        pwrite(descriptor, &byte, 1, 12)
        close(descriptor)
        let found = await fault { _ = try await journal.verify(scratch: SQLiteDatabase()) }
        #expect(found == (file == "checkpoint" ? "journal.bad-checkpoint" : "journal.bad-tile"))
    }

    @Test func aLaterTreeProvesThatItHoldsTheEarlierOne() async throws {
        let journal = try await journal()
        try await journal.record(Self.events(10))
        let first = try #require(try journal.checkpoint().flatMap { Checkpoint($0.text) })
        try await journal.record(Self.events(600, from: 10))
        let (proof, _) = try await journal.receipt(of: "e3")
        let last = try #require(Checkpoint(proof.checkpoint.text))
        #expect(first.size == 10 && last.size == 610)
    }

    @Test func twoProgramsAtOnceLoseNothing() async throws {
        let one = try await journal()
        let two = try await journal()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for start in 0..<20 {
                group.addTask {
                    try await (start % 2 == 0 ? one : two).record(Self.events(5, from: start * 5))
                }
            }
            try await group.waitForAll()
        }
        #expect(try await one.verify(scratch: SQLiteDatabase()).events == 100)
    }

    @Test func aKilledWriterLosesNothingItAcknowledged() async throws {
        let kills = getenv("SOAK_KILLS").flatMap { Int(String(cString: $0)) } ?? 3
        let hammer = try #require(getenv("SEAWALL_BINARIES").map { String(cString: $0) + "/JournalHammer" })
        var generator = SystemRandomNumberGenerator()
        for kill in 1...kills {
            let pause = Double.random(in: 0.2...0.9, using: &generator)
            let run = Run(["timeout", "-s", "KILL", "\(pause)", hammer, path])
            #expect(run.status != 1, "\(run.error)")
            let acknowledged = run.text.split(separator: "\n")
            let database = try SQLiteDatabase(folder: path)
            let folder = try DataFolder(path)
            let journal = try await Journal(
                folder: folder, keys: Keys(folder), database: database, projections: [])
            let report = try await journal.verify(scratch: SQLiteDatabase())
            let known = try await database.read { transaction in
                Set(try transaction.rows("SELECT id FROM events").map { $0.text("id") })
            }
            #expect(acknowledged.allSatisfy { known.contains(String($0)) }, "kill \(kill)")
            #expect(report.events == UInt64(known.count))
        }
        #expect(try await SQLiteDatabase(folder: path).read { try $0.rows("SELECT id FROM events").count } > 0)
    }

    @Test func looseModesAreRefused() async throws {
        _ = try await journal()
        chmod(path + "/keys/signing", 0o644)
        #expect(await fault { _ = try await self.journal() } == "journal.loose-mode")
        chmod(path + "/keys/signing", 0o600)
        chmod(path, 0o750)
        #expect(await fault { _ = try await self.journal() } == "journal.loose-mode")
    }

    @Test func aBadKeyIsNamed() async throws {
        _ = try await journal()
        temporary.write("data/keys/commitment", "{}")
        chmod(path + "/keys/commitment", 0o600)
        #expect(await fault { _ = try await self.journal() } == "journal.bad-key")
    }

    @Test func everythingIsForItsOwnerAlone() async throws {
        let journal = try await journal()
        try await journal.record(Self.events(3))
        let run = Run(["find", path, "-perm", "/077"])
        #expect(run.status == 0 && run.text.isEmpty, "\(run.text)")
    }

    /// Needs the right to mount a file system of one megabyte.
    @Test(.enabled(if: geteuid() == 0)) func aFullDiskLosesNothingAcknowledged() async throws {
        let mount = temporary.path + "/small"
        mkdir(mount, 0o700)
        try #require(Run(["mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs", mount]).status == 0)
        defer { _ = Run(["umount", "-l", mount]) }
        let folder = try DataFolder(mount + "/data")
        var acknowledged = 0
        let journal = try await Journal(
            folder: folder, keys: Keys(folder), database: SQLiteDatabase(folder: folder.path), projections: [])
        let failure = await fault {
            while true {
                try await journal.record(Self.events(20, from: acknowledged))
                acknowledged += 20
            }
        }
        #expect(["storage.full", "files.disk-full"].contains(failure), "\(failure ?? "none")")
        let count = try await SQLiteDatabase(folder: folder.path).read {
            Int(try $0.rows("SELECT COUNT(*) AS n FROM events").first?.integer("n") ?? 0)
        }
        #expect(count >= acknowledged)
    }
}
