import CanonicalJSON
public import Journal
import Model
public import Storage

/// The tables that all duties read: systems, observations, assessments, findings, and the newest posture of each system.
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
                ]),
            SystemTable.migration, FindingTable.migration, PostureTables.migration,
            Migration(
                id: "programme-0005-history",
                statements: ["CREATE INDEX assessments_subject ON assessments (subject, at, id)"]),
            MarkTable.migration, PostureTables.standings, DepartmentControls.migration, SightTable.migration,
            SystemTable.orders, PostureTables.orders, FindingTable.orders,
        ]
    }

    /// The tables, each with its key first.
    public var tables: [StaticString] {
        [
            "subjects", "observations", "assessments", "postures", "systems", "findings", SightTable.table,
            "estate_marks",
        ]
            + PostureTables.tables
    }

    /// Takes events in, those of a kind that follow each other in one statement; those of other duties are passed over.
    ///
    /// What is kept a day at a time is kept by the events' own days, so that a replay gives the same whatever the
    /// batches were.
    ///
    /// - Throws: `Fault` (`programme.unreadable-event`).
    public func apply(_ events: [Event], in transaction: any Transaction) throws {
        for day in events.chunked(by: { $0.at.date == $1.at.date }) {
            var changed: Set<String> = []
            // The departments that systems leave count on without them.
            var left: Set<String> = []
            for run in day.chunked(by: { $0.kind == $1.kind }) {
                guard let kind = run.first.flatMap({ EventKind(rawValue: $0.kind) }) else { continue }
                switch kind {
                case .observationRecorded: try applyObservations(run, transaction)
                case .findingOpened: try FindingTable.open(run, transaction)
                default: for event in run { try apply(event, kind, leaving: &left, transaction) }
                }
                if kind.movesCounts { changed.formUnion(run.map(\.subject)) }
            }
            guard let at = day.last?.at else { continue }
            try settle(changed.sorted(), leaving: left, at, transaction)
        }
    }

    /// Brings the counts that rest on findings and postures up to date, once for all that was taken in.
    private func settle(_ subjects: [String], leaving left: Set<String>, _ at: Instant, _ transaction: any Transaction)
        throws
    {
        var departments = left
        for subject in subjects {
            try SystemTable.countFindings(subject, transaction)
            if let place = try SystemTable.place(of: subject, transaction) { departments.insert(place.department) }
        }
        for department in departments.sorted() { try PostureTables.note(department, at, transaction) }
    }

    private func apply(
        _ event: Event, _ kind: EventKind, leaving left: inout Set<String>, _ transaction: any Transaction
    ) throws {
        switch kind {
        case .systemRegistered:
            guard let system = RegisteredSystem(id: event.subject, json: event.body) else {
                throw Fault("programme.unreadable-event", ["id": event.id])
            }
            if let before = try SystemTable.place(of: event.subject, transaction) { left.insert(before.department) }
            try SystemTable.register(system, transaction)
        case .assessmentConcluded: try applyAssessment(event, transaction)
        case .findingReopened: try FindingTable.reopen(event, transaction)
        case .findingChanged: try FindingTable.change(event, transaction)
        case .findingClosed: try FindingTable.close(event, transaction)
        case .actionPlanned: try FindingTable.plan(event, transaction)
        case .acceptanceAsked: try FindingTable.ask(event, transaction)
        case .decisionMade: try FindingTable.decide(event, transaction)
        case .estateMarked: try MarkTable.add(event, transaction)
        case .observationRecorded, .findingOpened: break
        }
    }

    private func applyObservations(_ events: some Sequence<Event>, _ transaction: any Transaction) throws {
        let rows = try events.map { event throws -> [SQLValue] in
            guard let observation = Observation(json: event.body) else {
                throw Fault("programme.unreadable-event", ["id": event.id])
            }
            return [
                .text(observation.id), .text(observation.subject), .text(observation.object.kind.rawValue),
                .text(observation.object.id), .text(observation.reading.kind),
                .integer(observation.collected.microseconds), .text(event.body.canonical),
            ]
        }
        try transaction.insert(
            into: "observations",
            columns: ["id", "subject", "object_kind", "object_id", "kind", "collected", "content"], rows: rows)
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
        guard event.body["current"]?.bool ?? true else { return }
        var counts = StatusCounts()
        let sorted = statuses.sorted { $0.key < $1.key }.map { (control: $0.key, status: $0.value.text ?? "") }
        for (_, status) in sorted { counts.add(status) }
        let place = try SystemTable.place(of: event.subject, transaction)
        try PostureTables.replace(
            sorted, of: event.subject, assessment: event.id, path: place?.path ?? "",
            department: place?.department ?? "", transaction)
        // Less than a look at the whole is none: since when nobody did that must stay to be seen.
        let looked = AssessmentRecord.Extent(conclusion: event.body) == .system ? event.at : nil
        try SystemTable.assess(
            event.subject, assessment: event.id, posture: posture, looked: looked, counts, transaction)
        let again = (event.body["seenAgain"]?.elements ?? []).compactMap(\.text)
        try SightTable.see(again, at: event.at, transaction)
    }
}

extension EventKind {
    /// Whether an event of the kind changes what is counted of a system.
    fileprivate var movesCounts: Bool {
        switch self {
        case .systemRegistered, .assessmentConcluded, .findingOpened, .findingReopened, .findingChanged,
            .findingClosed:
            true
        case .observationRecorded, .actionPlanned, .acceptanceAsked, .decisionMade, .estateMarked: false
        }
    }
}

extension RandomAccessCollection where Index == Int {
    /// The longest stretches whose neighbours belong together.
    fileprivate func chunked(by together: (Element, Element) -> Bool) -> [SubSequence] {
        var chunks: [SubSequence] = []
        var start = startIndex
        for index in indices.dropFirst() where !together(self[index - 1], self[index]) {
            chunks.append(self[start..<index])
            start = index
        }
        if start < endIndex { chunks.append(self[start...]) }
        return chunks
    }
}
