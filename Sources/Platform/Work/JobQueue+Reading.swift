public import Model
import Storage

extension JobQueue {
    /// One job; nil where there is none.
    public func job(_ id: String) async throws -> Job? {
        try await database.read { try Self.job(id, $0) }
    }

    /// Jobs, the newest first.
    ///
    /// - Parameters:
    ///   - state: how they stand; any where nil.
    ///   - departments: whose; any where nil.
    ///   - before: the id of the job after which the page begins.
    ///   - limit: how many at most.
    public func jobs(
        _ state: Job.State? = nil, departments: [String]? = nil, before: String? = nil, limit: Int64
    ) async throws -> [Job] {
        var condition: SQL = "1 = 1"
        if let state { condition = "\(condition) AND state = \(state.rawValue)" }
        if let departments { condition = "\(condition) AND department IN \(list: departments)" }
        if let before { condition = "\(condition) AND id < \(before)" }
        let query: SQL =
            "SELECT \(JobTable.columns) FROM jobs WHERE \(condition) ORDER BY id DESC LIMIT \(limit)"
        return try await database.read { try $0.rows(query).map(JobTable.job) }
    }

    /// Jobs of a kind that are not done, the newest first.
    ///
    /// - Parameters:
    ///   - departments: whose; any where nil.
    ///   - limit: how many at most.
    public func unfinished(_ kind: String, departments: [String]?, limit: Int64) async throws -> [Job] {
        let whose: SQL = departments.map { "department IN \(list: $0)" } ?? "1 = 1"
        let query: SQL = """
            SELECT \(JobTable.columns) FROM jobs WHERE kind = \(kind) AND state <> 'done' AND \(whose)
            ORDER BY id DESC LIMIT \(limit)
            """
        return try await database.read { try $0.rows(query).map(JobTable.job) }
    }

    /// How many jobs stand how.
    public struct Counts: Sendable, Hashable {
        /// Those that wait.
        public var waiting: Int64 = 0
        /// Those that run.
        public var running: Int64 = 0
        /// Those that were given up.
        public var dead: Int64 = 0
        /// Those that were done since the moment that was asked for.
        public var done: Int64 = 0
    }

    /// How many jobs stand how: one statement.
    ///
    /// - Parameters:
    ///   - departments: whose; any where nil.
    ///   - since: from when on what was done counts.
    public func counts(departments: [String]? = nil, since: Instant) async throws -> Counts {
        var condition: SQL = "(state <> 'done' OR finished >= \(since.microseconds))"
        if let departments { condition = "\(condition) AND department IN \(list: departments)" }
        let query: SQL = "SELECT state, COUNT(*) AS n FROM jobs WHERE \(condition) GROUP BY state"
        return try await database.read { transaction in
            var counts = Counts()
            try transaction.forEachRow(of: query) { row in
                switch Job.State(rawValue: row.text("state")) {
                case .waiting: counts.waiting = row.integer("n")
                case .running: counts.running = row.integer("n")
                case .dead: counts.dead = row.integer("n")
                case .done: counts.done = row.integer("n")
                case nil: break
                }
            }
            return counts
        }
    }

    /// What moves whenever a job of a department does, by department: for those who watch for changes. One statement.
    public func activity() async throws -> [String: [Int64]] {
        try await database.read { transaction in
            var activity: [String: [Int64]] = [:]
            try transaction.forEachRow(
                of: """
                    SELECT department, state, COUNT(*) AS n, CAST(SUM(attempts) AS BIGINT) AS attempts,
                    CAST(SUM(COALESCE(parts_done, 0)) AS BIGINT) AS parts, MAX(COALESCE(finished, 0)) AS finished
                    FROM jobs GROUP BY department, state ORDER BY department, state
                    """
            ) { row in
                activity[row.text("department"), default: []] += [
                    row.integer("n"), row.integer("attempts"), row.integer("parts"), row.integer("finished"),
                ]
            }
            return activity
        }
    }
}
