import Credentials
import Model
import Storage

/// The table of visits to providers: its statements. Of what the browser keeps the digest is here, and of the state.
enum VisitTable {
    /// How many visits of people who have not said who they are; those begun first go first.
    private static let strangers: Int64 = 10_000

    static func insert(
        _ visit: ProviderVisit, at instant: Instant, _ transaction: any Transaction
    ) throws -> SignInToken {
        var generator = SystemRandomNumberGenerator()
        let token = SignInToken(using: &generator)
        try transaction.execute("DELETE FROM provider_visits WHERE expires <= \(instant.microseconds)")
        try transaction.execute(
            """
            DELETE FROM provider_visits WHERE digest IN (
              SELECT digest FROM provider_visits WHERE person IS NULL
              ORDER BY expires DESC, digest LIMIT 1000 OFFSET \(strangers - 1))
            """)
        let expires = instant.microseconds + OpenIDRequest.lifetime * 1_000_000
        try transaction.execute(
            """
            INSERT INTO provider_visits (digest, state, issuer, person, content, expires)
            VALUES (\(token.digest.description), \(visit.request.stateKey), \(visit.issuer), \(visit.person),
            \(visit.content), \(expires))
            """)
        return token
    }

    /// Ends the visit that a browser comes back from, which only one of several returns can do. Who brings another state
    /// ends nothing, so that no other page can end it.
    static func take(
        _ token: SignInToken, stateKey: String, at instant: Instant, _ transaction: any Transaction
    ) throws -> ProviderVisit? {
        let taken = try transaction.rows(
            """
            DELETE FROM provider_visits WHERE digest = \(token.digest.description) AND state = \(stateKey)
            AND expires > \(instant.microseconds) RETURNING issuer, person, content
            """)
        guard let row = taken.first else { return nil }
        let visit = ProviderVisit(
            issuer: row.text("issuer"), person: row.textIfAny("person"), content: row.text("content"))
        guard let visit else { throw Fault("storage.corrupt") }
        return visit
    }
}
