import CanonicalJSON
import Dispatch
import Engines
import Journal
import Model
import SQLiteStorage
import Storage
import TestSupport
import Testing
import TransparencyLog

/// A log in the tables of the database.
@Suite(.timeLimit(.minutes(10))) struct TableLogTests {
    private let fixture = JournalFixture()

    private func verify() async throws -> LogReport {
        let folder = try DataFolder(fixture.path)
        let journal = try await Journal(
            folder: folder, keys: Keys(folder), database: SQLiteDatabase(folder: folder.path), projections: [],
            log: .database)
        return try await journal.verify(scratch: SQLiteDatabase())
    }

    private func run(_ arguments: [String]) async -> Run {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: Run(arguments)) }
        }
    }

    private func acknowledged(_ runs: [Run]) -> Set<String> {
        Set(runs.flatMap { $0.text.split(separator: "\n").map(String.init) })
    }

    private func recorded() async throws -> Set<String> {
        try await SQLiteDatabase(folder: fixture.path).read { transaction in
            Set(try transaction.rows("SELECT id FROM events").map { $0.text("id") })
        }
    }

    @Test(.onEveryEngine) func receiptsAndProofsAreThoseOfALogInFiles() async throws {
        let journal = try await fixture.journal(log: .database)
        var heads: [Checkpoint] = []
        for (start, count) in [(0, 10), (10, 246), (256, 400), (656, 1)] {
            try await journal.record(JournalFixture.events(count, from: start))
            let note = try #require(try await journal.checkpoint())
            heads.append(try #require(Checkpoint(note.text)))
        }
        #expect(heads.map(\.size) == [10, 256, 656, 657])
        for head in heads {
            let path = try #require(try await journal.consistencyProof(from: head.size))
            #expect(
                MerkleProof.verifiesConsistency(
                    from: (head.size, head.root), to: (heads[3].size, heads[3].root), path: path))
        }
        let (proof, event) = try await journal.receipt(of: "e300")
        try ReceiptFile.verify(
            receipt: Array(proof.text.utf8), event: event.canonicalBytes, log: try await journal.verifier())
        #expect(Run(["ls", fixture.path + "/log"]).text == "in-database\n")
    }

    @Test(arguments: [
        ("UPDATE log_tiles SET hashes = zeroblob(32) WHERE level = 0 AND tile = 0", "journal.bad-tile"),
        ("DELETE FROM log_tiles WHERE level = 1", "journal.bad-tile"),
        ("UPDATE log_head SET checkpoint = replace(checkpoint, '300', '299')", "journal.bad-checkpoint"),
        ("DELETE FROM log_head", "journal.no-checkpoint"),
        ("UPDATE events SET body = '{\"number\":9}' WHERE id = 'e7'", "journal.event-changed"),
    ])
    func aChangedLogIsFoundOut(statement: String, found: String) async throws {
        try await fixture.journal(log: .database).record(JournalFixture.events(300))
        fixture.tamper(statement)
        let fault = await faultOf {
            _ = try await fixture.journal(log: .database).verify(scratch: SQLiteDatabase())
        }
        #expect(fault?.message.id == found)
    }

    @Test func aLostKeyIsNotReplacedByANewOne() async throws {
        try await fixture.journal(log: .database).record(JournalFixture.events(1))
        #expect(Run(["rm", fixture.path + "/keys/commitment"]).status == 0)
        let found = await faultOf { _ = try await fixture.journal(log: .database) }
        #expect(found?.message.id == "secrets.missing-key")
    }

    /// Steps 1 to 3 of a batch are two tiles and the head; the first of all is the head of the new log.
    @Test(arguments: 1...7)
    func theIntegratorMayDieAtAnyStep(step: Int) async throws {
        let hammer = try JournalFixture.hammer()
        let killed = await run([hammer, fixture.path, "50", "database", "-", String(step)])
        #expect(killed.status == 137, "\(killed.error)")
        let report = try await verify()
        let known = try await recorded()
        #expect(acknowledged([killed]).isSubset(of: known) && report.events == UInt64(known.count))
        // What the dead one had recorded, but not taken into the log, is in it now.
        #expect(report.events % 7 == 0 && (step == 1) == (report.events == 0))
    }

    @Test func anotherProgramTakesOverWhenTheIntegratorDies() async throws {
        let hammer = try JournalFixture.hammer()
        let path = fixture.path
        let runs = await withTaskGroup(of: Run.self) { group in
            for step in ["", "5", "9", "14"] {
                group.addTask {
                    await run([hammer, path, "20", "database", "-"] + (step.isEmpty ? [] : [step]))
                }
            }
            return await group.reduce(into: [Run]()) { $0.append($1) }
        }
        #expect(runs.map(\.status).sorted() == [0, 137, 137, 137], "\(runs.map(\.error))")
        let report = try await verify()
        let known = try await recorded()
        #expect(acknowledged(runs).isSubset(of: known) && report.events == UInt64(known.count))
        #expect(report.events >= 140)
    }
}
