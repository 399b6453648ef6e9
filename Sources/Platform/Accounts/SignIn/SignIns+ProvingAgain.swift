public import Credentials
public import Identity
public import Model
import Storage

// Before a person changes how they sign in, they prove once more who they are: whoever finds a browser that is signed in
// must not get a way in of their own by it.

extension SignIns {
    /// What a person who is signed in proves once more who they are by.
    public enum Again: Sendable {
        /// The password.
        case password(String)
        /// A code of the authenticator app.
        case totp(String)

        var name: String {
            switch self {
            case .password: "password"
            case .totp: "totp"
            }
        }
    }

    /// What a person can prove it by.
    public struct Provable: Sendable, Hashable {
        /// Whether they have a password.
        public let hasPassword: Bool
        /// Whether they have an authenticator app.
        public let hasTOTP: Bool
        /// Whether they have a passkey.
        public let hasPasskey: Bool
    }

    /// What a person can prove it by.
    public func provable(_ person: String) async throws -> Provable {
        try await context.database.read { transaction in
            let factors = try FactorTable(context: context, transaction: transaction).enrolled(person)
            let password = try transaction.rows("SELECT person FROM passwords WHERE person = \(person)")
            let passkeys = try transaction.rows("SELECT id FROM passkeys WHERE person = \(person)")
            return Provable(hasPassword: !password.isEmpty, hasTOTP: factors.hasTOTP, hasPasskey: !passkeys.isEmpty)
        }
    }

    /// Takes a proof, for one session of the person. Wrong ones count like those of a sign-in.
    ///
    /// - Returns: whether it was right.
    /// - Throws: `Fault` (`accounts.too-many-attempts`, `credentials.busy`).
    public func proveAgain(
        _ again: Again, of person: String, session: SessionToken, _ client: Client, at instant: Instant
    ) async throws -> Bool {
        let key = try await nameKey(person)
        let device = client.device(of: key, keys: context.keys.device, at: instant)
        let attempt = SharedThrottle.Attempt(account: key, client: client, device: device?.device)
        let throttle: SharedThrottle =
            switch again {
            case .password: passwords
            case .totp: factors
            }
        if let fault = try await throttle.begin(attempt, at: instant).fault {
            note(.throttled, false, again.name, person, client, at: instant)
            throw fault
        }
        guard try await isRight(again, of: person, key, client, at: instant) else {
            note(.provenAgain, false, again.name, person, client, at: instant)
            return false
        }
        try await throttle.succeed(attempt, at: instant)
        try await context.database.write { try Sessions.prove(session, person, at: instant, $0) }
        note(.provenAgain, true, again.name, person, client, at: instant)
        return true
    }

    /// Takes a provider's word that the person just signed in there anew, for one session of theirs.
    ///
    /// - Returns: whether the account is theirs.
    public func proveAgain(
        vouched account: ProviderAccount, of person: String, session: SessionToken, _ client: Client,
        at instant: Instant
    ) async throws -> Bool {
        let key = account.key(context.seal)
        let isTheirs = try await context.database.write { transaction in
            guard try LinkTable.person(key, transaction) == person else { return false }
            try Sessions.prove(session, person, at: instant, transaction)
            return true
        }
        note(.provenAgain, isTheirs, "provider", person, client, at: instant)
        return isTheirs
    }

    private func isRight(
        _ again: Again, of person: String, _ key: String, _ client: Client, at instant: Instant
    ) async throws -> Bool {
        switch again {
        case .password(let typed):
            let hash = try await context.database.read { try PasswordTable.account(key, $0) }?.hash
            guard let password = try? Password(typed) else { return false }
            return try await hasher.verify(
                password, against: hash, for: PasswordHasher.Client(client.network, isFamiliar: true))
        case .totp(let code):
            do {
                try await context.database.write { transaction in
                    try FactorTable(context: context, transaction: transaction).useTOTP(code, person, at: instant)
                }
                return true
            } catch let fault as Fault where fault.message.id.hasPrefix("credentials.") {
                return false
            }
        }
    }

    private func note(
        _ kind: SecurityEvent.Kind, _ isSuccess: Bool, _ detail: String, _ person: String, _ client: Client,
        at instant: Instant
    ) {
        context.log(
            SecurityEvent(
                kind, isSuccess: isSuccess, at: instant, person: person, source: client.fingerprint(context.seal),
                detail: detail))
    }
}
