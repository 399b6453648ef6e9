import Model

/// Who hashes and who waits: no more than a bounded number of either, and clients take turns (start-time fair queueing).
struct HashingPlaces: Sendable {
    /// A piece of work.
    struct Job: Sendable {
        let id: UInt64
        let client: PasswordHasher.Client
        /// Does the work, and gives what hands out its result.
        let run: @Sendable () -> @Sendable () -> Void
        let refuse: @Sendable (Fault) -> Void
    }

    enum Verdict {
        case starts, waits, refused
    }

    /// What a client has under way or waiting, and the round that its last job waits for.
    private struct Held: Sendable {
        var jobs = 0
        var round: UInt64
    }

    private let atOnce: Int
    private let limit: Int
    private let share: Int
    private var queue: [(round: UInt64, job: Job)] = []
    private var held: [String: Held] = [:]
    /// The round of the job that last came out of the queue.
    private var round: UInt64 = 0
    private var lastID: UInt64 = 0
    private(set) var running = 0

    init(atOnce: Int, waiting: Int, share: Int) {
        precondition(atOnce > 0 && waiting >= 0 && share > 0, "a hasher without places hashes nothing")
        self.atOnce = atOnce
        self.limit = waiting
        self.share = share
    }

    var waiting: Int { queue.count }

    mutating func nextID() -> UInt64 {
        lastID += 1
        return lastID
    }

    mutating func take(_ job: Job) -> Verdict {
        var own = held[job.client.name] ?? Held(round: round)
        guard own.jobs < share else { return .refused }
        own.jobs += 1
        if running < atOnce {
            running += 1
            held[job.client.name] = own
            return .starts
        }
        guard queue.count < (job.client.isFamiliar ? limit : limit - limit / 4) else { return .refused }
        own.round = max(own.round, round) + 1
        queue.append((own.round, job))
        held[job.client.name] = own
        return .waits
    }

    /// Gives a place back; what comes next in it, if anything.
    mutating func release(_ job: Job) -> Job? {
        letGo(job)
        // Of one round, the job that came first.
        guard let next = queue.indices.min(by: { (queue[$0].round, $0) < (queue[$1].round, $1) }) else {
            running -= 1
            return nil
        }
        round = queue[next].round
        return queue.remove(at: next).job
    }

    /// Takes a job back that still waits.
    mutating func withdraw(_ id: UInt64) -> Job? {
        guard let index = queue.firstIndex(where: { $0.job.id == id }) else { return nil }
        let job = queue.remove(at: index).job
        letGo(job)
        return job
    }

    private mutating func letGo(_ job: Job) {
        held[job.client.name]?.jobs -= 1
        if held[job.client.name]?.jobs == 0 { held[job.client.name] = nil }
    }
}
