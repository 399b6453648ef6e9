import Model
import Storage

/// The table of persons, by opaque ids: its statements.
enum PersonTable {
    static func add(_ person: String, unit: String, at instant: Instant, _ transaction: any Transaction) throws {
        _ = try UnitTable.known(unit, transaction)
        guard try transaction.rows("SELECT id FROM persons WHERE id = \(person)").isEmpty else {
            throw Fault("identity.person-exists", ["person": person])
        }
        try transaction.execute(
            """
            INSERT INTO persons (id, unit, added, disabled, erased)
            VALUES (\(person), \(unit), \(instant.microseconds), NULL, NULL)
            """)
    }

    static func move(_ person: String, to unit: String, _ transaction: any Transaction) throws {
        try check(person, transaction)
        _ = try UnitTable.known(unit, transaction)
        try transaction.execute("UPDATE persons SET unit = \(unit) WHERE id = \(person)")
    }

    static func disable(_ person: String, at instant: Instant, _ transaction: any Transaction) throws {
        try check(person, transaction)
        try disable(where: "id = \(person)", at: instant, transaction)
    }

    /// Ends the offices of people and whatever they are signed in with.
    static func disable(where condition: SQL, at instant: Instant, _ transaction: any Transaction) throws {
        let now = instant.microseconds
        let who: SQL = "SELECT id FROM persons WHERE \(condition)"
        try transaction.execute(
            "UPDATE assignments SET ends = \(now) WHERE person IN (\(who)) AND (ends IS NULL OR ends > \(now))")
        let tables: [StaticString] = ["sessions", "sign_ins", "provider_visits", "links", "api_keys", "invitations"]
        for table in tables {
            try transaction.execute("DELETE FROM \(raw: table) WHERE person IN (\(who))")
        }
        try transaction.execute("UPDATE persons SET disabled = \(now) WHERE disabled IS NULL AND \(condition)")
    }

    /// Lets a person sign in again with what they proved themselves by before. What disabling ended and took away stays
    /// away.
    ///
    /// - Throws: `Fault` (`identity.no-person`, `identity.person-not-disabled`, `identity.no-unit` where the person's unit
    ///   left).
    static func enable(_ person: String, _ transaction: any Transaction) throws {
        let rows = try transaction.rows("SELECT unit, disabled, erased FROM persons WHERE id = \(person)")
        guard let row = rows.first, row.integerIfAny("erased") == nil else {
            throw Fault("identity.no-person", ["person": person])
        }
        guard row.integerIfAny("disabled") != nil else {
            throw Fault("identity.person-not-disabled", ["person": person])
        }
        _ = try UnitTable.known(row.text("unit"), transaction)
        try transaction.execute("UPDATE persons SET disabled = NULL WHERE id = \(person)")
    }

    /// Removes all that is kept about a person but the id.
    static func erase(_ person: String, at instant: Instant, _ transaction: any Transaction) throws {
        let rows = try transaction.rows("SELECT erased FROM persons WHERE id = \(person)")
        guard let row = rows.first, row.integerIfAny("erased") == nil else {
            throw Fault("identity.no-person", ["person": person])
        }
        try disable(where: "id = \(person)", at: instant, transaction)
        try transaction.execute("DELETE FROM people WHERE person = \(person)")
        try transaction.execute("UPDATE persons SET erased = \(instant.microseconds) WHERE id = \(person)")
    }

    /// Fails unless a person is known and was neither disabled nor erased.
    ///
    /// - Throws: `Fault` (`identity.no-person`, `identity.person-disabled`).
    static func check(_ person: String, _ transaction: any Transaction) throws {
        guard let row = try transaction.rows("SELECT disabled FROM persons WHERE id = \(person)").first else {
            throw Fault("identity.no-person", ["person": person])
        }
        guard row.integerIfAny("disabled") == nil else { throw Fault("identity.person-disabled", ["person": person]) }
    }
}
