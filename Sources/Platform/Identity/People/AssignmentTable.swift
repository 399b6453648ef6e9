import Model
import Storage

/// The table of assignments: its statements.
enum AssignmentTable {
    static func add(_ office: IdentityChange.Office, id: String, _ transaction: any Transaction) throws {
        try PersonTable.check(office.person, transaction)
        _ = try UnitTable.known(office.unit, transaction)
        switch (office.office.holding, office.subject) {
        case (.subject, nil): throw Fault("identity.office-needs-subject", ["office": office.office.rawValue])
        case (.unit, .some): throw Fault("identity.office-without-subject", ["office": office.office.rawValue])
        default: break
        }
        guard office.until.map({ office.from < $0 }) ?? true else { throw Fault("identity.ends-before-it-begins") }
        try transaction.execute(
            """
            INSERT INTO assignments (id, person, office, unit, subject, begins, ends)
            VALUES (\(id), \(office.person), \(office.office.rawValue), \(office.unit), \(office.subject),
            \(office.from.microseconds), \(SQLValue(office.until)))
            """)
        try rotateSessions(of: office.person, transaction)
    }

    static func end(_ id: String, person: String, at instant: Instant, _ transaction: any Transaction) throws {
        let rows = try transaction.rows("SELECT ends FROM assignments WHERE id = \(id) AND person = \(person)")
        guard let row = rows.first else { throw Fault("identity.no-assignment", ["id": id]) }
        guard row.integerIfAny("ends").map({ instant.microseconds < $0 }) ?? true else {
            throw Fault("identity.already-ended", ["id": id])
        }
        try transaction.execute("UPDATE assignments SET ends = \(instant.microseconds) WHERE id = \(id)")
        try rotateSessions(of: person, transaction)
    }

    /// The offices of a person, of all times, whose units have not left: one statement.
    static func held(by person: String, _ transaction: any Transaction) throws -> [Assignment] {
        try transaction.rows("\(query) WHERE assignments.person = \(person) ORDER BY assignments.id").map(assignment)
    }

    static let query: SQL = """
        SELECT assignments.id AS id, assignments.person AS person, assignments.office AS office, units.path AS path,
        assignments.subject AS subject, assignments.begins AS begins, assignments.ends AS ends
        FROM assignments JOIN units ON units.id = assignments.unit AND units.left_at IS NULL
        """

    static func assignment(_ row: Row) throws(Fault) -> Assignment {
        guard let office = Office(rawValue: row.text("office")) else { throw Fault("storage.corrupt") }
        return Assignment(
            id: row.text("id"), person: row.text("person"), office: office, unit: try UnitTable.path(row),
            subject: row.textIfAny("subject"), from: Instant(microseconds: row.integer("begins")),
            until: row.integerIfAny("ends").map { Instant(microseconds: $0) })
    }

    /// Whoever may do more or less than before gets a new session token (OWASP Session Management).
    private static func rotateSessions(of person: String, _ transaction: any Transaction) throws {
        try transaction.execute("UPDATE sessions SET rotate = 1 WHERE person = \(person)")
    }
}
