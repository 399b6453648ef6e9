import CanonicalJSON
import Model
import Storage

extension FindingTable {
    private static let columns: SQL = """
        id, subject, path, sighting, state, step, opened, seen, closed, due, plan_office, plan_note, ask_reason, ask_until,
        ask_by, \(SightTable.seenAgain)
        """

    /// All findings of a system, as far as the next assessment needs them.
    static func known(of subject: String, _ transaction: any Transaction) throws -> [FindingDifference.Known] {
        try transaction.rows("SELECT id, fingerprint, sighting, state FROM findings WHERE subject = \(subject)").map {
            guard let json = try? JSONValue(parsing: $0.text("sighting")), let sighting = Sighting(json: json) else {
                throw Fault("storage.corrupt")
            }
            return FindingDifference.Known(
                id: $0.text("id"), fingerprint: $0.text("fingerprint"),
                isOpen: $0.text("state") == Finding.State.open.rawValue, sighting: sighting)
        }
    }

    /// One finding, where it is in the scope.
    static func finding(_ id: String, _ scope: UnitScope, _ transaction: any Transaction) throws -> Finding? {
        try transaction.rows(
            "SELECT \(columns) FROM findings WHERE id = \(id) AND \(scope.condition(subject: "subject"))"
        ).first
            .map(finding)
    }

    /// A page of findings.
    static func page(
        _ filter: FindingFilter, _ scope: UnitScope, after: Cursor?, limit: Int, _ transaction: any Transaction
    ) throws -> [Finding] {
        let few = try filter.order.column == .opened && fewAreDue(filter, transaction)
        let query = FindingQuery(filter: filter, scope: scope, after: after, limit: limit, fewAreDue: few)
        return try transaction.rows(query.select(columns)).map(finding)
    }

    /// Whether at most a few thousand findings are due before the moment that a filter names.
    private static func fewAreDue(_ filter: FindingFilter, _ transaction: any Transaction) throws -> Bool {
        guard filter.dueBefore != nil else { return false }
        var due = FindingFilter()
        (due.state, due.severity, due.dueBefore) = (filter.state, filter.severity, filter.dueBefore)
        let limit: Int64 = 2_000
        return try count(due, .everything, limit: limit + 1, transaction) <= limit
    }

    /// How many findings there are, as far as a person can take in: at most `limit`.
    static func count(
        _ filter: FindingFilter, _ scope: UnitScope, limit: Int64, _ transaction: any Transaction
    ) throws -> Int64 {
        let state: SQL = filter.state.map { "state = \($0.rawValue)" } ?? "1 = 1"
        return try transaction.rows(
            """
            SELECT COUNT(*) AS n FROM
            (SELECT 1 FROM findings WHERE \(state) AND \(filter.condition(scope)) LIMIT \(limit)) AS counted
            """
        ).first?.integer("n") ?? 0
    }

    private static func finding(_ row: Row) throws -> Finding {
        guard let json = try? JSONValue(parsing: row.text("sighting")), let sighting = Sighting(json: json),
            let state = Finding.State(rawValue: row.text("state")), let step = Finding.Step(rawValue: row.text("step"))
        else { throw Fault("storage.corrupt") }
        let due = Instant(microseconds: row.integer("due"))
        return Finding(
            id: row.text("id"), subject: row.text("subject"), path: row.text("path"), sighting: sighting, state: state,
            step: step, opened: Instant(microseconds: row.integer("opened")),
            seen: Instant(microseconds: max(row.integer("seen"), row.integerIfAny("seen_again") ?? .min)),
            closed: row.integerIfAny("closed").map { Instant(microseconds: $0) }, due: due,
            plan: row.textIfAny("plan_office").map {
                Finding.Plan(office: $0, due: due, note: row.text("plan_note"))
            },
            acceptance: row.textIfAny("ask_reason").map {
                Finding.Acceptance(
                    reason: $0, until: Instant(microseconds: row.integer("ask_until")), askedBy: row.text("ask_by"))
            })
    }
}
