public import Credentials
public import Identity
public import Model
import Storage

/// The sessions of browsers. Of a token only the digest is kept.
public struct Sessions: Sendable {
    /// How many microseconds may pass before a use is written down.
    private static let useInterval: Int64 = 60_000_000
    /// How many sessions a person may have; the oldest ends with a new one.
    static let limit: Int64 = 20

    private let context: AccountContext

    /// The sessions.
    public init(_ context: AccountContext) { self.context = context }

    /// Opens a session; sessions of the person that are over go.
    static func open(
        _ person: String, by way: SignInWay, hasSecondFactor: Bool, proves: Bool, _ client: Client,
        _ limits: AccountLimits,
        at instant: Instant, _ transaction: any Transaction
    ) throws -> SessionToken {
        var generator = SystemRandomNumberGenerator()
        let token = SessionToken(using: &generator)
        let now = instant.microseconds
        try transaction.execute(
            """
            DELETE FROM sessions WHERE person = \(person)
            AND (expires <= \(now) OR used <= \(now - limits.sessionIdle * 1_000_000))
            """)
        try transaction.execute(
            """
            DELETE FROM sessions WHERE digest IN (
              SELECT digest FROM (
                SELECT digest, ROW_NUMBER() OVER (ORDER BY begun DESC, digest) AS place FROM sessions
                WHERE person = \(person)) AS ranked
              WHERE place >= \(limit))
            """)
        try transaction.execute(
            """
            INSERT INTO sessions (digest, person, begun, used, expires, second_factor, rotate, agent, network, way, proved)
            VALUES (\(token.digest.description), \(person), \(now), \(now), \(now + limits.sessionLifetime * 1_000_000),
            \(Int64(hasSecondFactor ? 1 : 0)), 0, \(client.agent), \(client.network), \(way.text),
            \(proves ? now : 0))
            """)
        try see(person, at: instant, transaction)
        return token
    }

    /// Writes down that a person was here.
    private static func see(_ person: String, at instant: Instant, _ transaction: any Transaction) throws {
        let now = instant.microseconds
        try transaction.execute("UPDATE people SET seen = \(now) WHERE person = \(person) AND seen < \(now)")
    }

    /// The session that a token is of; nil where there is none, or it is over. One statement, and once a minute one that
    /// writes the use down.
    public func session(_ token: SessionToken, at instant: Instant) async throws -> Session? {
        let digest = token.digest.description
        let row = try await context.database.read { transaction in
            try transaction.rows("\(Self.query) WHERE digest = \(digest)").first
        }
        guard let session = row.map(Self.session), isGood(session, at: instant) else { return nil }
        if instant.microseconds - session.used.microseconds >= Self.useInterval {
            try await context.database.write { transaction in
                try transaction.execute("UPDATE sessions SET used = \(instant.microseconds) WHERE digest = \(digest)")
                try Self.see(session.person, at: instant, transaction)
            }
        }
        return session
    }

    /// Who is signed in by a token and may do what, in one look: three statements.
    ///
    /// - Returns: nil where the session is over. Without a second factor, the offices that ask for one do not count.
    public func standing(
        _ token: SessionToken, at instant: Instant
    ) async throws -> (session: Session, standing: Standing)? {
        guard let session = try await session(token, at: instant) else { return nil }
        let standing = try await context.database.read { try Standing(of: session.person, $0) }
        return (session, session.hasSecondFactor ? standing : standing.withoutPrivileges())
    }

    /// The same without counting as a use: for what a page does by itself, which must not keep a session alive.
    ///
    /// - Returns: nil where the session is over, or its token was replaced.
    public func glance(
        _ token: SessionToken, at instant: Instant
    ) async throws -> (session: Session, standing: Standing)? {
        let digest = token.digest.description
        let limits = context.limits
        return try await context.database.read { transaction in
            guard let row = try transaction.rows("\(Self.query) WHERE digest = \(digest)").first else { return nil }
            let session = Self.session(row)
            guard Self.isGood(session, limits, at: instant) else { return nil }
            let standing = try Standing(of: session.person, transaction)
            return (session, session.hasSecondFactor ? standing : standing.withoutPrivileges())
        }
    }

    /// Whether the person of a session proved lately enough who they are to change how they sign in.
    public func isProven(_ session: Session, at instant: Instant) -> Bool {
        guard let proved = session.proved else { return false }
        return instant.microseconds - proved.microseconds < context.limits.proofLifetime * 1_000_000
    }

    /// How many seconds a proof is good for.
    public var proofLifetime: Int64 { context.limits.proofLifetime }

    /// Writes down that the person of a session proved who they are.
    static func prove(
        _ token: SessionToken, _ person: String, at instant: Instant, _ transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE sessions SET proved = \(instant.microseconds)
            WHERE digest = \(token.digest.description) AND person = \(person)
            """)
    }

    /// Replaces the token of a session; the old one is good for nothing.
    ///
    /// - Returns: nil where the session is over.
    public func rotate(_ token: SessionToken, at instant: Instant) async throws -> SessionToken? {
        var generator = SystemRandomNumberGenerator()
        let next = SessionToken(using: &generator)
        let digest = token.digest.description
        let limits = context.limits
        return try await context.database.write { transaction in
            guard let row = try transaction.rows("\(Self.query) WHERE digest = \(digest)").first,
                Self.isGood(Self.session(row), limits, at: instant)
            else { return nil }
            try transaction.execute(
                "UPDATE sessions SET digest = \(next.digest.description), rotate = 0 WHERE digest = \(digest)")
            return next
        }
    }

    /// The sessions of a person that are not over, the newest first.
    public func all(of person: String, at instant: Instant) async throws -> [Session] {
        try await context.database.read { transaction in
            try transaction.rows("\(Self.query) WHERE person = \(person) ORDER BY begun DESC, digest")
        }.map(Self.session).filter { isGood($0, at: instant) }
    }

    /// Ends the session of a token.
    public func signOut(_ token: SessionToken, at instant: Instant) async throws {
        let digest = token.digest.description
        let person = try await context.database.write { transaction in
            let person = try transaction.rows("SELECT person FROM sessions WHERE digest = \(digest)").first?
                .text("person")
            try transaction.execute("DELETE FROM sessions WHERE digest = \(digest)")
            return person
        }
        if let person { context.log(SecurityEvent(.signOut, isSuccess: true, at: instant, person: person)) }
    }

    /// Ends one session of a person; nothing happens where there is none of that id.
    public func revoke(_ id: String, of person: String, at instant: Instant) async throws {
        try await revoke(where: "digest = \(id) AND person = \(person)", person, at: instant)
    }

    /// Ends all sessions of a person but one.
    public func revokeAll(of person: String, but kept: SessionToken? = nil, at instant: Instant) async throws {
        let digest = kept?.digest.description ?? ""
        try await revoke(where: "person = \(person) AND digest <> \(digest)", person, at: instant)
    }

    private func revoke(where condition: SQL, _ person: String, at instant: Instant) async throws {
        let count = try await context.database.write { transaction in
            let count = try transaction.rows("SELECT digest FROM sessions WHERE \(condition)").count
            try transaction.execute("DELETE FROM sessions WHERE \(condition)")
            return count
        }
        for _ in 0..<count {
            context.log(SecurityEvent(.sessionRevoked, isSuccess: true, at: instant, person: person))
        }
    }

    private func isGood(_ session: Session, at instant: Instant) -> Bool {
        Self.isGood(session, context.limits, at: instant)
    }

    private static func isGood(_ session: Session, _ limits: AccountLimits, at instant: Instant) -> Bool {
        instant < session.expires
            && instant.microseconds - session.used.microseconds < limits.sessionIdle * 1_000_000
    }

    private static let query: SQL = """
        SELECT digest, person, begun, used, expires, second_factor, rotate, agent, network, way, proved FROM sessions
        """

    private static func session(_ row: Row) -> Session {
        Session(
            id: row.text("digest"), person: row.text("person"), begun: Instant(microseconds: row.integer("begun")),
            used: Instant(microseconds: row.integer("used")), expires: Instant(microseconds: row.integer("expires")),
            hasSecondFactor: row.integer("second_factor") == 1,
            proved: row.integer("proved") == 0 ? nil : Instant(microseconds: row.integer("proved")),
            needsRotation: row.integer("rotate") == 1,
            agent: row.text("agent"), network: row.text("network"),
            way: row.textIfAny("way").flatMap(SignInWay.init(text:)))
    }
}
