import CanonicalJSON
import Engines
import Glibc
import Journal
import Model
import SQLiteStorage
import Sealing
import Secrets
import Storage
import TestSupport
import Testing
import TransparencyLog

/// A data folder of one test's own.
struct JournalFixture {
    let temporary = TemporaryFolder()
    /// What the test's engine keeps outside the folder.
    private let outside = Engine.current == .sqlite ? nil : TestDatabase()
    var path: String { temporary.path + "/data" }

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

    /// The database, as each program opens it for itself; the folder must be there.
    func database() throws -> any Database { try outside?.open() ?? SQLiteDatabase(folder: path) }

    func journal(keys: KeySource? = nil, log: LogPlace = .files) async throws -> Journal {
        let folder = try DataFolder(path)
        return try await Journal(
            folder: folder, keys: Keys(folder, source: keys), database: database(), projections: [Counts()],
            alongside: Sealer.migrations, log: log)
    }

    /// The public keys of the log.
    func verifier() async throws -> LogVerifier { try await journal().verifier() }

    static func events(_ count: Int, from start: Int = 0) -> [Event] {
        (start..<start + count).map { number in
            Event(
                id: "e\(number)", kind: number % 2 == 0 ? "Even" : "Odd", subject: "s",
                at: Instant(microseconds: Int64(number)), actor: "test", body: ["number": .integer(Int64(number))])
        }
    }

    /// Verifies the record as a fresh program would.
    func verify() async throws -> LogReport { try await journal().verify(scratch: SQLiteDatabase()) }

    /// What a verification by a fresh program stops at.
    func verifyFault() async -> Fault? { await faultOf { _ = try await verify() } }

    /// Changes the database from outside, as someone with a shell could.
    func tamper(_ statement: String) {
        if let outside { return outside.tamper(statement) }
        let script = "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2]); c.commit()"
        let run = Run(["/usr/bin/python3", "-c", script, path + "/seawall.sqlite", statement])
        #expect(run.status == 0, "\(run.error)")
    }

    /// Flips one bit of a file of the log.
    func flip(_ file: String, at offset: Int) throws {
        let descriptor = open(path + "/log/" + file, O_RDWR)
        try #require(descriptor >= 0, "no \(file)")
        defer { close(descriptor) }
        var byte = UInt8(0)
        try #require(pread(descriptor, &byte, 1, offset) == 1)
        byte ^= 1
        try #require(pwrite(descriptor, &byte, 1, offset) == 1)
    }

    /// What the program that records without end is started with.
    func hammering(batches: Int? = nil) throws -> [String] {
        [try Self.hammer(), path, batches.map(String.init) ?? "all", "files"] + (outside.map { [$0.place] } ?? [])
    }

    /// The program that records without end; it is built beside the test bundle.
    static func hammer() throws -> String {
        if let folder = getenv("SEAWALL_BINARIES") { return String(cString: folder) + "/JournalHammer" }
        let resolved = try #require(realpath("/proc/self/exe", nil))
        defer { free(resolved) }
        let program = String(cString: resolved)
        let slash = try #require(program.lastIndex(of: "/"))
        let hammer = String(program[..<slash]) + "/JournalHammer"
        try #require(access(hammer, X_OK) == 0, "JournalHammer was not built beside \(program)")
        return hammer
    }
}
