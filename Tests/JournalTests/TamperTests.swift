import CanonicalJSON
import Engines
import Glibc
import Journal
import Model
import SQLiteStorage
import Storage
import TestSupport
import Testing
import TransparencyLog

/// Whoever changes the record from outside is found out, and the first thing that is wrong is named.
@Suite(.onEveryEngine, .timeLimit(.minutes(10))) struct TamperTests {
    private let fixture = JournalFixture()

    @Test(arguments: [
        ("UPDATE events SET body = '{\"number\":9}' WHERE id = 'e7'", "journal.event-changed id=e7 leaf=7"),
        ("UPDATE events SET body = substr(body, 2) WHERE id = 'e7'", "journal.event-changed id=e7 leaf=7"),
        ("UPDATE events SET actor = 'x' WHERE id = 'e299'", "journal.event-changed id=e299 leaf=299"),
        ("UPDATE events SET at = 8 WHERE id = 'e7'", "journal.event-changed id=e7 leaf=7"),
        ("UPDATE events SET id = 'e7b' WHERE id = 'e7'", "journal.event-changed id=e7b leaf=7"),
        ("UPDATE events SET nonce = 'x' WHERE id = 'e7'", "journal.event-changed id=e7 leaf=7"),
        (
            "UPDATE events SET commitment = (SELECT commitment FROM events WHERE id = 'e8') WHERE id = 'e7'",
            "journal.event-changed id=e7 leaf=7"
        ),
        (
            """
            UPDATE events SET seq = -1 WHERE seq = 7; UPDATE events SET seq = 7 WHERE seq = 8;
            UPDATE events SET seq = 8 WHERE seq = -1
            """,
            "journal.bad-tile"
        ),
        ("DELETE FROM events WHERE id = 'e299'", "journal.events-missing events=299 leaves=300"),
        ("DELETE FROM events WHERE id = 'e7'", "journal.events-missing events=299 leaves=300"),
        ("DELETE FROM events", "journal.events-missing events=0 leaves=300"),
        (
            """
            INSERT INTO events SELECT 300, 'new', kind, subject, at, actor, body, nonce, commitment_key, commitment
            FROM events WHERE id = 'e7'
            """,
            "journal.event-changed id=new leaf=300"
        ),
        (
            """
            INSERT INTO events SELECT 305, 'new', kind, subject, at, actor, body, nonce, commitment_key, commitment
            FROM events WHERE id = 'e7'
            """,
            "journal.event-changed id=new leaf=300"
        ),
        (
            """
            INSERT INTO events SELECT -5, 'new', kind, subject, at, actor, body, nonce, commitment_key, commitment
            FROM events WHERE id = 'e7'
            """,
            "journal.events-missing events=301 leaves=300"
        ),
        ("UPDATE events SET commitment_key = 'x' WHERE id = 'e7'", "journal.other-key id=e7 key=x"),
        ("UPDATE counts SET n = 1 WHERE kind = 'Odd'", "journal.table-changed table=counts"),
        ("DELETE FROM counts WHERE kind = 'Even'", "journal.table-changed table=counts"),
        ("INSERT INTO counts VALUES ('more', 1)", "journal.table-changed table=counts"),
    ])
    func aChangedDatabaseIsFoundOut(statement: String, found: String) async throws {
        try await fixture.journal().record(JournalFixture.events(300))
        _ = try await fixture.verify()
        fixture.tamper(statement)
        #expect(await fixture.verifyFault()?.message.description == found)
    }

    @Test(arguments: ["tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1"], [0, 31])
    func aChangedTileIsFoundOutAndNamed(file: String, offset: Int) async throws {
        try await fixture.journal().record(JournalFixture.events(300))
        try fixture.flip(file, at: offset)
        let found = await fixture.verifyFault()
        #expect(found?.message.id == "journal.bad-tile")
        #expect(found?.place?.file.hasSuffix("/log/" + file) == true)
    }

    @Test(arguments: ["tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1"])
    func aRemovedTileIsFoundOutAndNamed(file: String) async throws {
        try await fixture.journal().record(JournalFixture.events(300))
        unlink(fixture.path + "/log/" + file)
        let found = await fixture.verifyFault()
        #expect(found?.message.id == "journal.bad-tile")
        #expect(found?.place?.file.hasSuffix("/log/" + file) == true)
    }

    @Test(arguments: [0, 12, 25, 35, 60, 100, 150])
    func aChangedCheckpointIsFoundOut(offset: Int) async throws {
        try await fixture.journal().record(JournalFixture.events(300))
        try fixture.flip("checkpoint", at: offset)
        #expect(await fixture.verifyFault()?.message.id == "journal.bad-checkpoint")
    }

    @Test func aRemovedCheckpointIsFoundOut() async throws {
        try await fixture.journal().record(JournalFixture.events(3))
        unlink(fixture.path + "/log/checkpoint")
        #expect(await fixture.verifyFault()?.message.id == "journal.no-checkpoint")
    }

    @Test func anOldCheckpointPutBackGivesTheSameLogAgain() async throws {
        let journal = try await fixture.journal()
        try await journal.record(JournalFixture.events(3))
        let old = try #require(try await journal.checkpoint())
        try await journal.record(JournalFixture.events(300, from: 3))
        let new = try #require(try await journal.checkpoint())
        fixture.temporary.write("data/log/checkpoint", old.description)
        _ = try await fixture.journal()
        let made = try #require(try await journal.checkpoint())
        #expect(Checkpoint(made.text) == Checkpoint(new.text))
    }

    @Test func aForgedEventThatWaitsIsNotTakenIntoTheLog() async throws {
        let journal = try await fixture.journal()
        try await journal.record(JournalFixture.events(3))
        let before = try await journal.checkpoint()
        fixture.tamper(
            """
            INSERT INTO events SELECT 3, 'new', kind, subject, at, actor, body, nonce, commitment_key, commitment
            FROM events WHERE id = 'e1'
            """)
        #expect(await fixture.verifyFault()?.message.description == "journal.event-changed id=new leaf=3")
        #expect(try await journal.checkpoint() == before)
    }

    @Test func nothingIsRecordedOverRemovedEvents() async throws {
        let journal = try await fixture.journal()
        try await journal.record(JournalFixture.events(10))
        fixture.tamper("DELETE FROM events WHERE id = 'e9'")
        let found = await faultOf { try await journal.record(JournalFixture.events(1, from: 20)) }
        #expect(found?.message.description == "journal.events-missing events=9 leaves=10")
    }

    @Test(arguments: ["tile/0/001.p/44", "tile/1/000.p/1"])
    func noCheckpointIsSignedOverAChangedTree(file: String) async throws {
        let journal = try await fixture.journal()
        try await journal.record(JournalFixture.events(300))
        let before = try await journal.checkpoint()
        try fixture.flip(file, at: 5)
        let found = await faultOf { try await journal.record(JournalFixture.events(1, from: 300)) }
        #expect(found?.message.id == "journal.other-root")
        #expect(try await journal.checkpoint() == before)
    }
}
