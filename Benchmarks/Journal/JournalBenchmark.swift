import Backups
import CanonicalJSON
import Glibc
import Journal
import Model
import SQLiteStorage
import Sealing
import Storage
import TransparencyLog

/// Leaves appended durably, beside plain inserts of the same bytes into the same kind of database in the same run.
///
/// Arguments: a folder on the disk to measure, events in all, events a batch.
@main
struct JournalBenchmark {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let total = Int(arguments[2]), let batch = Int(arguments[3]), batch > 0 else {
            print("usage: JournalBenchmark FOLDER EVENTS BATCH")
            exit(2)
        }
        let folder = arguments[1] + "/journal-benchmark-\(getpid())"
        let events = (0..<total).map(Self.event)
        let plain = try await Self.plain(events, batch: batch, folder: folder + "/plain")
        let (journal, appended) = try await Self.journal(events, batch: batch, folder: folder + "/journal")
        let small = min(total, 50_000)
        let concurrent = try await Self.concurrent(
            Array(events[..<small]), callers: 200, each: 5, folder: folder + "/concurrent", log: .files)
        let tables = try await Self.concurrent(
            Array(events[..<small]), callers: 200, each: 5, folder: folder + "/tables", log: .database)
        let alone = try await Self.concurrent(
            Array(events[..<min(total, 1000)]), callers: 1, each: 5, folder: folder + "/alone", log: .files)
        let clock = ContinuousClock()
        let verified = try await clock.measure { _ = try await journal.verify(scratch: SQLiteDatabase()) }
        let (copied, backed, restored) = try await Self.backup(of: folder + "/journal", in: folder)
        let bare = Self.bareTree(total)
        print("events \(total), batches of \(batch)")
        Self.line("plain SQLite insert, durable", total, plain)
        Self.line("journal: events, tables, log, durable", total, appended)
        Self.line("200 callers, 5 events a call, files", small, concurrent)
        Self.line("200 callers, 5 events a call, tables", small, tables)
        Self.line("1 caller, 5 events a call, files", min(total, 1000), alone)
        Self.line("verification of all of it", total, verified)
        Self.line("SQLite's own copy of the database", total, copied)
        Self.line("backup, with a look at the log", total, backed)
        Self.line("restore, with verification", total, restored)
        Self.line("tree alone, in memory", total, bare)
        print("ratio journal / plain: \((appended / plain * 100).rounded() / 100)")
    }

    private static func event(_ number: Int) -> Event {
        Event(
            id: "01K\(String(number + 100_000_000))", kind: "ObservationRecorded", subject: "harbour-permits",
            at: Instant(microseconds: Int64(number)), actor: "benchmark",
            body: [
                "object": ["kind": "endpoint", "id": .string("endpoint-\(number % 97)")], "kind": "transit.tls",
                "facts": [
                    "tls.versions": ["TLSv1.2", "TLSv1.3"], "tls.forward_secrecy": "all",
                    "tls.suite_count": .integer(Int64(number % 40)), "tls.post_quantum": "yes", "tls.reachable": true,
                ],
            ])
    }

    /// The floor: the same columns, the same flush at each commit, nothing else.
    private static func plain(_ events: [Event], batch: Int, folder: String) async throws -> Duration {
        let database = try SQLiteDatabase(folder: DataFolder(folder).path)
        try await database.write { transaction in
            try transaction.execute(
                """
                CREATE TABLE events (seq BIGINT NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
                subject TEXT NOT NULL, at BIGINT NOT NULL, actor TEXT NOT NULL, body TEXT NOT NULL)
                """)
        }
        return try await ContinuousClock().measure {
            for start in stride(from: 0, to: events.count, by: batch) {
                let part = events[start..<min(start + batch, events.count)]
                try await database.write { transaction in
                    try transaction.insert(
                        into: "events", columns: ["seq", "id", "kind", "subject", "at", "actor", "body"],
                        rows: part.enumerated().map { offset, event in
                            [
                                .integer(Int64(start + offset)), .text(event.id), .text(event.kind),
                                .text(event.subject), .integer(event.at.microseconds), .text(event.actor),
                                .text(event.body.canonical),
                            ]
                        })
                }
            }
        }
    }

    private static func journal(_ events: [Event], batch: Int, folder: String) async throws -> (Journal, Duration) {
        let data = try DataFolder(folder)
        let journal = try await Journal(
            folder: data, keys: Keys(data), database: SQLiteDatabase(folder: data.path), projections: [],
            alongside: Sealer.migrations)
        let duration = try await ContinuousClock().measure {
            for start in stride(from: 0, to: events.count, by: batch) {
                try await journal.record(Array(events[start..<min(start + batch, events.count)]))
            }
        }
        return (journal, duration)
    }

    /// Callers at once, each of which waits for its own call before it makes the next.
    private static func concurrent(
        _ events: [Event], callers: Int, each: Int, folder: String, log: LogPlace
    ) async throws -> Duration {
        let data = try DataFolder(folder)
        let journal = try await Journal(
            folder: data, keys: Keys(data), database: SQLiteDatabase(folder: data.path), projections: [], log: log)
        return try await ContinuousClock().measure {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for caller in 0..<callers {
                    group.addTask {
                        for start in stride(from: caller * each, to: events.count, by: callers * each) {
                            try await journal.record(Array(events[start..<min(start + each, events.count)]))
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    /// A backup and its restore, beside a copy of the pages.
    private static func backup(of path: String, in folder: String) async throws -> (Duration, Duration, Duration) {
        let clock = ContinuousClock()
        let data = try DataFolder(existing: path)
        let database = try SQLiteDatabase(folder: data.path)
        let copied = try await clock.measure { try await database.copy(to: folder + "/copy.sqlite") }
        let maker = try BackupMaker(
            folder: data, keys: nil, database: database, engine: .sqlite, program: "benchmark")
        let backed = try await clock.measure {
            _ = try await maker.make(folder + "/backup", withKeys: true, at: Instant(seconds: 0))
        }
        let restorer = BackupRestorer(
            schema: .init(projections: [], alongside: Sealer.migrations), engine: .sqlite,
            openDatabase: { try SQLiteDatabase(folder: $0) }, openScratch: { try SQLiteDatabase() })
        let restored = try await clock.measure {
            _ = try await restorer.restore(StoredBackup.open(folder + "/backup"), to: folder + "/restored", keys: nil)
        }
        return (copied, backed, restored)
    }

    private static func bareTree(_ count: Int) -> Duration {
        let leaf = [UInt8](repeating: 7, count: 32)
        var edge = TreeEdge()
        return ContinuousClock().measure {
            for _ in 0..<count { edge.append(.leaf(leaf)) { _, _ in } }
            precondition(edge.root != .empty)
        }
    }

    private static func line(_ name: String, _ count: Int, _ duration: Duration) {
        let rate = Int((Double(count) / (duration / .seconds(1))).rounded())
        let padded = name + String(repeating: " ", count: max(1, 40 - name.count))
        print("\(padded)\(rate)/s")
    }
}
