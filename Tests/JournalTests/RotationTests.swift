import CanonicalJSON
import Engines
import Glibc
import Model
import SQLiteStorage
import Secrets
import Storage
import TestSupport
import Testing
import TransparencyLog

@testable import Journal

/// Keys follow each other, and what was made with earlier ones still holds.
@Suite(.onEveryEngine, .timeLimit(.minutes(10))) struct RotationTests {
    private let fixture = JournalFixture()
    private let now = Instant(microseconds: 1_795_000_000_000_000)

    private func receipt(_ id: String, _ journal: Journal) async throws -> (receipt: [UInt8], event: [UInt8]) {
        let (proof, event) = try await journal.receipt(of: id)
        return (Array(proof.text.utf8), event.canonicalBytes)
    }

    @Test(arguments: [LogPlace.files, .database])
    func everythingHoldsAcrossRotations(place: LogPlace) async throws {
        let journal = try await fixture.journal(log: place)
        try await journal.record(JournalFixture.events(3))
        let early = try await receipt("e1", journal)
        let known = try await journal.verifier()
        #expect(known.keys.count == 1)
        var count = 3
        for purpose in [KeyPurpose.commitment, .signing, .fingerprint, .signing, .commitment] {
            _ = try await journal.rotate(purpose, at: now, actor: "test")
            count += 1
            try await journal.record(JournalFixture.events(2, from: count))
            count += 2
        }
        let late = try await receipt("e\(count - 1)", journal)
        let again = try await receipt("e1", journal)
        let grown = try await journal.verifier()
        #expect(grown.keys.count == 3 && grown.keys[0] == known.keys[0] && grown.origin == known.origin)
        // The receipt of then, the receipt of now, and a new event, each with the key of then and with all keys.
        for log in [known, grown] {
            for proof in [early, late, again] {
                try ReceiptFile.verify(receipt: proof.receipt, event: proof.event, log: log)
            }
        }
        let fresh = try await fixture.journal(log: place)
        #expect(try await fresh.verify(scratch: SQLiteDatabase()).events == UInt64(count))
        let used = try await fixture.database().read { transaction in
            try transaction.rows("SELECT DISTINCT commitment_key FROM events").count
        }
        #expect(used == 3)
    }

    @Test func aFingerprintCarriesTheIdOfItsKey() async throws {
        let journal = try await fixture.journal()
        let keys = journal.keys
        let before = Array("A123456(3)".utf8).withUnsafeBytes { keys.fingerprint($0) }
        let id = try await journal.rotate(.fingerprint, at: now, actor: "test")
        let after = Array("A123456(3)".utf8).withUnsafeBytes { keys.fingerprint($0) }
        #expect(after.hasPrefix(id + ":") && before.dropFirst(9) != after.dropFirst(9))
        let fresh = try Keys(DataFolder(fixture.path))
        #expect(Array("A123456(3)".utf8).withUnsafeBytes { fresh.fingerprint($0) } == after)
        #expect(access(fixture.path + "/keys/fingerprint." + before.prefix(8), F_OK) == 0)
    }

    @Test func aProgramThatIsOpenFollowsARotationByAnother() async throws {
        let open = try await fixture.journal()
        try await open.record(JournalFixture.events(1))
        let other = try await fixture.journal()
        let commitment = try await other.rotate(.commitment, at: now, actor: "test")
        _ = try await other.rotate(.signing, at: now, actor: "test")
        try await open.record(JournalFixture.events(2, from: 1))
        let used = try await fixture.database().read { transaction in
            try transaction.rows("SELECT commitment_key FROM events WHERE id = 'e2'").first?.text("commitment_key")
        }
        #expect(used == commitment)
        _ = try await open.receipt(of: "e2")
        #expect(try await fixture.verify().events == 5)
    }

    @Test(arguments: [KeyPurpose.commitment, .signing, .fingerprint])
    func theRecordSaysWhichKeyFollowedAndHoldsNoSecret(purpose: KeyPurpose) async throws {
        let journal = try await fixture.journal()
        let before = try JSONValue(parsing: Run(["cat", fixture.path + "/keys/" + purpose.rawValue]).output)
        let id = try await journal.rotate(purpose, at: now, actor: "test")
        let after = try JSONValue(parsing: Run(["cat", fixture.path + "/keys/" + purpose.rawValue]).output)
        let body = try await fixture.database().read { transaction in
            try transaction.rows("SELECT body FROM events WHERE kind = 'KeyRotated'").first?.text("body") ?? ""
        }
        let value = try JSONValue(parsing: body)
        #expect(value["purpose"]?.text == purpose.rawValue && value["next"]?.text == id && after["id"]?.text == id)
        #expect(value["previous"] == before["id"])
        for file in [before, after] { #expect(!body.contains(try #require(file["key"]?.text))) }
        #expect(Run(["find", fixture.path, "-perm", "/077"]).text.isEmpty)
    }

    /// Between the event and the files: the record's word counts, and the next program puts the files right.
    @Test(arguments: [KeyPurpose.commitment, .signing, .fingerprint])
    func aRotationThatWasCutShortIsCompleted(purpose: KeyPurpose) async throws {
        let journal = try await fixture.journal()
        try await journal.record(JournalFixture.events(1))
        let keys = fixture.path + "/keys/"
        #expect(Run(["cp", "-a", keys + purpose.rawValue, fixture.temporary.path + "/old"]).status == 0)
        let id = try await journal.rotate(purpose, at: now, actor: "test")
        #expect(Run(["mv", keys + purpose.rawValue, keys + purpose.rawValue + "." + id]).status == 0)
        #expect(Run(["mv", fixture.temporary.path + "/old", keys + purpose.rawValue]).status == 0)
        let fresh = try await fixture.journal()
        try await fresh.record(JournalFixture.events(1, from: 1))
        let current = try JSONValue(parsing: Run(["cat", keys + purpose.rawValue]).output)
        #expect(current["id"]?.text == id)
        #expect(try await fixture.verify().events == 3)
    }

    @Test func twoRotationsAtOnceDoNotForkTheKeys() async throws {
        let one = try await fixture.journal()
        let two = try await fixture.journal()
        let now = now
        let faults = await withTaskGroup(of: Fault?.self) { group in
            for journal in [one, two] {
                group.addTask {
                    await faultOf { _ = try await journal.rotate(.signing, at: now, actor: "test") }
                }
            }
            return await group.reduce(into: [Fault?]()) { $0.append($1) }
        }
        #expect(faults.compactMap { $0 }.allSatisfy { $0.message.id == "journal.rotated-meanwhile" })
        #expect(faults.contains(nil))
        _ = try await fixture.journal().record(JournalFixture.events(1))
        _ = try await fixture.verify()
    }

    @Test func aRotationThatTheHolderDidNotSignIsRefused() async throws {
        let journal = try await fixture.journal()
        let stranger = try await JournalFixture().verifier().keys[0]
        for body: JSONValue in [
            ["purpose": "signing", "previous": "a", "next": "b"], [:],
            [
                "purpose": "signing", "previous": "a", "next": "b", "verifier": .string(stranger.description),
                "statement": .string("key-rotation \(stranger.description) AAAA"),
            ],
        ] {
            let event = Event(id: "r", kind: "KeyRotated", subject: "s", at: now, actor: "x", body: body)
            #expect(await faultOf { try await journal.record([event]) }?.message.id == "journal.bad-rotation")
        }
        #expect(try await fixture.verify().events == 0)
    }
}
