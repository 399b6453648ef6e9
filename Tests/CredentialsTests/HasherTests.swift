import Dispatch
import Model
import Synchronization
import Testing

@testable import Credentials

/// The queue that hashes stand in, by itself and with real work.
@Suite(.timeLimit(.minutes(10))) struct HasherTests {
    private static let cheap = Argon2Cost(uncheckedMemory: 64, passes: 1)

    private struct Queue {
        var places: HashingPlaces
        var names: [UInt64: String] = [:]

        init(atOnce: Int, waiting: Int, share: Int) {
            places = HashingPlaces(atOnce: atOnce, waiting: waiting, share: share)
        }

        mutating func take(_ client: String, familiar: Bool = false) -> (HashingPlaces.Verdict, HashingPlaces.Job) {
            let job = HashingPlaces.Job(
                id: places.nextID(), client: .init(client, isFamiliar: familiar), run: { {} }, refuse: { _ in })
            names[job.id] = client
            return (places.take(job), job)
        }

        /// The clients in the order in which they come to hash, beginning with the end of `job`.
        mutating func drain(_ job: HashingPlaces.Job) -> [String] {
            var order: [String] = []
            var last = job
            while let next = places.release(last) {
                order.append(next.client.name)
                last = next
            }
            return order
        }
    }

    @Test func clientsTakeTurns() {
        var queue = Queue(atOnce: 1, waiting: 20, share: 5)
        let (verdict, first) = queue.take("a")
        #expect(verdict == .starts)
        for _ in 0..<4 { #expect(queue.take("a").0 == .waits) }
        for client in ["b", "b", "c"] { #expect(queue.take(client).0 == .waits) }
        #expect(queue.drain(first) == ["a", "b", "c", "a", "b", "a", "a"])
        #expect(queue.places.running == 0 && queue.places.waiting == 0)
    }

    @Test func aLateClientDoesNotOvertakeARoundNorWaitForAll() {
        var queue = Queue(atOnce: 1, waiting: 20, share: 9)
        let (_, first) = queue.take("a")
        for _ in 0..<4 { _ = queue.take("a") }
        let next = queue.places.release(first)
        _ = queue.take("late")
        #expect(next.map { queue.drain($0) } == ["a", "late", "a", "a"])
    }

    @Test func nobodyHoldsMoreThanAShare() {
        var queue = Queue(atOnce: 2, waiting: 8, share: 3)
        #expect((0..<4).map { _ in queue.take("a").0 } == [.starts, .starts, .waits, .refused])
        #expect(queue.take("b").0 == .waits)
    }

    @Test func aQuarterOfThePlacesIsForFamiliarClients() {
        var queue = Queue(atOnce: 1, waiting: 8, share: 1)
        #expect(queue.take("0").0 == .starts)
        for client in 1...6 { #expect(queue.take("\(client)").0 == .waits) }
        #expect(queue.take("stranger").0 == .refused)
        #expect(queue.take("friend 1", familiar: true).0 == .waits)
        #expect(queue.take("friend 2", familiar: true).0 == .waits)
        #expect(queue.take("friend 3", familiar: true).0 == .refused)
        #expect(queue.places.waiting == 8 && queue.places.running == 1)
    }

    @Test func whoWithdrawsGivesThePlaceBack() {
        var queue = Queue(atOnce: 1, waiting: 2, share: 2)
        let (_, first) = queue.take("a")
        let (_, second) = queue.take("a")
        #expect(queue.take("a").0 == .refused)
        #expect(queue.places.withdraw(second.id)?.id == second.id)
        #expect(queue.places.withdraw(second.id) == nil)
        #expect(queue.places.withdraw(first.id) == nil, "it is under way")
        #expect(queue.take("a").0 == .waits)
    }

    /// Whatever comes, in whatever order: the bounds hold, and every job that was taken comes out once.
    @Test func boundsHoldUnderAnySequence() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<200 {
            let atOnce = Int.random(in: 1...3, using: &generator)
            let waiting = Int.random(in: 0...6, using: &generator)
            var queue = Queue(atOnce: atOnce, waiting: waiting, share: Int.random(in: 1...4, using: &generator))
            var running: [HashingPlaces.Job] = []
            var waits: Set<UInt64> = []
            for _ in 0..<100 {
                switch Int.random(in: 0...4, using: &generator) {
                case 0 where !running.isEmpty:
                    let job = running.remove(at: Int.random(in: running.indices, using: &generator))
                    if let next = queue.places.release(job) {
                        #expect(waits.remove(next.id) != nil)
                        running.append(next)
                    }
                case 1:
                    guard let id = waits.randomElement(using: &generator) else { continue }
                    #expect(queue.places.withdraw(id)?.id == id)
                    waits.remove(id)
                default:
                    let name = "\(Int.random(in: 0...4, using: &generator))"
                    let (verdict, job) = queue.take(name, familiar: Bool.random(using: &generator))
                    if verdict == .starts { running.append(job) } else if verdict == .waits { waits.insert(job.id) }
                }
                #expect(queue.places.running == running.count && running.count <= atOnce)
                #expect(queue.places.waiting == waits.count && waits.count <= waiting)
                #expect(waits.isEmpty || running.count == atOnce, "a place is idle while somebody waits")
            }
        }
    }

    @Test func hashesAndVerifies() async throws {
        let hasher = PasswordHasher(cost: Self.cheap, atOnce: 2, waiting: 8, share: 8)
        let client = PasswordHasher.Client("192.0.2.1", isFamiliar: false)
        let password = try Password("correct horse")
        let hash = try await hasher.hash(password, salt: [UInt8](repeating: 1, count: 16), for: client)
        #expect(hash.cost == Self.cheap && !hasher.needsRenewal(hash))
        #expect(try await hasher.verify(password, against: hash, for: client))
        #expect(try await !hasher.verify(Password("wrong"), against: hash, for: client))
        #expect(PasswordHasher(cost: .standard, atOnce: 1, waiting: 0, share: 1).needsRenewal(hash))
    }

    /// What is compared with where there is no account costs what a new account's hash costs, and is never right.
    @Test func anUnknownAccountCostsTheSameAndIsNeverRight() async throws {
        let hasher = PasswordHasher(cost: Self.cheap, atOnce: 1, waiting: 0, share: 1)
        #expect(PasswordHash.decoy(cost: .standard).cost == .standard)
        #expect(try !PasswordHash.decoy(cost: Self.cheap).matches(Password("")))
        #expect(try await !hasher.verify(Password(""), against: nil, for: .init("a", isFamiliar: true)))
    }

    /// A gate that work stands at until the test opens it.
    private final class Gate: Sendable {
        private let semaphore = DispatchSemaphore(value: 0)
        let entered = Mutex(0)

        func pass() {
            entered.withLock { $0 += 1 }
            semaphore.wait()
        }

        func open(_ count: Int) { for _ in 0..<count { semaphore.signal() } }
    }

    private func wait(for hasher: PasswordHasher, _ running: Int, _ waiting: Int) async throws {
        while hasher.load != (running, waiting) { try await Task.sleep(for: .milliseconds(1)) }
    }

    @Test func neverMoreThanSoManyAtOnceAndTheRestIsToldThatItIsBusy() async throws {
        let hasher = PasswordHasher(cost: Self.cheap, atOnce: 2, waiting: 4, share: 2)
        let gate = Gate()
        let results = try await withThrowingTaskGroup(of: String?.self) { group in
            for index in 0..<5 {
                let client = PasswordHasher.Client("\(index)", isFamiliar: false)
                group.addTask {
                    await fault { try await hasher.run(for: client) { () throws(Fault) in gate.pass() } }
                }
                try await wait(for: hasher, min(2, index + 1), max(0, index - 1))
            }
            let busy = await fault {
                try await hasher.run(for: .init("6", isFamiliar: false)) { () throws(Fault) in gate.pass() }
            }
            #expect(busy == "credentials.busy")
            while gate.entered.withLock({ $0 }) < 2 { try await Task.sleep(for: .milliseconds(1)) }
            try await Task.sleep(for: .milliseconds(20))
            #expect(gate.entered.withLock { $0 } == 2)
            gate.open(5)
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results == [nil, nil, nil, nil, nil])
        #expect(hasher.load == (0, 0))
    }

    @Test func whoCancelsWhileWaitingIsLetGo() async throws {
        let hasher = PasswordHasher(cost: Self.cheap, atOnce: 1, waiting: 4, share: 4)
        let gate = Gate()
        let client = PasswordHasher.Client("a", isFamiliar: true)
        let first = Task { await fault { try await hasher.run(for: client) { () throws(Fault) in gate.pass() } } }
        try await wait(for: hasher, 1, 0)
        let second = Task { await fault { try await hasher.run(for: client) { () throws(Fault) in gate.pass() } } }
        try await wait(for: hasher, 1, 1)
        second.cancel()
        #expect(await second.value == "credentials.cancelled")
        #expect(hasher.load == (1, 0))
        let third = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await fault { try await hasher.run(for: client) { () throws(Fault) in gate.pass() } }
        }
        #expect(await third.value == "credentials.cancelled")
        gate.open(1)
        #expect(await first.value == nil)
        #expect(hasher.load == (0, 0) && gate.entered.withLock { $0 } == 1)
    }
}
