public import Identity
public import Model
import Storage

/// Accounts at providers that are tied to people here, as people see and change their own.
public struct Links: Sendable {
    /// What is listed of a link. Whose account it is at the provider is not kept.
    public struct Listed: Sendable, Hashable {
        /// The provider's name for itself.
        public let issuer: String
        /// When it was tied.
        public let added: Instant
        /// When it was last signed in with; nil where it never was.
        public let used: Instant?
    }

    private let context: AccountContext

    /// The links.
    public init(_ context: AccountContext) { self.context = context }

    /// The links of a person, the oldest first.
    public func all(of person: String) async throws -> [Listed] {
        try await context.database.read { transaction in
            try transaction.rows(
                "SELECT issuer, added, used FROM links WHERE person = \(person) ORDER BY added, issuer"
            ).map { row in
                Listed(
                    issuer: row.text("issuer"), added: Instant(microseconds: row.integer("added")),
                    used: row.integerIfAny("used").map { Instant(microseconds: $0) })
            }
        }
    }

    /// Ties an account at a provider to a person who is signed in and proved there that it is theirs.
    ///
    /// - Throws: `Fault` (`identity.link-taken` where it is tied to someone, `identity.link-exists` where the person has
    ///   another one there).
    public func add(_ account: ProviderAccount, to person: String, at instant: Instant) async throws {
        let key = account.key(context.seal)
        do {
            try await context.database.write { transaction in
                try LinkTable.add(key, issuer: account.issuer, to: person, at: instant, transaction)
            }
        } catch {
            context.log(SecurityEvent(.linkAdded, isSuccess: false, at: instant, person: person))
            throw error
        }
        context.log(SecurityEvent(.linkAdded, isSuccess: true, at: instant, person: person))
    }

    /// Unties a person's account at a provider; their other sessions that were begun with it end.
    ///
    /// - Parameter kept: the session that stays.
    /// - Throws: `Fault` (`identity.no-link`; `accounts.last-way` where the person could not sign in any more).
    public func remove(
        issuer: String, of person: String, but kept: Session, at instant: Instant
    ) async throws {
        try await context.database.write { transaction in
            guard try LinkTable.remove(issuer: issuer, of: person, keeping: kept.id, transaction) else {
                throw Fault("identity.no-link")
            }
            let left = try transaction.rows(
                """
                SELECT person FROM passwords WHERE person = \(person)
                UNION ALL SELECT person FROM passkeys WHERE person = \(person)
                UNION ALL SELECT person FROM links WHERE person = \(person)
                """)
            guard !left.isEmpty else { throw Fault("accounts.last-way") }
        }
        context.log(SecurityEvent(.linkRemoved, isSuccess: true, at: instant, person: person))
    }
}
