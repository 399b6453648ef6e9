import CanonicalJSON
import Engines
import Journal
import Model
import SQLiteStorage
import Secrets
import Storage
import TestSupport
import Testing

/// A record that an older program wrote, opened by a newer one.
@Suite(.onEveryEngine, .timeLimit(.minutes(10))) struct UpgradeTests {
    private let fixture = JournalFixture()

    /// A table that a newer program makes of the same events.
    private struct Subjects: Projection {
        var steps = ["later-0001-subjects"]
        var factor: Int64 = 1

        var migrations: [Migration] {
            steps.enumerated().map { index, id in
                let table: SQL = "CREATE TABLE subjects (subject TEXT NOT NULL PRIMARY KEY, n BIGINT NOT NULL)"
                return Migration(id: id, statements: index == 0 ? [table] : [])
            }
        }
        var tables: [StaticString] { ["subjects"] }
        func apply(_ events: [Event], in transaction: any Transaction) throws {
            for event in events {
                try transaction.execute(
                    """
                    INSERT INTO subjects (subject, n) VALUES (\(event.subject), \(factor))
                    ON CONFLICT (subject) DO UPDATE SET n = subjects.n + excluded.n
                    """)
            }
        }
    }

    private func newer(_ subjects: Subjects = Subjects()) async throws -> Journal {
        let folder = try DataFolder(fixture.path)
        return try await Journal(
            folder: folder, keys: Keys(folder), database: fixture.database(),
            projections: [JournalFixture.Counts(), subjects])
    }

    private func sums() async throws -> [[SQLValue]] {
        try await fixture.database().read { try $0.rows("SELECT subject, n FROM subjects").map(\.values) }
    }

    @Test func aTableThatIsNewHoldsTheEventsOfBefore() async throws {
        try await fixture.journal().record(JournalFixture.events(31))
        let journal = try await newer()
        #expect(try await sums() == [[.text("s"), .integer(31)]])
        try await journal.record(JournalFixture.events(2, from: 31))
        #expect(try await journal.verify(scratch: SQLiteDatabase()).events == 33)
    }

    @Test func aStepWithoutStatementsMakesTheTablesAnew() async throws {
        try await newer().record(JournalFixture.events(5))
        let changed = Subjects(steps: ["later-0001-subjects", "later-0002-twice"], factor: 2)
        let journal = try await newer(changed)
        #expect(try await sums() == [[.text("s"), .integer(10)]])
        try await journal.check(scratch: SQLiteDatabase())
    }

    @Test func aRecordThatOthersHaveOpenIsNotUpgradedUnderThem() async throws {
        let older = try await fixture.journal()
        try await older.record(JournalFixture.events(3))
        #expect(await faultOf { _ = try await newer() } == Fault("journal.in-use"))
        try await older.record(JournalFixture.events(1, from: 3))
        #expect(try await older.verify(scratch: SQLiteDatabase()).events == 4)
        withExtendedLifetime(older) {}
    }

    /// What goes wrong in the middle leaves the record as the older program had it.
    @Test func anUpgradeThatFailsChangesNothing() async throws {
        do { try await fixture.journal().record(JournalFixture.events(3)) }
        fixture.tamper("UPDATE events SET body = 'nothing' WHERE seq = 1")
        #expect(await faultOf { _ = try await newer() }?.message.id == "journal.event-changed")
        let steps = try await fixture.database().read { try $0.stepsRun() }
        #expect(steps.contains("test-0001-counts") && !steps.contains("later-0001-subjects"))
    }
}
