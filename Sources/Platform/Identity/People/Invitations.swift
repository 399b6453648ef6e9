public import Model
public import Storage

/// One-time ways in: for a new person, and for one who lost what they sign in with.
public struct Invitations: Sendable {
    /// How many days an invitation holds.
    public static let lifetime = 3

    private let database: any Database

    /// Invitations over the database of a journal whose projections hold `IdentityProjection`.
    public init(database: any Database) { self.database = database }

    /// Makes an invitation, in the place of any that the person has.
    ///
    /// - Parameter resetting: whether password, second factors, links to providers, sessions and API keys go: so where the person lost them,
    ///   or someone else may have found them.
    /// - Returns: the token, to be handed to the person alone.
    /// - Throws: `Fault` (`identity.no-person`, `identity.person-disabled`).
    public func make(for person: String, resetting: Bool, at instant: Instant) async throws -> InvitationToken {
        var generator = SystemRandomNumberGenerator()
        let token = InvitationToken(using: &generator)
        let expires = instant.adding(days: Self.lifetime).microseconds
        try await database.write { transaction in
            try PersonTable.check(person, transaction)
            try transaction.execute("DELETE FROM invitations WHERE person = \(person)")
            if resetting {
                let tables: [StaticString] = [
                    "passwords", "totps", "recovery_codes", "passkeys", "links", "provider_visits", "sign_ins",
                    "sessions",
                    "api_keys",
                ]
                for table in tables { try transaction.execute("DELETE FROM \(raw: table) WHERE person = \(person)") }
            }
            try transaction.execute(
                "INSERT INTO invitations (digest, person, expires) VALUES (\(token.digest), \(person), \(expires))")
        }
        return token
    }

    /// Who is invited by a token, which can be used still.
    ///
    /// - Throws: `Fault` (`identity.invitation-unknown`): used, expired, or never made.
    public func person(by token: InvitationToken, at instant: Instant) async throws -> String {
        try await database.read { try Self.person(by: token, at: instant, $0) }
    }

    /// Uses an invitation up.
    ///
    /// - Returns: who is invited.
    /// - Throws: `Fault` (`identity.invitation-unknown`).
    public static func use(
        _ token: InvitationToken, at instant: Instant, _ transaction: any Transaction
    ) throws -> String {
        let person = try person(by: token, at: instant, transaction)
        try transaction.execute("DELETE FROM invitations WHERE digest = \(token.digest)")
        return person
    }

    private static func person(
        by token: InvitationToken, at instant: Instant, _ transaction: any Transaction
    ) throws -> String {
        let rows = try transaction.rows(
            "SELECT person FROM invitations WHERE digest = \(token.digest) AND expires > \(instant.microseconds)")
        guard let row = rows.first else { throw Fault("identity.invitation-unknown") }
        return row.text("person")
    }
}
