import Engines
import Model
import Storage
import Synchronization
import Testing
import Work

@Suite(.onEveryEngine, .timeLimit(.minutes(10))) struct JobQueueTests {
    private static let start = Instant(seconds: 1_795_000_000)

    private static func later(_ seconds: Int64) -> Instant {
        Instant(microseconds: start.microseconds + seconds * 1_000_000)
    }

    private func queue() async throws -> (JobQueue, Schedule) {
        let database = try TestDatabase().open()
        try await database.migrate(JobQueue.migrations)
        return (JobQueue(database: database), Schedule(database: database))
    }

    @Test func ofOneKeyThereIsOneJob() async throws {
        let (queue, _) = try await queue()
        let first = try await queue.add("scan", department: "a", key: "k", at: Self.start)
        #expect(try await queue.add("scan", department: "a", key: "k", at: Self.later(9)) == first)
        #expect(try await queue.add("scan", department: "a", at: Self.start) != first)
        #expect(try await queue.jobs(limit: 9).count == 2)
    }

    @Test func whatWasGivenUpHoldsItsKeyNoLonger() async throws {
        let (queue, _) = try await queue()
        func ask(_ seconds: Int64) async throws -> String {
            try await queue.add("scan", department: "a", key: "k", at: Self.later(seconds))
        }
        let first = try await ask(0)
        for attempt in 1...JobQueue.attemptLimit {
            #expect(try await ask(attempt * 1000) == first)
            let claim = try #require(await queue.claim(["scan"], at: Self.later(attempt * 1000)))
            try await queue.fail(claim, Message("work.x"), at: Self.later(attempt * 1000))
        }
        let second = try await ask(9000)
        #expect(second != first)
        #expect(try await ask(9001) == second)
        // Both can be done then, and the key stays with the one that was asked for last.
        #expect(try await queue.revive(first, at: Self.later(9002)))
        #expect(try await ask(9003) == second)
        #expect(try await queue.jobs(.waiting, limit: 9).map(\.id) == [second, first])
    }

    @Test func departmentsTakeTurns() async throws {
        let (queue, _) = try await queue()
        for number in 0..<5 { _ = try await queue.add("scan", department: "many", at: Self.later(Int64(number))) }
        _ = try await queue.add("scan", department: "few", at: Self.later(9))
        var order: [String] = []
        for second in 10..<16 {
            let claim = try #require(await queue.claim(["scan"], at: Self.later(Int64(second))))
            order.append(claim.job.department)
            try await queue.finish(claim, at: Self.later(Int64(second)))
        }
        #expect(order == ["many", "few", "many", "many", "many", "many"])
        #expect(try await queue.claim(["scan"], at: Self.later(99)) == nil)
    }

    @Test func aJobWaitsForItsTimeAndItsKind() async throws {
        let (queue, _) = try await queue()
        _ = try await queue.add("scan", department: "a", after: Self.later(60), at: Self.start)
        #expect(try await queue.claim(["scan"], at: Self.later(59)) == nil)
        #expect(try await queue.claim(["other"], at: Self.later(60)) == nil)
        #expect(try await queue.claim(["scan"], at: Self.later(60)) != nil)
    }

    @Test func aWorkerThatDiesLosesItsJobToAnother() async throws {
        let (queue, _) = try await queue()
        _ = try await queue.add("scan", department: "a", at: Self.start)
        let dead = try #require(await queue.claim(["scan"], at: Self.start))
        let soon = Self.later(JobQueue.leaseSeconds - 1)
        #expect(try await queue.renew(dead, .init(step: "work.x", done: 1, whole: 3), at: soon))
        #expect(try await queue.job(dead.job.id)?.progress == .init(step: "work.x", done: 1, whole: 3))
        let late = Self.later(2 * JobQueue.leaseSeconds + 30)
        #expect(try await queue.claim(["scan"], at: late) == nil)
        let second = try #require(await queue.claim(["scan"], at: Self.later(2 * JobQueue.leaseSeconds + 60)))
        #expect(second.job.id == dead.job.id && second.job.attempts == 2)
        #expect(second.job.problem == Message("work.worker-lost"))
        #expect(try await !queue.renew(dead, nil, at: late))
        try await queue.finish(dead, at: late)
        #expect(try await queue.job(dead.job.id)?.state == .running)
        try await queue.finish(second, at: late)
        #expect(try await queue.job(dead.job.id)?.state == .done)
    }

    @Test func whatFailsIsTriedLaterAndLaterAndThenLeftForAPerson() async throws {
        let (queue, _) = try await queue()
        let id = try await queue.add("scan", department: "a", at: Self.start)
        var now: Int64 = 0
        for pause in [10, 40, 160, 640] as [Int64] {
            let claim = try #require(await queue.claim(["scan"], at: Self.later(now)))
            try await queue.fail(claim, Message("work.x"), at: Self.later(now))
            #expect(try await queue.claim(["scan"], at: Self.later(now + pause - 1)) == nil)
            now += pause
        }
        let last = try #require(await queue.claim(["scan"], at: Self.later(now)))
        try await queue.fail(last, Message("work.y"), at: Self.later(now))
        #expect(try await queue.jobs(.dead, limit: 9).map(\.problem) == [Message("work.y")])
        #expect(try await queue.claim(["scan"], at: Self.later(now + 100_000)) == nil)
        #expect(try await queue.revive(id, at: Self.later(now)))
        #expect(try await !queue.revive(id, at: Self.later(now)))
        #expect(try await queue.claim(["scan"], at: Self.later(now))?.job.attempts == 1)
    }

    @Test func whatIsDueIsAskedForOnce() async throws {
        let (queue, schedule) = try await queue()
        try await schedule.set("nightly", "scan", department: "a", every: 100, first: Self.later(100))
        #expect(try await schedule.tick(at: Self.later(99)) == 0)
        #expect(try await schedule.tick(at: Self.later(100)) == 1)
        #expect(try await schedule.tick(at: Self.later(150)) == 0)
        // Nothing ran for a while: it is asked for once, and keeps its beat.
        #expect(try await schedule.tick(at: Self.later(550)) == 1)
        #expect(try await schedule.tick(at: Self.later(599)) == 0)
        #expect(try await schedule.tick(at: Self.later(600)) == 1)
        #expect(try await queue.jobs(limit: 9).count == 3)
        try await schedule.remove("nightly")
        #expect(try await schedule.tick(at: Self.later(9_999)) == 0)
    }

    @Test func aWorkerReportsEndsAndFails() async throws {
        let (queue, _) = try await queue()
        let good = try await queue.add("good", department: "a", at: Self.start)
        let bad = try await queue.add("bad", department: "b", at: Self.start)
        let done = Mutex<[String]>([])
        let worker = Worker(
            queue: queue,
            handlers: [
                "good": { job, report in
                    try await report(.init(step: "work.x", done: 1, whole: 2))
                    done.withLock { $0.append(job.id) }
                }, "bad": { _, _ in throw Fault("work.y") },
            ], now: { Self.start })
        #expect(try await worker.step())
        #expect(try await worker.step())
        #expect(try await !worker.step())
        #expect(done.withLock { $0 } == [good])
        let finished = try #require(await queue.job(good))
        #expect(finished.state == .done && finished.progress == .init(step: "work.x", done: 1, whole: 2))
        let failed = try #require(await queue.job(bad))
        #expect(failed.state == .waiting && failed.problem == Message("work.y") && failed.attempts == 1)
    }
}
