import Model

/// Who hashes and who waits. No more than a bounded number of either.
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

    private let atOnce: Int
    private let limit: Int
    private let share: Int
    private var familiar: [Job] = []
    private var unfamiliar: [Job] = []
    private var held: [String: Int] = [:]
    private var lastID: UInt64 = 0
    private(set) var running = 0

    init(atOnce: Int, waiting: Int, share: Int) {
        precondition(atOnce > 0 && waiting >= 0 && share > 0, "a hasher without places hashes nothing")
        self.atOnce = atOnce
        self.limit = waiting
        self.share = share
    }

    var waiting: Int { familiar.count + unfamiliar.count }

    mutating func nextID() -> UInt64 {
        lastID += 1
        return lastID
    }

    mutating func take(_ job: Job) -> Verdict {
        let own = held[job.client.name, default: 0]
        guard own < share else { return .refused }
        let starts = running < atOnce
        guard starts || waiting < (job.client.isFamiliar ? limit : limit - limit / 4) else { return .refused }
        held[job.client.name] = own + 1
        if starts {
            running += 1
        } else if job.client.isFamiliar {
            familiar.append(job)
        } else {
            unfamiliar.append(job)
        }
        return starts ? .starts : .waits
    }

    /// Gives a place back; what comes next in it, if anything.
    mutating func release(_ job: Job) -> Job? {
        letGo(job)
        guard waiting > 0 else {
            running -= 1
            return nil
        }
        return familiar.isEmpty ? unfamiliar.removeFirst() : familiar.removeFirst()
    }

    /// Takes a job back that still waits.
    mutating func withdraw(_ id: UInt64) -> Job? {
        let job: Job
        if let index = familiar.firstIndex(where: { $0.id == id }) {
            job = familiar.remove(at: index)
        } else if let index = unfamiliar.firstIndex(where: { $0.id == id }) {
            job = unfamiliar.remove(at: index)
        } else {
            return nil
        }
        letGo(job)
        return job
    }

    private mutating func letGo(_ job: Job) {
        let rest = held[job.client.name, default: 0] - 1
        held[job.client.name] = rest > 0 ? rest : nil
    }
}
