import CanonicalJSON
import Journal
import Model
import Storage

/// The table of findings: its schema and what events change in it.
enum FindingTable {
    static let migration = Migration(
        id: "programme-0003-findings",
        statements: [
            """
            CREATE TABLE findings (id TEXT NOT NULL PRIMARY KEY, fingerprint TEXT NOT NULL UNIQUE,
            subject TEXT NOT NULL, path TEXT NOT NULL, department TEXT NOT NULL, control TEXT NOT NULL,
            family TEXT NOT NULL, severity BIGINT NOT NULL, sighting TEXT NOT NULL, state TEXT NOT NULL,
            step TEXT NOT NULL, opened BIGINT NOT NULL, seen BIGINT NOT NULL, closed BIGINT, due BIGINT NOT NULL,
            clock BIGINT NOT NULL, plan_office TEXT, plan_note TEXT, ask_reason TEXT, ask_until BIGINT, ask_by TEXT)
            """,
            "CREATE INDEX findings_subject ON findings (subject, state, severity)",
            "CREATE INDEX findings_queue ON findings (state, step, due, id)",
            "CREATE INDEX findings_due ON findings (state, due, id, department)",
            "CREATE INDEX findings_newest ON findings (state, opened, id)",
            "CREATE INDEX findings_severity ON findings (state, severity, due, id)",
            "CREATE INDEX findings_path ON findings (path, state, due)",
            "CREATE INDEX findings_control ON findings (control, state, due, id)",
        ])

    /// The indexes that serve lists in every order: by severity and time of what is due, and by when it was opened. What
    /// lists are narrowed by stands behind, so that rows which are not shown are not read.
    static let orders = Migration(
        id: "programme-0012-findings",
        statements: [
            "DROP INDEX findings_subject", "DROP INDEX findings_newest", "DROP INDEX findings_severity",
            "DROP INDEX findings_control", "DROP INDEX findings_due", "DROP INDEX findings_department",
            """
            CREATE INDEX findings_subject ON findings
            (subject, state, severity, due, id, opened, department, path)
            """,
            "CREATE INDEX findings_control ON findings (control, state, severity, due, id)",
            """
            CREATE INDEX findings_due ON findings
            (state, severity, due, id, department, path, subject, step, control, family)
            """,
            """
            CREATE INDEX findings_department ON findings
            (department, state, severity, due, id, step, control, family, path, subject)
            """,
            """
            CREATE INDEX findings_newest ON findings
            (state, opened, id, department, path, subject, severity, step, control, family, due)
            """,
            """
            CREATE INDEX findings_department_newest ON findings
            (department, state, opened, id, severity, step, control, family, path, subject, due)
            """,
        ])

    /// Opens findings, many at once. Two looks at the same time may both think that they are the first to see a weakness:
    /// the one that is recorded first is.
    static func open(_ events: some Collection<Event>, _ transaction: any Transaction) throws {
        var places: [String: (path: String, department: String)] = [:]
        var rows: [[SQLValue]] = []
        rows.reserveCapacity(events.count)
        for event in events {
            let (id, sighting, due) = try read(event)
            let place: (path: String, department: String)
            if let known = places[event.subject] {
                place = known
            } else {
                place = try SystemTable.place(of: event.subject, transaction) ?? ("", "")
                places[event.subject] = place
            }
            rows.append([
                .text(id), .text(sighting.fingerprint(subject: event.subject)), .text(event.subject),
                .text(place.path), .text(place.department), .text(sighting.control),
                .text(family(of: sighting.control)), .integer(sighting.severity.rank),
                .text(sighting.json.canonical), .text(Finding.State.open.rawValue),
                .text(Finding.Step.answer.rawValue), .integer(event.at.microseconds),
                .integer(event.at.microseconds), .null, .integer(due.microseconds), .integer(due.microseconds),
            ])
        }
        try transaction.insert(
            into: "findings",
            columns: [
                "id", "fingerprint", "subject", "path", "department", "control", "family", "severity", "sighting",
                "state", "step", "opened", "seen", "closed", "due", "clock",
            ], rows: rows, onConflict: .ignore(key: ["fingerprint"]))
    }

    /// Opens a finding again: its answer and its plan are asked for anew.
    static func reopen(_ event: Event, _ transaction: any Transaction) throws {
        let (id, sighting, due) = try read(event)
        try transaction.execute(
            """
            UPDATE findings SET state = 'open', step = 'answer', severity = \(sighting.severity.rank),
            sighting = \(sighting.json.canonical), seen = \(event.at.microseconds), closed = NULL,
            due = \(due.microseconds), clock = \(due.microseconds), plan_office = NULL, plan_note = NULL,
            ask_reason = NULL, ask_until = NULL, ask_by = NULL WHERE id = \(id)
            """)
    }

    /// Takes in how a finding is now. What was asked or decided was about what it was before, and lapses; what has become
    /// graver is due sooner, whatever was planned.
    static func change(_ event: Event, _ transaction: any Transaction) throws {
        let (id, sighting, due) = try read(event)
        let latest = due.microseconds
        let graver: SQL = "severity < \(sighting.severity.rank)"
        let bound: SQL = "(CASE WHEN step = 'accepted' THEN clock ELSE due END)"
        try transaction.execute(
            """
            UPDATE findings SET severity = \(sighting.severity.rank), sighting = \(sighting.json.canonical),
            seen = \(event.at.microseconds), clock = CASE WHEN \(graver) AND clock > \(latest) THEN \(latest) ELSE clock END,
            due = CASE WHEN \(graver) AND \(bound) > \(latest) THEN \(latest) ELSE \(bound) END,
            step = CASE WHEN step IN ('accepted', 'decide') THEN 'answer' ELSE step END,
            ask_reason = NULL, ask_until = NULL, ask_by = NULL WHERE id = \(id)
            """)
    }

    /// Closes a finding.
    static func close(_ event: Event, _ transaction: any Transaction) throws {
        let id = try finding(event)
        try transaction.execute(
            """
            UPDATE findings SET state = 'closed', step = 'done', closed = \(event.at.microseconds) WHERE id = \(id)
            """)
    }

    /// Takes the findings of a system to another place in the tree.
    static func move(
        _ subject: String, to path: String, department: String, _ transaction: any Transaction
    ) throws {
        try transaction.execute(
            "UPDATE findings SET path = \(path), department = \(department) WHERE subject = \(subject)")
    }

    /// Takes a plan in.
    static func plan(_ event: Event, _ transaction: any Transaction) throws {
        let id = try finding(event)
        guard let office = event.body["office"]?.text, let due = event.body["due"]?.integer,
            let note = event.body["note"]?.text
        else { throw Fault("programme.unreadable-event", ["id": event.id]) }
        try transaction.execute(
            """
            UPDATE findings SET step = 'fix', due = \(due), plan_office = \(office), plan_note = \(note)
            WHERE id = \(id) AND state = 'open'
            """)
    }

    /// Takes in what was asked.
    static func ask(_ event: Event, _ transaction: any Transaction) throws {
        let id = try finding(event)
        guard let reason = event.body["reason"]?.text, let until = event.body["until"]?.integer else {
            throw Fault("programme.unreadable-event", ["id": event.id])
        }
        try transaction.execute(
            """
            UPDATE findings SET step = 'decide', ask_reason = \(reason), ask_until = \(until), ask_by = \(event.actor)
            WHERE id = \(id) AND state = 'open'
            """)
    }

    /// Takes in what was decided: accepted until the date that was asked for, or to be answered anew. A decision is on
    /// the request that it names: it does nothing where another has taken that one's place.
    static func decide(_ event: Event, _ transaction: any Transaction) throws {
        let id = try finding(event)
        guard let until = event.body["until"]?.integer, let reason = event.body["reason"]?.text else {
            throw Fault("programme.unreadable-event", ["id": event.id])
        }
        switch event.body["decision"]?.text {
        case "accept":
            try transaction.execute(
                """
                UPDATE findings SET step = 'accepted', due = ask_until
                WHERE id = \(id) AND state = 'open' AND step = 'decide' AND ask_until = \(until)
                AND ask_reason = \(reason) AND ask_by <> \(event.actor)
                """)
        case "reject":
            try transaction.execute(
                """
                UPDATE findings SET step = 'answer', due = clock, ask_reason = NULL, ask_until = NULL, ask_by = NULL
                WHERE id = \(id) AND state = 'open' AND step = 'decide' AND ask_until = \(until)
                AND ask_reason = \(reason)
                """)
        default: throw Fault("programme.unreadable-event", ["id": event.id])
        }
    }

    /// The family of a control: what stands before the dash.
    static func family(of control: String) -> String { String(control.prefix { $0 != "-" }) }

    private static func finding(_ event: Event) throws(Fault) -> String {
        guard let id = event.body["finding"]?.text else {
            throw Fault("programme.unreadable-event", ["id": event.id])
        }
        return id
    }

    private static func read(_ event: Event) throws(Fault) -> (id: String, sighting: Sighting, due: Instant) {
        guard let sighting = Sighting(json: event.body), let due = event.body["due"]?.integer else {
            throw Fault("programme.unreadable-event", ["id": event.id])
        }
        return (try finding(event), sighting, Instant(microseconds: due))
    }
}
