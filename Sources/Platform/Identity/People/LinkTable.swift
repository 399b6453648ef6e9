package import Model
package import Storage

/// The table of accounts at providers that are tied to people: its statements. Of an account a fingerprint is kept.
package enum LinkTable {
    /// Ties an account to a person, who may have one at each provider.
    ///
    /// - Throws: `Fault` (`identity.link-taken` where it is tied to someone, `identity.link-exists`, `identity.no-person`,
    ///   `identity.person-disabled`).
    package static func add(
        _ key: String, issuer: String, to person: String, at instant: Instant, _ transaction: any Transaction
    ) throws {
        try PersonTable.check(person, transaction)
        guard
            try transaction.rows("SELECT person FROM links WHERE person = \(person) AND issuer = \(issuer)").isEmpty
        else { throw Fault("identity.link-exists") }
        try insert(key, issuer: issuer, of: person, at: instant, transaction)
    }

    /// Ties an account to a person in the place of another at the same provider; nothing happens where it is tied to them.
    ///
    /// - Throws: `Fault` (`identity.link-taken` where it is tied to someone else).
    static func set(
        _ key: String, issuer: String, of person: String, at instant: Instant, _ transaction: any Transaction
    ) throws {
        let holder = try transaction.rows("SELECT person FROM links WHERE identity_key = \(key)").first?.text("person")
        guard holder != person else { return }
        _ = try remove(issuer: issuer, of: person, transaction)
        try insert(key, issuer: issuer, of: person, at: instant, transaction)
    }

    private static func insert(
        _ key: String, issuer: String, of person: String, at instant: Instant, _ transaction: any Transaction
    ) throws {
        guard try transaction.rows("SELECT person FROM links WHERE identity_key = \(key)").isEmpty else {
            throw Fault("identity.link-taken")
        }
        try transaction.execute(
            """
            INSERT INTO links (identity_key, person, added, issuer, used)
            VALUES (\(key), \(person), \(instant.microseconds), \(issuer), NULL)
            """)
    }

    /// Unties a person's account at a provider; sessions that were begun with it end.
    ///
    /// - Parameter kept: the id of a session that stays.
    /// - Returns: whether there was one.
    package static func remove(
        issuer: String, of person: String, keeping kept: String = "", _ transaction: any Transaction
    ) throws -> Bool {
        try transaction.execute(
            "DELETE FROM sessions WHERE person = \(person) AND way = \(way(issuer)) AND digest <> \(kept)")
        return try !transaction.rows(
            "DELETE FROM links WHERE person = \(person) AND issuer = \(issuer) RETURNING person"
        ).isEmpty
    }

    /// How a session says that it was begun at a provider.
    package static func way(_ issuer: String) -> String { "provider \(issuer)" }

    /// Whose account it is; nil where it is tied to nobody who may sign in.
    package static func person(_ key: String, _ transaction: any Transaction) throws -> String? {
        try transaction.rows(
            """
            SELECT links.person AS person FROM links
            JOIN persons ON persons.id = links.person AND persons.disabled IS NULL WHERE links.identity_key = \(key)
            """
        ).first?.text("person")
    }
}
