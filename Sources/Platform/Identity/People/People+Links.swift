public import Model
import Storage

extension People {
    /// Ties an account at a provider to a person, in the place of another at the same provider: what an administrator or
    /// a directory says.
    ///
    /// - Throws: `Fault` (`identity.link-taken` where it is tied to someone else, `identity.no-person`,
    ///   `identity.person-disabled`).
    public func link(_ person: String, to account: ProviderAccount, at instant: Instant) async throws {
        let key = account.key(seal)
        try await database.write { transaction in
            try PersonTable.check(person, transaction)
            try LinkTable.set(key, issuer: account.issuer, of: person, at: instant, transaction)
        }
    }

    /// Unties a person's account at a provider; sessions that were begun with it end.
    ///
    /// - Throws: `Fault` (`identity.no-link`).
    public func unlink(_ person: String, from issuer: String) async throws {
        try await database.write { transaction in
            guard try LinkTable.remove(issuer: issuer, of: person, transaction) else { throw Fault("identity.no-link") }
        }
    }
}
