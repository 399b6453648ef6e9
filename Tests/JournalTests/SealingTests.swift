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

/// Personal data outside the events: sealed, erased, and gone in every replay, while receipts hold.
@Suite(.onEveryEngine, .timeLimit(.minutes(10))) struct SealingTests {
    private let fixture = JournalFixture()
    private let now = Instant(seconds: 1_795_000_000)
    private let secret = Array("陳大文 A123456(3)".utf8)

    private func sealer(_ source: KeySource? = nil) async throws -> Sealer {
        let database = try fixture.database()
        let source = source ?? .folder(fixture.path + "/keys")
        let ring = try source.ring([.master], mayMake: true, department: "local")
        return try await Sealer(
            database: database, masters: ring.generations(.master).map { MasterKey(id: $0.id, bytes: $0.bytes) })
    }

    private func event(_ id: String, _ reference: String) -> Event {
        Event(
            id: id, kind: "Odd", subject: "s", at: now, actor: "test",
            body: ["person": ["name": PrivateValue.reference(reference)], "list": [1]])
    }

    private func record(_ number: Int, unit: String = "dept-a", _ journal: Journal, _ sealer: Sealer) async throws {
        try await journal.record(
            [event("e\(number)", "v\(number)")],
            privately: [PrivateValue(id: "v\(number)", unit: unit, value: secret)], sealedBy: sealer)
    }

    private func rows(_ query: SQL) async throws -> [[SQLValue]] {
        try await fixture.database().read { try $0.rows(query).map(\.values) }
    }

    @Test func anErasedValueIsGoneAndReceiptsStillHold() async throws {
        let journal = try await fixture.journal()
        let sealer = try await sealer()
        for number in 0..<3 { try await record(number, journal, sealer) }
        let (proof, event) = try await journal.receipt(of: "e1")
        #expect(try await journal.privateValue("v1", openedBy: sealer) == secret)
        try await journal.erase(["v1"], at: now, actor: "test")
        #expect(try await journal.privateValue("v1", openedBy: sealer) == nil)
        #expect(try await journal.privateValue("v2", openedBy: sealer) == secret)
        try ReceiptFile.verify(
            receipt: Array(proof.text.utf8), event: event.canonicalBytes, log: try await journal.verifier())
        let (again, same) = try await journal.receipt(of: "e1")
        #expect(same == event)
        try ReceiptFile.verify(
            receipt: Array(again.text.utf8), event: same.canonicalBytes, log: try await journal.verifier())
        #expect(try await rows("SELECT id FROM private_values ORDER BY id") == [[.text("v0")], [.text("v2")]])
        #expect(try await fixture.verify().events == 4)
        #expect(try await journal.rebuild() == 4)
        #expect(try await rows("SELECT id FROM private_values ORDER BY id") == [[.text("v0")], [.text("v2")]])
        #expect(try await rows("SELECT id FROM erased_values") == [[.text("v1")]])
    }

    @Test func aValueThatComesBackIsFoundOut() async throws {
        let journal = try await fixture.journal()
        let sealer = try await sealer()
        try await record(1, journal, sealer)
        fixture.tamper("CREATE TABLE kept AS SELECT * FROM private_values")
        try await journal.erase(["v1"], at: now, actor: "test")
        fixture.tamper("INSERT INTO private_values SELECT * FROM kept")
        #expect(await fixture.verifyFault() == Fault("journal.not-erased", ["id": "v1"]))
        let again = await faultOf {
            try await journal.record(
                [event("e9", "v1")], privately: [PrivateValue(id: "v1", unit: "dept-a", value: secret)],
                sealedBy: sealer)
        }
        #expect(again == Fault("journal.erased-before", ["id": "v1"]))
    }

    @Test func valuesAreWrittenWithTheirEventsOrNotAtAll() async throws {
        let journal = try await fixture.journal()
        let sealer = try await sealer()
        let value = PrivateValue(id: "v1", unit: "dept-a", value: secret)
        let loose = await faultOf {
            try await journal.record([event("e1", "v2")], privately: [value], sealedBy: sealer)
        }
        #expect(loose == Fault("journal.unreferenced", ["id": "v1"]))
        let twice = await faultOf {
            try await journal.record(
                [event("e1", "v1"), event("e1", "v1")], privately: [value], sealedBy: sealer)
        }
        #expect(twice?.message.id == "storage.constraint")
        let kinds = ["SELECT id FROM private_values", "SELECT id FROM events"] as [SQL]
        for query in kinds { #expect(try await rows(query).isEmpty) }
    }

    @Test func nothingOfTheValueIsInTheFolder() async throws {
        let journal = try await fixture.journal()
        try await record(1, journal, try await sealer())
        let found = Run(["grep", "-r", "-a", "-l", "A123456", fixture.path])
        #expect(found.status == 1 && found.text.isEmpty)
        #expect(Run(["find", fixture.path, "-perm", "/077"]).text.isEmpty)
    }

    @Test func aMasterKeyIsRotatedAndEveryDataKeyIsWrappedAnew() async throws {
        let journal = try await fixture.journal()
        let sealer = try await sealer()
        try await record(1, journal, sealer)
        try await record(2, unit: "dept-b", journal, sealer)
        let values = try await rows("SELECT sealed FROM private_values ORDER BY id")
        let before = try await rows("SELECT id, master, wrapped FROM sealing_keys ORDER BY id")
        let id = try await journal.rotateMaster(of: .folder(fixture.path + "/keys"), at: now, actor: "test")
        let after = try await rows("SELECT id, master, wrapped FROM sealing_keys ORDER BY id")
        #expect(after.map { $0[0] } == before.map { $0[0] } && after.allSatisfy { $0[1] == .text(id) })
        #expect(before.count == 2 && zip(before, after).allSatisfy { $0[2] != $1[2] })
        #expect(try await rows("SELECT sealed FROM private_values ORDER BY id") == values)
        // One that was open before, and one that is new.
        for sealer in [sealer, try await self.sealer()] {
            #expect(try await journal.privateValue("v1", openedBy: sealer) == secret)
        }
        #expect(Run(["find", fixture.path + "/keys", "-name", "master.*", "-delete"]).status == 0)
        #expect(try await journal.privateValue("v2", openedBy: try await self.sealer()) == secret)
        _ = try await journal.rotateMaster(of: .folder(fixture.path + "/keys"), at: now, actor: "test")
        #expect(try await fixture.verify().events == 4)
        let bodies = try await rows("SELECT body FROM events WHERE kind = 'KeyRotated'")
        let key = try JSONValue(parsing: Run(["cat", fixture.path + "/keys/master"]).output)["key"]?.text ?? "none"
        #expect(bodies.count == 2 && !"\(bodies)".contains(key))
    }

    @Test func aMasterRotationThatWasCutShortIsCompleted() async throws {
        let journal = try await fixture.journal()
        let sealer = try await sealer()
        try await record(1, journal, sealer)
        let keys = fixture.path + "/keys/master"
        #expect(Run(["cp", "-a", keys, fixture.temporary.path + "/old"]).status == 0)
        let id = try await journal.rotateMaster(of: .folder(fixture.path + "/keys"), at: now, actor: "test")
        #expect(Run(["mv", keys, keys + "." + id]).status == 0)
        #expect(Run(["mv", fixture.temporary.path + "/old", keys]).status == 0)
        let fresh = try await self.sealer()
        #expect(try await journal.privateValue("v1", openedBy: fresh) == secret)
        let next = try await journal.rotateMaster(of: .folder(fixture.path + "/keys"), at: now, actor: "test")
        #expect(next != id)
        #expect(try await journal.privateValue("v1", openedBy: try await self.sealer()) == secret)
    }

    @Test func aDepartmentWhoseKeyIsDeletedIsErased() async throws {
        let journal = try await fixture.journal()
        let sealer = try await sealer()
        try await record(1, unit: "dept-a", journal, sealer)
        try await record(2, unit: "dept-b", journal, sealer)
        try await sealer.erase("dept-a")
        #expect(
            await faultOf { _ = try await journal.privateValue("v1", openedBy: sealer) }
                == Fault("sealing.no-key", ["unit": "dept-a"]))
        #expect(try await journal.privateValue("v2", openedBy: sealer) == secret)
        try await record(3, unit: "dept-a", journal, sealer)
        #expect(try await journal.privateValue("v3", openedBy: sealer) == secret)
        #expect(
            await faultOf { _ = try await journal.privateValue("v1", openedBy: sealer) }?.message.id
                == "sealing.no-key")
    }

    @Test(arguments: [
        ("UPDATE private_values SET id = 'v9' WHERE id = 'v1'", "v9", "sealing.changed"),
        ("UPDATE private_values SET unit = 'dept-b' WHERE id = 'v1'", "v1", "sealing.no-key"),
        ("UPDATE private_values SET sealed = '' WHERE id = 'v1'", "v1", "sealing.changed"),
        ("UPDATE private_values SET sealed = substr(sealed, 1, length(sealed) - 4)", "v1", "sealing.changed"),
    ])
    func whatWasMovedOrChangedDoesNotOpen(statement: String, id: String, found: String) async throws {
        let journal = try await fixture.journal()
        let sealer = try await sealer()
        try await record(1, journal, sealer)
        fixture.tamper(statement)
        #expect(await faultOf { _ = try await journal.privateValue(id, openedBy: sealer) }?.message.id == found)
    }

    @Test func aMasterKeyComesFromAVariableOrAFileToo() async throws {
        let journal = try await fixture.journal()
        try await record(1, journal, try await sealer())
        var members = try JSONValue(parsing: Run(["cat", fixture.path + "/keys/master"]).output).members ?? [:]
        members["purpose"] = nil
        let content = JSONValue.object(["master": .object(members)]).canonical
        setenv("SEAWALL_TEST_MASTER", content, 1)
        let path = fixture.temporary.write("master.json", content)
        chmod(path, 0o600)
        for source in [KeySource.environment("SEAWALL_TEST_MASTER"), .file(path), .command(["cat", path])] {
            let sealer = try await sealer(source)
            #expect(try await journal.privateValue("v1", openedBy: sealer) == secret)
        }
        _ = try await journal.rotateMaster(of: .file(path), at: now, actor: "test")
        #expect(try await journal.privateValue("v1", openedBy: try await self.sealer(.file(path))) == secret)
    }
}
