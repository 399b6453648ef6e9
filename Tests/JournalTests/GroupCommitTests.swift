import CanonicalJSON
import Dispatch
import Model
import SQLiteStorage
import Storage
import TestSupport
import Testing

@testable import Journal

/// Calls that come at once are written at once.
@Suite(.timeLimit(.minutes(10))) struct GroupCommitTests {
    private let fixture = JournalFixture()

    /// Holds the writer at the event `gate` until it is opened, and refuses events of the kind `Bad`.
    private final class Gate: Projection {
        private let opened = DispatchSemaphore(value: 0)
        private let reached = DispatchSemaphore(value: 0)
        let migrations: [Migration] = []
        let tables: [StaticString] = []

        func apply(_ events: [Event], in transaction: any Transaction) throws {
            for event in events { try apply(event, in: transaction) }
        }

        private func apply(_ event: Event, in transaction: any Transaction) throws {
            if event.kind == "Bad" { throw Fault("test.bad", ["id": event.id]) }
            guard event.id == "gate" else { return }
            reached.signal()
            opened.wait()
            // Open stays open: a replay comes by too.
            opened.signal()
        }

        func open() { opened.signal() }

        func wait() async {
            await withCheckedContinuation { continuation in
                DispatchQueue.global().async {
                    self.reached.wait()
                    continuation.resume()
                }
            }
        }
    }

    private func event(_ id: String, kind: String = "Good") -> Event {
        Event(id: id, kind: kind, subject: "s", at: Instant(microseconds: 0), actor: "test", body: [:])
    }

    private func open(
        _ gate: Gate, log: LogPlace = .files, waitingLimit: Int = 1000
    ) async throws -> (Journal, CountingDatabase) {
        let folder = try DataFolder(fixture.path)
        let database = CountingDatabase(try SQLiteDatabase(folder: fixture.path))
        let keys = try Keys(folder)
        let home: any LogHome =
            log == .database
            ? TableLogHome(keys: keys, database: database)
            : FileLogHome(files: TileFiles(folder: folder.path + "/log"), keys: keys, database: database)
        let journal = try await Journal(
            keys: keys, database: database, projections: [gate], home: home, waitingLimit: waitingLimit)
        return (journal, database)
    }

    private func waits(_ journal: Journal, for count: Int) async throws {
        while await journal.queue.waitingEvents < count { try await Task.sleep(for: .milliseconds(1)) }
    }

    @Test(arguments: [(LogPlace.files, 2), (LogPlace.database, 4)])
    func whatWaitsIsWrittenInOneTransaction(place: LogPlace, transactions: Int) async throws {
        let gate = Gate()
        let (journal, database) = try await open(gate, log: place)
        let before = database.writes
        try await withThrowingTaskGroup(of: [UInt64].self) { group in
            group.addTask { try await journal.record([event("gate")]) }
            await gate.wait()
            for call in 0..<100 {
                group.addTask { try await journal.record((0..<5).map { event("c\(call)-\($0)") }) }
            }
            try await waits(journal, for: 500)
            gate.open()
            var positions: [UInt64] = []
            for try await position in group {
                #expect(position == Array(position[0]..<position[0] + UInt64(position.count)))
                positions += position
            }
            #expect(positions.sorted() == Array(0...500))
        }
        // The held call and all others: an event transaction each, and with tables one for the log each.
        #expect(database.writes - before == transactions)
        #expect(try await journal.verify(scratch: SQLiteDatabase()).events == 501)
    }

    @Test func aCallThatCannotBeRecordedDoesNotTakeOthersWithIt() async throws {
        let gate = Gate()
        let (journal, database) = try await open(gate)
        let before = database.writes
        let results = try await withThrowingTaskGroup(of: (Int, Fault?).self) { group in
            group.addTask { (-1, await faultOf { try await journal.record([event("gate")]) }) }
            await gate.wait()
            for call in 0..<10 {
                let kind = call == 4 ? "Bad" : "Good"
                group.addTask {
                    (
                        call,
                        await faultOf {
                            try await journal.record([event("c\(call)"), event("d\(call)", kind: kind)])
                        }
                    )
                }
            }
            try await waits(journal, for: 20)
            gate.open()
            return try await group.reduce(into: [Int: Fault]()) { faults, result in faults[result.0] = result.1 }
        }
        #expect(results == [4: Fault("test.bad", ["id": "d4"])])
        // The held call, the batch that was undone, and each of its ten by itself.
        #expect(database.writes - before == 12)
        #expect(try await journal.verify(scratch: SQLiteDatabase()).events == 19)
    }

    @Test func tooMuchThatWaitsIsRefused() async throws {
        let gate = Gate()
        let (journal, _) = try await open(gate, waitingLimit: 10)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await journal.record([event("gate")]) }
            await gate.wait()
            group.addTask { try await journal.record((0..<8).map { event("a\($0)") }) }
            try await waits(journal, for: 8)
            let found = await faultOf { try await journal.record((0..<3).map { event("b\($0)") }) }
            #expect(found == Fault("journal.busy", ["limit": "10"]))
            gate.open()
            try await group.waitForAll()
        }
        #expect(try await journal.verify(scratch: SQLiteDatabase()).events == 9)
    }
}
