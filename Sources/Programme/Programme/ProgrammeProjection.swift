import CanonicalJSON
public import Journal
import Model
public import Storage

/// The tables that all duties read: systems, observations, assessments, and the newest posture of each system.
public struct ProgrammeProjection: Projection {
    /// The projection.
    public init() {}

    /// The schema of the tables.
    public var migrations: [Migration] {
        [
            Migration(
                id: "programme-0001-stream",
                statements: [
                    "CREATE TABLE subjects (id TEXT NOT NULL PRIMARY KEY, description TEXT NOT NULL)",
                    """
                    CREATE TABLE observations (id TEXT NOT NULL PRIMARY KEY, subject TEXT NOT NULL,
                    object_kind TEXT NOT NULL, object_id TEXT NOT NULL, kind TEXT NOT NULL, collected BIGINT NOT NULL,
                    content TEXT NOT NULL)
                    """,
                    """
                    CREATE INDEX observations_newest ON observations
                    (subject, object_kind, object_id, kind, collected, id)
                    """,
                    """
                    CREATE TABLE assessments (id TEXT NOT NULL PRIMARY KEY, subject TEXT NOT NULL, at BIGINT NOT NULL,
                    posture TEXT NOT NULL, content TEXT NOT NULL)
                    """,
                    """
                    CREATE TABLE postures (subject TEXT NOT NULL, control TEXT NOT NULL, status TEXT NOT NULL,
                    assessment TEXT NOT NULL, PRIMARY KEY (subject, control))
                    """,
                ])
        ]
    }

    /// The tables, each with its key first.
    public var tables: [StaticString] { ["subjects", "observations", "assessments", "postures"] }

    /// Takes one event in; events of other duties are passed over.
    ///
    /// - Throws: `Fault` (`programme.unreadable-event`).
    public func apply(_ event: Event, in transaction: any Transaction) throws {
        switch event.kind {
        case EventKind.observationRecorded.rawValue: try applyObservation(event, transaction)
        case EventKind.assessmentConcluded.rawValue: try applyAssessment(event, transaction)
        default: break
        }
    }

    private func applyObservation(_ event: Event, _ transaction: any Transaction) throws {
        guard let observation = Observation(json: event.body) else {
            throw Fault("programme.unreadable-event", ["id": event.id])
        }
        try transaction.execute(
            """
            INSERT INTO observations (id, subject, object_kind, object_id, kind, collected, content)
            VALUES (\(observation.id), \(observation.subject), \(observation.object.kind.rawValue),
            \(observation.object.id), \(observation.reading.kind), \(observation.collected.microseconds),
            \(event.body.canonical))
            """)
    }

    private func applyAssessment(_ event: Event, _ transaction: any Transaction) throws {
        guard let posture = event.body["posture"]?.text, let system = event.body["system"],
            let statuses = event.body["statuses"]?.members
        else { throw Fault("programme.unreadable-event", ["id": event.id]) }
        try transaction.execute(
            """
            INSERT INTO subjects (id, description) VALUES (\(event.subject), \(system.canonical))
            ON CONFLICT (id) DO UPDATE SET description = excluded.description
            """)
        try transaction.execute(
            """
            INSERT INTO assessments (id, subject, at, posture, content)
            VALUES (\(event.id), \(event.subject), \(event.at.microseconds), \(posture), \(event.body.canonical))
            """)
        try transaction.execute("DELETE FROM postures WHERE subject = \(event.subject)")
        for (control, status) in statuses.sorted(by: { $0.key < $1.key }) {
            try transaction.execute(
                """
                INSERT INTO postures (subject, control, status, assessment)
                VALUES (\(event.subject), \(control), \(status.text), \(event.id))
                """)
        }
    }
}
