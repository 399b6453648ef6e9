public import CanonicalJSON
public import Model
public import Storage

/// The queue of jobs, in the database that all nodes share: at least once, with leases, retries and dead letters.
public struct JobQueue: Sendable {
    /// How long a worker has a job before another may take it over, in seconds; a worker that lives renews it.
    public static let leaseSeconds: Int64 = 60
    /// How often a job is tried before a person has to look at it.
    public static let attemptLimit: Int64 = 5

    private static let second: Int64 = 1_000_000
    let database: any Database

    /// The queue of a database.
    public init(database: any Database) { self.database = database }

    /// Makes the tables.
    public static var migrations: [Migration] { [JobTable.migration, AnsweredRequests.migration] }

    /// A job that a worker has.
    public struct Claim: Sendable {
        /// The job.
        public let job: Job
        /// What shows that it is this worker's: another that took it over has another.
        let lease: String
    }

    /// Asks for a job.
    ///
    /// - Parameters:
    ///   - key: what tells two askings of the same work apart from two works; of one key there is one job. What was given
    ///     up holds its key no longer.
    ///   - after: when it may be begun.
    /// - Returns: the job's id; that of the one before where the key is known.
    public func add(
        _ kind: String, department: String, payload: JSONValue = [:], key: String? = nil, after: Instant? = nil,
        at now: Instant
    ) async throws -> String {
        let id = ULID(now).description
        return try await database.write { transaction in
            try Self.add(id, kind, department, payload, key, after ?? now, now, transaction)
        }
    }

    /// Takes the next job: of the department that was served longest ago, the one that waits longest.
    ///
    /// - Parameter kinds: the kinds that the worker can do; at least one.
    /// - Returns: nil where there is nothing to do.
    public func claim(_ kinds: [String], at now: Instant) async throws -> Claim? {
        let lease = ULID(now).description
        let until = now.microseconds + Self.leaseSeconds * Self.second
        return try await database.write { transaction in
            try Self.takeBack(now, transaction)
            let rows = try transaction.rows(
                """
                SELECT id, department FROM jobs
                WHERE state = 'waiting' AND run_after <= \(now.microseconds) AND kind IN \(list: kinds)
                ORDER BY COALESCE((SELECT served FROM job_turns WHERE job_turns.department = jobs.department), 0),
                run_after, id LIMIT 1\(.skipLocked)
                """)
            guard let row = rows.first else { return nil }
            let (id, department) = (row.text("id"), row.text("department"))
            try transaction.execute(
                """
                INSERT INTO job_turns (department, served) VALUES (\(department), \(now.microseconds))
                ON CONFLICT (department) DO UPDATE SET served = excluded.served
                """)
            try transaction.execute(
                """
                UPDATE jobs SET state = 'running', attempts = attempts + 1, lease = \(lease), lease_until = \(until)
                WHERE id = \(id)
                """)
            return try Self.job(id, transaction).map { Claim(job: $0, lease: lease) }
        }
    }

    /// Says how far a job is, and keeps it.
    ///
    /// - Returns: whether it is this worker's still; where not, the worker has to stop.
    public func renew(_ claim: Claim, _ progress: Job.Progress?, at now: Instant) async throws -> Bool {
        let until = now.microseconds + Self.leaseSeconds * Self.second
        return try await database.write { transaction in
            guard try Self.holds(claim, transaction) else { return false }
            try transaction.execute("UPDATE jobs SET lease_until = \(until) WHERE id = \(claim.job.id)")
            if let progress {
                try transaction.execute(
                    """
                    UPDATE jobs SET step = \(progress.step), parts_done = \(progress.done),
                    parts_all = \(progress.whole) WHERE id = \(claim.job.id)
                    """)
            }
            return true
        }
    }

    /// Says that a job is done; nothing happens where another worker took it over.
    public func finish(_ claim: Claim, at now: Instant) async throws {
        try await database.write { transaction in
            guard try Self.holds(claim, transaction) else { return }
            try transaction.execute(
                """
                UPDATE jobs SET state = 'done', lease = NULL, lease_until = NULL, problem = NULL,
                finished = \(now.microseconds) WHERE id = \(claim.job.id)
                """)
        }
    }

    /// Says that a job failed: it is tried again later and later, and in the end left for a person.
    public func fail(_ claim: Claim, _ problem: Message, at now: Instant) async throws {
        try await database.write { transaction in
            guard try Self.holds(claim, transaction) else { return }
            try Self.fail(claim.job.id, claim.job.attempts, problem, now, transaction)
        }
    }

    /// Lets a dead job be tried again, as if it were new.
    ///
    /// - Returns: whether there was such a job.
    public func revive(_ id: String, at now: Instant) async throws -> Bool {
        try await database.write { transaction in
            guard try Self.job(id, transaction)?.state == .dead else { return false }
            try transaction.execute(
                """
                UPDATE jobs SET state = 'waiting', attempts = 0, run_after = \(now.microseconds), finished = NULL
                WHERE id = \(id)
                """)
            return true
        }
    }

    /// Removes jobs that were done before a moment.
    public func sweep(before: Instant) async throws {
        try await database.write {
            try $0.execute("DELETE FROM jobs WHERE state = 'done' AND finished < \(before.microseconds)")
        }
    }

    private static func holds(_ claim: Claim, _ transaction: any Transaction) throws -> Bool {
        try !transaction.rows("SELECT id FROM jobs WHERE id = \(claim.job.id) AND lease = \(claim.lease)").isEmpty
    }

    static func job(_ id: String, _ transaction: any Transaction) throws -> Job? {
        try transaction.rows("SELECT \(JobTable.columns) FROM jobs WHERE id = \(id)").first.map(JobTable.job)
    }

    static func add(
        _ id: String, _ kind: String, _ department: String, _ payload: JSONValue, _ key: String?, _ after: Instant,
        _ now: Instant, _ transaction: any Transaction
    ) throws -> String {
        if let key {
            // Who asks again wants it done, and may not be the one who has given-up work tried again.
            try transaction.execute("UPDATE jobs SET dedupe = NULL WHERE dedupe = \(key) AND state = 'dead'")
            if let known = try transaction.rows("SELECT id FROM jobs WHERE dedupe = \(key)").first {
                return known.text("id")
            }
        }
        try transaction.execute(
            """
            INSERT INTO jobs (id, kind, department, dedupe, payload, state, run_after, attempts, created)
            VALUES (\(id), \(kind), \(department), \(key), \(payload.canonical), 'waiting', \(after.microseconds), 0,
            \(now.microseconds))
            """)
        return id
    }

    /// Jobs whose worker is gone wait again; one that took its worker along each time is left for a person.
    private static func takeBack(_ now: Instant, _ transaction: any Transaction) throws {
        let lost = try transaction.rows(
            """
            SELECT id, attempts FROM jobs WHERE state = 'running' AND lease_until < \(now.microseconds)
            ORDER BY id LIMIT 100\(.skipLocked)
            """)
        for row in lost {
            try fail(row.text("id"), row.integer("attempts"), Message("work.worker-lost"), now, transaction)
        }
    }

    private static func fail(
        _ id: String, _ attempts: Int64, _ problem: Message, _ now: Instant, _ transaction: any Transaction
    ) throws {
        let text = problem.json.canonical
        guard attempts < attemptLimit else {
            try transaction.execute(
                """
                UPDATE jobs SET state = 'dead', lease = NULL, lease_until = NULL, problem = \(text),
                finished = \(now.microseconds) WHERE id = \(id)
                """)
            return
        }
        try transaction.execute(
            """
            UPDATE jobs SET state = 'waiting', lease = NULL, lease_until = NULL, problem = \(text),
            run_after = \(now.microseconds + pause(after: attempts)) WHERE id = \(id)
            """)
    }

    /// 10 s, 40 s, 160 s, 640 s.
    private static func pause(after attempts: Int64) -> Int64 {
        (0..<max(0, min(attempts - 1, 10))).reduce(10 * second) { pause, _ in pause * 4 }
    }
}
