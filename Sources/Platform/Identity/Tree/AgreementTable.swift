import CanonicalJSON
import Model
import Storage

/// The table of agreements: its statements.
enum AgreementTable {
    static func add(_ agreement: Agreement, _ transaction: any Transaction) throws {
        guard
            let row = try transaction.rows(
                "SELECT relation FROM units WHERE id = \(agreement.body) AND left_at IS NULL"
            ).first
        else { throw Fault("identity.no-unit", ["unit": agreement.body]) }
        guard row.text("relation") != OrgUnit.Relation.governed.rawValue else {
            throw Fault("identity.governed-unit", ["unit": agreement.body])
        }
        guard agreement.until.map({ agreement.from < $0 }) ?? true else {
            throw Fault("identity.ends-before-it-begins")
        }
        try transaction.execute(
            """
            INSERT INTO agreements (id, body, begins, ends, extents, withheld) VALUES (\(agreement.id),
            \(agreement.body), \(agreement.from.microseconds), \(SQLValue(agreement.until)),
            \(agreement.extentsJSON.canonical), \(JSONValue.strings(agreement.withheld.sorted()).canonical))
            """)
    }

    static func end(_ id: String, body: String, at instant: Instant, _ transaction: any Transaction) throws {
        let rows = try transaction.rows("SELECT ends FROM agreements WHERE id = \(id) AND body = \(body)")
        guard let row = rows.first else { throw Fault("identity.no-agreement", ["id": id]) }
        guard row.integerIfAny("ends").map({ instant.microseconds < $0 }) ?? true else {
            throw Fault("identity.already-ended", ["id": id])
        }
        try transaction.execute("UPDATE agreements SET ends = \(instant.microseconds) WHERE id = \(id)")
    }

    /// All agreements of a body, the oldest first.
    static func all(of body: String, _ transaction: any Transaction) throws -> [Agreement] {
        try transaction.rows(
            """
            SELECT id, body, begins, ends, extents, withheld FROM agreements WHERE body = \(body)
            ORDER BY begins, id
            """
        ).map(agreement)
    }

    /// The bodies with their agreements: one statement. Those that left are among them: their agreements have ended, so
    /// that nobody sees what is still recorded of them.
    static func bodies(_ transaction: any Transaction) throws -> Bodies {
        var bodies: [Bodies.Body] = []
        try transaction.forEachRow(
            of: """
                SELECT units.path AS path, agreements.id AS id, agreements.body AS body, agreements.begins AS begins,
                agreements.ends AS ends, agreements.extents AS extents, agreements.withheld AS withheld
                FROM units LEFT JOIN agreements ON agreements.body = units.id
                WHERE units.relation <> 'governed' ORDER BY units.path, agreements.id
                """
        ) { row in
            let path = try UnitTable.path(row)
            if bodies.last?.path != path { bodies.append(Bodies.Body(path: path)) }
            guard row.textIfAny("id") != nil else { return }
            bodies[bodies.count - 1].agreements.append(try agreement(row))
        }
        return Bodies(bodies)
    }

    static func agreement(_ row: Row) throws(Fault) -> Agreement {
        guard let extents = (try? JSONValue(parsing: row.text("extents"))).flatMap(Agreement.extents),
            let withheld = (try? JSONValue(parsing: row.text("withheld")))?.elements
        else { throw Fault("storage.corrupt") }
        return Agreement(
            id: row.text("id"), body: row.text("body"), from: Instant(microseconds: row.integer("begins")),
            until: row.integerIfAny("ends").map { Instant(microseconds: $0) }, extents: extents,
            withheld: Set(withheld.compactMap(\.text)))
    }
}

extension SQLValue {
    /// A moment in microseconds, or null.
    init(_ instant: Instant?) { self = instant.map { .integer($0.microseconds) } ?? .null }
}
