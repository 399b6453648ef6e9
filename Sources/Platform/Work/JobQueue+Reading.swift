import Model
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
}
