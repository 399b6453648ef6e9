public import CanonicalJSON
public import Journal
public import Model
public import Storage

/// The one stream that every duty shares: what was seen of which system, and what was concluded.
public struct Programme: Sendable {
    /// A system that was assessed.
    public struct Subject: Sendable, Hashable {
        /// Its id.
        public let id: String
        /// What its file stated when it was last assessed.
        public let description: JSONValue
    }

    private let journal: Journal
    private let database: any Database

    /// The programme over a journal whose projections hold `ProgrammeProjection`, and its database.
    public init(journal: Journal, database: any Database) {
        self.journal = journal
        self.database = database
    }

    /// Records observations and the assessment that rests on them, all or nothing.
    ///
    /// - Parameters:
    ///   - id: the assessment's ULID, which is its event's id too.
    ///   - observations: those that are not in the record yet.
    ///   - conclusion: the assessment, with members `posture`, `system` and `statuses` (control to status).
    /// - Throws: `Fault`.
    public func recordAssessment(
        id: String, subject: String, observations: [Observation], conclusion: JSONValue, at: Instant, actor: String
    ) async throws {
        var events = observations.map { observation in
            Event(
                id: observation.id, kind: EventKind.observationRecorded.rawValue, subject: observation.subject,
                at: observation.collected, actor: observation.actor, body: observation.json)
        }
        events.append(
            Event(
                id: id, kind: EventKind.assessmentConcluded.rawValue, subject: subject, at: at, actor: actor,
                body: conclusion))
        try await journal.record(events)
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
            ).map { row in
                guard let value = try? JSONValue(parsing: row.text("content")), let read = Observation(json: value)
                else { throw Fault("storage.corrupt") }
                return read
            }
        }
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
