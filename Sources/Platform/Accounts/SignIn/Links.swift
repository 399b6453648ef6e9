public import Credentials
import Identity
public import Model
import Storage

/// Accounts at providers that are tied to people here; only a fingerprint of issuer and subject is kept.
public struct Links: Sendable {
    private let context: AccountContext

    /// The links.
    public init(_ context: AccountContext) { self.context = context }

    /// Ties an account at a provider to a person.
    ///
    /// - Throws: `Fault` (`accounts.link-taken`) where it is tied to someone already.
    public func add(_ identity: OpenIDIdentity, to person: String, at instant: Instant) async throws {
        let key = key(identity)
        try await context.database.write { transaction in
            guard try transaction.rows("SELECT person FROM links WHERE identity_key = \(key)").isEmpty else {
                throw Fault("accounts.link-taken")
            }
            try transaction.execute(
                "INSERT INTO links (identity_key, person, added) VALUES (\(key), \(person), \(instant.microseconds))")
        }
        context.log(SecurityEvent(.linkAdded, isSuccess: true, at: instant, person: person))
    }

    /// Unties all accounts at providers from a person.
    public func removeAll(of person: String) async throws {
        try await context.database.write { try $0.execute("DELETE FROM links WHERE person = \(person)") }
    }

    /// Whose account it is; nil where it is tied to nobody who may sign in.
    func person(_ identity: OpenIDIdentity) async throws -> String? {
        let key = key(identity)
        return try await context.database.read { transaction in
            try transaction.rows(
                """
                SELECT links.person AS person FROM links
                JOIN persons ON persons.id = links.person AND persons.disabled IS NULL
                WHERE links.identity_key = \(key)
                """
            ).first?.text("person")
        }
    }

    /// The issuer is an address, which holds no line end.
    private func key(_ identity: OpenIDIdentity) -> String {
        context.seal.key("identity at a provider", "\(identity.issuer)\n\(identity.subject)")
    }
}
