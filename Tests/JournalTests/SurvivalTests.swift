import CanonicalJSON
import Dispatch
import Engines
import Glibc
import Journal
import Model
import SQLiteStorage
import Storage
import TestSupport
import Testing
import TransparencyLog

/// Kills, full disks, read-only folders, and several programs at once.
@Suite(.timeLimit(.minutes(10))) struct SurvivalTests {
    private let fixture = JournalFixture()

    private func recorded() async throws -> Set<String> {
        try await fixture.database().read { transaction in
            Set(try transaction.rows("SELECT id FROM events").map { $0.text("id") })
        }
    }

    private func verifyWithoutProjections() async throws -> LogReport {
        let folder = try DataFolder(fixture.path)
        let journal = try await Journal(
            folder: folder, keys: Keys(folder), database: fixture.database(), projections: [])
        return try await journal.verify(scratch: SQLiteDatabase())
    }

    /// `SOAK_KILLS` sets how many kills a long run makes, so many of them on one record: what is verified grows with each.
    private static let kills = getenv("SOAK_KILLS").flatMap { Int(String(cString: $0)) } ?? 3
    private static let killsEach = 20

    @Test(
        .onEveryEngine, .timeLimit(.minutes(10)),
        arguments: stride(from: 1, through: kills, by: killsEach).map { $0...min($0 + killsEach - 1, kills) })
    func aKilledWriterLosesNothingItAcknowledged(kills: ClosedRange<Int>) async throws {
        let hammer = try fixture.hammering()
        var acknowledged: Set<String> = []
        for kill in kills {
            // Spread over the first second, start-up and the making of keys included.
            let pause = 0.02 + Double(kill * 7919 % 1000) / 1000
            let run = Run(["timeout", "-s", "KILL", "\(pause)"] + hammer)
            #expect(run.status == 137, "\(run.error)")
            acknowledged.formUnion(run.text.split(separator: "\n").map(String.init))
            let report = try await verifyWithoutProjections()
            let known = try await recorded()
            #expect(acknowledged.isSubset(of: known), "kill \(kill)")
            #expect(report.events == UInt64(known.count))
        }
        #expect(!acknowledged.isEmpty)
    }

    @Test(.onEveryEngine) func programsStartedAtOnceOnANewFolderShareIt() async throws {
        let hammer = try fixture.hammering(batches: 10)
        let texts = await withTaskGroup(of: Run.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    await withCheckedContinuation { continuation in
                        DispatchQueue.global().async { continuation.resume(returning: Run(hammer)) }
                    }
                }
            }
            return await group.reduce(into: [Run]()) { $0.append($1) }
        }
        for run in texts { #expect(run.status == 0, "\(run.error)") }
        #expect(try await verifyWithoutProjections().events == 8 * 10 * 7)
        let ids = Set(texts.flatMap { $0.text.split(separator: "\n").map(String.init) })
        #expect(try await recorded() == ids)
    }

    /// A mount of one test's own; needs root.
    private func mounted(_ options: String, _ body: (String) async throws -> Void) async throws {
        let mount = fixture.temporary.path + "/small"
        mkdir(mount, 0o700)
        try #require(Run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", mount]).status == 0)
        defer { _ = Run(["umount", "-l", mount]) }
        try await body(mount)
    }

    @Test(.enabled("needs the right to mount", { geteuid() == 0 }), arguments: [1024, 1100, 1200, 1300])
    func aFullDiskLosesNothingAcknowledged(kilobytes: Int) async throws {
        try await mounted("size=\(kilobytes)k,mode=700") { mount in
            let folder = try DataFolder(mount + "/data")
            var acknowledged = 0
            let journal = try await Journal(
                folder: folder, keys: Keys(folder), database: SQLiteDatabase(folder: folder.path), projections: [])
            let failure = await faultOf {
                while true {
                    try await journal.record(JournalFixture.events(20, from: acknowledged))
                    acknowledged += 20
                }
            }
            #expect(["storage.full", "files.disk-full"].contains(failure?.message.id), "\(failure as Any)")
            // Room again: what was acknowledged is there, and the record goes on.
            #expect(Run(["mount", "-o", "remount,size=8m", mount]).status == 0)
            let again = try await Journal(
                folder: folder, keys: Keys(folder), database: SQLiteDatabase(folder: folder.path), projections: [])
            let report = try await again.verify(scratch: SQLiteDatabase())
            #expect(report.events >= UInt64(acknowledged) && acknowledged > 0)
            try await again.record(JournalFixture.events(20, from: 1_000_000))
            #expect(try await again.verify(scratch: SQLiteDatabase()).events == report.events + 20)
        }
    }

    @Test(.enabled("needs the right to mount", { geteuid() == 0 }))
    func aReadOnlyFolderIsRefusedInClearWords() async throws {
        try await mounted("size=8m,mode=700") { mount in
            #expect(Run(["mount", "-o", "remount,ro", mount]).status == 0)
            #expect(await faultOf { _ = try DataFolder(mount + "/data") }?.message.id == "files.read-only")
            #expect(Run(["mount", "-o", "remount,rw", mount]).status == 0)
            let folder = try DataFolder(mount + "/data")
            _ = try await Journal(
                folder: folder, keys: Keys(folder), database: SQLiteDatabase(folder: folder.path), projections: [])
            // The database that nobody holds any more is closed a moment later, on a thread of its own.
            var isReadOnly = false
            for _ in 0..<200 where !isReadOnly {
                isReadOnly = Run(["mount", "-o", "remount,ro", mount]).status == 0
                if !isReadOnly { try await Task.sleep(for: .milliseconds(50)) }
            }
            try #require(isReadOnly)
            let found = await faultOf {
                _ = try await Journal(
                    folder: DataFolder(folder.path), keys: Keys(folder),
                    database: SQLiteDatabase(folder: folder.path), projections: [])
            }
            #expect(found?.message.id == "storage.read-only")
            #expect(found?.place?.file.hasPrefix(folder.path) == true)
        }
    }

    @Test func aDatabaseThatIsNoneIsRefusedInClearWords() async throws {
        _ = try DataFolder(fixture.path)
        fixture.temporary.write("data/seawall.sqlite", String(repeating: "not a database ", count: 1000))
        #expect(await faultOf { _ = try await fixture.journal() }?.message.id == "storage.corrupt")
    }

    @Test(.onEveryEngine) func aDatabaseOfANewerProgramIsRefused() async throws {
        _ = try await fixture.journal()
        fixture.tamper("INSERT INTO migrations (id) VALUES ('journal-9999')")
        #expect(
            await faultOf { _ = try await fixture.journal() }?.message.description
                == "storage.newer step=journal-9999")
    }
}
