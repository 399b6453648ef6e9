import Engines
import Journal
import Model
import SQLiteStorage
import Secrets
import Storage
import TestSupport
import Testing

@Suite(.onEveryEngine, .timeLimit(.minutes(10))) struct RebuildTests {
    private let fixture = JournalFixture()

    @Test func tablesAreMadeAnewFromTheEvents() async throws {
        let journal = try await fixture.journal()
        try await journal.record(JournalFixture.events(31))
        _ = try await journal.rotate(.commitment, at: Instant(microseconds: 1), actor: "test")
        try await journal.check(scratch: SQLiteDatabase())
        fixture.tamper("UPDATE counts SET n = 1; INSERT INTO counts VALUES ('x', 7); DELETE FROM key_rotations")
        let found = await faultOf { try await journal.check(scratch: SQLiteDatabase()) }
        #expect(found?.message.id == "journal.table-changed")
        #expect(try await journal.rebuild() == 32)
        try await journal.check(scratch: SQLiteDatabase())
        let rows = try await fixture.database().read { transaction in
            try transaction.rows("SELECT kind, n FROM counts ORDER BY kind").map(\.values)
        }
        #expect(
            rows == [
                [.text("Even"), .integer(16)], [.text("KeyRotated"), .integer(1)], [.text("Odd"), .integer(15)],
            ])
        #expect(try await fixture.verify().events == 32)
    }

    @Test func nothingIsRebuiltUnderOthers() async throws {
        let journal = try await fixture.journal()
        try await journal.record(JournalFixture.events(3))
        fixture.tamper("DELETE FROM counts")
        do {
            let other = try await fixture.journal()
            #expect(await faultOf { _ = try await journal.rebuild() } == Fault("journal.in-use"))
            try await other.record(JournalFixture.events(1, from: 3))
        }
        #expect(try await journal.rebuild() == 4)
        try await journal.check(scratch: SQLiteDatabase())
    }
}
