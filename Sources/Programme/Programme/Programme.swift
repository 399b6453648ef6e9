public import CanonicalJSON
public import Journal
public import Model
public import Storage

/// The one stream that every duty shares: what was seen of which system, what was concluded, and what follows.
public struct Programme: Sendable {
    /// A system that was assessed.
    public struct Subject: Sendable, Hashable {
        /// Its id.
        public let id: String
        /// What its file stated when it was last assessed.
        public let description: JSONValue
    }

    let journal: Journal
    let database: any Database
    let clock: RemediationClock

    /// The programme over a journal whose projections hold `ProgrammeProjection`, and its database.
    ///
    /// - Parameter clock: how long findings may stay open.
    public init(journal: Journal, database: any Database, clock: RemediationClock) {
        self.journal = journal
        self.database = database
        self.clock = clock
    }

    /// Of each object and kind, the newest observation that is not after a moment, in no particular order.
    public func newestObservations(subject: String, before: Instant) async throws -> [Observation] {
        try await database.read { transaction in
            try transaction.rows(
                """
                SELECT content FROM (
                  SELECT content, ROW_NUMBER() OVER (
                    PARTITION BY object_kind, object_id, kind ORDER BY collected DESC, id DESC) AS place
                  FROM observations WHERE subject = \(subject) AND collected <= \(before.microseconds)
                ) AS ranked WHERE place = 1
                """
            ).map { try Self.observation($0) }
        }
    }

    static func observation(_ row: Row) throws(Fault) -> Observation {
        guard let value = try? JSONValue(parsing: row.text("content")), let read = Observation(json: value) else {
            throw Fault("storage.corrupt")
        }
        return read
    }

    /// Every system that was assessed, by id.
    public func subjects() async throws -> [Subject] {
        try await database.read { transaction in
            try transaction.rows("SELECT id, description FROM subjects ORDER BY id").map { row in
                guard let description = try? JSONValue(parsing: row.text("description")) else {
                    throw Fault("storage.corrupt")
                }
                return Subject(id: row.text("id"), description: description)
            }
        }
    }
}
