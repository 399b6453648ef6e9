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

@Suite(.onEveryEngine, .timeLimit(.minutes(10))) struct RecordingTests {
    private let fixture = JournalFixture()

    @Test(arguments: [1, 255, 256, 257, 700])
    func everyReceiptVerifiesOffline(batch: Int) async throws {
        let journal = try await fixture.journal()
        for start in stride(from: 0, to: 700, by: batch) {
            try await journal.record(JournalFixture.events(min(batch, 700 - start), from: start))
            if batch == 1, start == 300 { break }
        }
        let verifier = try await fixture.verifier()
        for id in ["e0", "e1", "e254", "e255", "e256", "e300"] {
            let (proof, event) = try await journal.receipt(of: id)
            try ReceiptFile.verify(
                receipt: Array(proof.text.utf8), event: Array(event.pretty.utf8), log: verifier)
            var changed = event.members ?? [:]
            changed["actor"] = "someone else"
            let found = await faultOf {
                try ReceiptFile.verify(
                    receipt: Array(proof.text.utf8), event: JSONValue.object(changed).canonicalBytes,
                    log: verifier)
            }
            #expect(found?.message.id == "journal.receipt-not-included")
        }
        _ = try await fixture.verify()
    }

    @Test func ofManyWhoSawTheSameOnlyOneIsRecorded() async throws {
        let journal = try await fixture.journal()
        let recorded = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<8 {
                group.addTask {
                    do {
                        try await journal.record(JournalFixture.events(1, from: 2 * number)) { transaction in
                            let row = try transaction.rows("SELECT n FROM counts WHERE kind = 'Even'").first
                            guard row == nil else { throw Fault("test.overtaken") }
                        }
                        return true
                    } catch let fault as Fault where fault.message.id == "test.overtaken" {
                        return false
                    }
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(recorded == 1)
        #expect(try await fixture.verify().events == 1)
    }

    @Test func aReceiptThatDoesNotFitSaysWhy() async throws {
        let journal = try await fixture.journal()
        try await journal.record(JournalFixture.events(5))
        let (proof, event) = try await journal.receipt(of: "e3")
        let verifier = try await fixture.verifier()
        let other = JournalFixture()
        let stranger = try await other.verifier()
        let cases: [(String, String, LogVerifier, String)] = [
            ("not a receipt\n", event.canonical, verifier, "journal.receipt-malformed"),
            (proof.text, "{}", verifier, "journal.not-json"),
            (proof.text, event.canonical, stranger, "journal.receipt-not-signed"),
        ]
        for (receipt, event, verifier, id) in cases {
            let found = await faultOf {
                try ReceiptFile.verify(receipt: Array(receipt.utf8), event: Array(event.utf8), log: verifier)
            }
            #expect(found?.message.id == id)
        }
        #expect(await faultOf { _ = try await journal.receipt(of: "e9") }?.message.id == "journal.no-event")
    }

    @Test func ofManyReceiptsOneIsNotTakenForAnother() async throws {
        let journal = try await fixture.journal()
        try await journal.record(JournalFixture.events(5))
        let early = try await journal.receipt(of: "e1")
        try await journal.record(JournalFixture.events(5, from: 5))
        let late = try await journal.receipt(of: "e7")
        var check = ReceiptCheck(try await fixture.verifier())
        func verify(_ text: String, _ event: JSONValue) -> String? {
            do throws(Fault) {
                try check.verify(receipt: Array(text.utf8), event: event.canonicalBytes)
                return nil
            } catch {
                return error.message.id
            }
        }
        for _ in 0..<2 {
            #expect(verify(early.proof.text, early.event) == nil)
            #expect(verify(late.proof.text, late.event) == nil)
            // After a good one by the same checkpoint: another's event, and a signature that is not the log's.
            #expect(verify(late.proof.text, early.event) == "journal.receipt-not-included")
            var forged = Array(late.proof.text)
            let mark = try #require(forged.lastIndex(of: " "))
            forged[mark + 8] = forged[mark + 8] == "A" ? "B" : "A"
            #expect(verify(String(forged), late.event) == "journal.receipt-not-signed")
        }
    }

    @Test func aLaterTreeProvesThatItHoldsTheEarlierOne() async throws {
        let journal = try await fixture.journal()
        var heads: [Checkpoint] = []
        for (start, count) in [(0, 10), (10, 246), (256, 400), (656, 1)] {
            try await journal.record(JournalFixture.events(count, from: start))
            heads.append(try #require(try await journal.checkpoint().flatMap { Checkpoint($0.text) }))
        }
        let last = try #require(heads.last)
        #expect(heads.map(\.size) == [10, 256, 656, 657])
        for head in heads {
            let path = try #require(try await journal.consistencyProof(from: head.size))
            #expect(
                MerkleProof.verifiesConsistency(from: (head.size, head.root), to: (last.size, last.root), path: path))
        }
    }

    @Test func anEarlierReceiptStillVerifiesWhenTheLogHasGrown() async throws {
        let journal = try await fixture.journal()
        try await journal.record(JournalFixture.events(300))
        let (proof, event) = try await journal.receipt(of: "e299")
        try await journal.record(JournalFixture.events(900, from: 300))
        let verifier = try await fixture.verifier()
        try ReceiptFile.verify(receipt: Array(proof.text.utf8), event: event.canonicalBytes, log: verifier)
    }

    @Test func partialTilesStayUntilTheFullOneIsThere() async throws {
        let journal = try await fixture.journal()
        let log = fixture.path + "/log/tile/0/"
        try await journal.record(JournalFixture.events(5))
        try await journal.record(JournalFixture.events(5, from: 5))
        #expect(access(log + "000.p/5", F_OK) == 0 && access(log + "000.p/10", F_OK) == 0)
        try await journal.record(JournalFixture.events(250, from: 10))
        #expect(access(log + "000", F_OK) == 0 && access(log + "000.p", F_OK) != 0)
        #expect(access(log + "001.p/4", F_OK) == 0)
    }

    @Test func twoJournalsAtOnceLoseNothing() async throws {
        let one = try await fixture.journal()
        let two = try await fixture.journal()
        let positions = try await withThrowingTaskGroup(of: [UInt64].self) { group in
            for start in 0..<20 {
                group.addTask {
                    try await (start % 2 == 0 ? one : two).record(JournalFixture.events(5, from: start * 5))
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(positions.sorted() == Array(0..<100))
        #expect(try await fixture.verify().events == 100)
    }

    @Test func aVerificationBesideAWriterHolds() async throws {
        let journal = try await fixture.journal()
        try await journal.record(JournalFixture.events(10))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for start in 1...40 { try await journal.record(JournalFixture.events(3, from: start * 10)) }
            }
            for _ in 0..<3 {
                group.addTask {
                    let report = try await fixture.verify()
                    #expect(report.events >= 10)
                }
            }
            try await group.waitForAll()
        }
        #expect(try await fixture.verify().events == 130)
    }

    @Test func nothingOfABatchStaysWhereOneEventIsRefused() async throws {
        let journal = try await fixture.journal()
        try await journal.record(JournalFixture.events(3))
        var twice = JournalFixture.events(2, from: 3)
        twice.append(JournalFixture.events(1)[0])
        #expect(
            await faultOf { try await journal.record(twice) }?.message.id == "storage.constraint")
        var unstorable = JournalFixture.events(2, from: 3)
        unstorable[1].actor = "a\u{0}b"
        #expect(await faultOf { try await journal.record(unstorable) }?.message.id == "storage.nul")
        #expect(try await fixture.verify().events == 3)
    }

    @Test func whatIsCommittedToComesBackTheSame() async throws {
        let bodies: [JSONValue] = [
            .number(1), .number(0.1), .number(1e300), .number(-0.0), .integer(.max), .integer(.min),
            .string("e\u{301}"),
            .string("\u{e9}"), .string("\u{0}\u{1f}\"\\😀"), .array([nil, true, [:]]), .number(.nan),
            ["\u{1F600}": 1, "\u{FFFD}": 2, "": nil],
        ]
        let journal = try await fixture.journal()
        try await journal.record(
            bodies.enumerated().map { index, body in
                Event(
                    id: "b\(index)", kind: "Odd", subject: "香港", at: Instant(microseconds: -1), actor: "測試", body: body)
            })
        #expect(try await fixture.verify().events == UInt64(bodies.count))
    }

    @Test func everythingIsForItsOwnerAlone() async throws {
        let previous = umask(0)
        defer { umask(previous) }
        let journal = try await fixture.journal()
        try await journal.record(JournalFixture.events(3))
        let run = Run(["find", fixture.path, "-perm", "/077"])
        #expect(run.status == 0 && run.text.isEmpty, "\(run.text)")
    }
}
