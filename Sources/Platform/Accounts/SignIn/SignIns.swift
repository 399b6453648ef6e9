public import Credentials
public import Identity
public import Model
import Storage

/// Signing in: a password or a provider's word, then a second factor where there is one, or where an office asks for one.
public struct SignIns: Sendable {
    let context: AccountContext
    let hasher: PasswordHasher
    let policy: PasswordPolicy
    let passwords: SharedThrottle
    let factors: SharedThrottle
    let providers: SharedThrottle

    /// Sign-ins.
    ///
    /// - Parameters:
    ///   - hasher: the one of this server.
    ///   - policy: what new passwords must be.
    public init(
        _ context: AccountContext, hasher: PasswordHasher, policy: PasswordPolicy,
        passwords: SharedThrottle.Limits = .passwords, secondFactors: SharedThrottle.Limits = .secondFactors,
        providers: SharedThrottle.Limits = .providers
    ) {
        self.context = context
        self.hasher = hasher
        self.policy = policy
        self.passwords = SharedThrottle(context, passwords, use: "password")
        factors = SharedThrottle(context, secondFactors, use: "second factor")
        self.providers = SharedThrottle(context, providers, use: "provider")
    }

    /// Signs in with name and password.
    ///
    /// - Parameters:
    ///   - typed: the name, as it was typed.
    ///   - old: a session of the browser that ends with the new one.
    /// - Throws: `Fault` (`credentials.busy`, `credentials.cancelled`, `storage.…`).
    public func begin(
        name typed: String, password: String, replacing old: SessionToken? = nil, _ client: Client, at instant: Instant
    ) async throws -> SignInStep {
        let name = try? SignInName(typed)
        let key = name.map(context.seal.key(of:)) ?? context.seal.key("no sign-in name", String(typed.prefix(128)))
        let device = client.device(of: key, keys: context.keys.device, at: instant)
        let attempt = SharedThrottle.Attempt(account: key, client: client, device: device?.device)
        let source = client.fingerprint(context.seal)
        if let wait = try await admit(attempt, passwords, at: instant, name: key, source: source) { return wait }
        let account = try await account(key)
        guard let password = try? Password(password),
            try await hasher.verify(
                password, against: account?.hash,
                for: PasswordHasher.Client(client.network, isFamiliar: device != nil)), let account
        else {
            context.log(
                SecurityEvent(
                    .signIn, isSuccess: false, at: instant, name: key, source: source, detail: "password"))
            return .refused
        }
        try await passwords.succeed(attempt, at: instant)
        if let known = account.hash, hasher.needsRenewal(known) {
            let fresh = try await hash(password, client, isFamiliar: device != nil)
            try await context.database.write {
                try PasswordTable.renew(fresh, of: account.person, was: known, $0)
            }
        }
        let proof = FirstProof(person: account.person, way: .password, evidence: account.stamp)
        return try await proceed(proof, hasSecondFactor: false, replacing: old, client, at: instant)
    }

    /// Sets a password by an invitation, which is used up, and goes on as after a right password.
    ///
    /// - Throws: `Fault` (`identity.invitation-unknown`, `credentials.password-…`, `credentials.busy`).
    public func accept(
        _ invitation: InvitationToken, password: String, _ client: Client, at instant: Instant
    ) async throws -> SignInStep {
        let person = try await Invitations(database: context.database).person(by: invitation, at: instant)
        let password = try await check(password, of: person, at: instant)
        let hash = try await hash(password, client, isFamiliar: false)
        let stamp = try await context.database.write { transaction in
            let invited = try Invitations.use(invitation, at: instant, transaction)
            return try PasswordTable.set(hash, of: invited, at: instant, transaction)
        }
        context.log(SecurityEvent(.invitationUsed, isSuccess: true, at: instant, person: person))
        context.log(SecurityEvent(.passwordSet, isSuccess: true, at: instant, person: person))
        let proof = FirstProof(person: person, way: .password, evidence: stamp)
        return try await proceed(proof, hasSecondFactor: false, replacing: nil, client, at: instant)
    }

    /// Changes the password of a person who is signed in; all other sessions of theirs end.
    ///
    /// - Throws: `Fault` (`accounts.password-wrong`, `credentials.password-…`, `accounts.too-many-attempts`).
    public func changePassword(
        of person: String, from old: String, to new: String, session: SessionToken, _ client: Client,
        at instant: Instant
    ) async throws {
        let key = try await nameKey(person)
        let device = client.device(of: key, keys: context.keys.device, at: instant)
        let attempt = SharedThrottle.Attempt(account: key, client: client, device: device?.device)
        if let fault = try await passwords.begin(attempt, at: instant).fault { throw fault }
        let account = try await account(key)
        let isRight = try await hasher.verify(
            Password(old), against: account?.hash, for: PasswordHasher.Client(client.network, isFamiliar: true))
        guard isRight else { throw Fault("accounts.password-wrong") }
        try await passwords.succeed(attempt, at: instant)
        let password = try await check(new, of: person, at: instant)
        let hash = try await hash(password, client, isFamiliar: true)
        let stamp = account?.stamp ?? ""
        try await context.database.write {
            try PasswordTable.change(hash, of: person, was: stamp, at: instant, $0)
        }
        context.log(SecurityEvent(.passwordSet, isSuccess: true, at: instant, person: person))
        try await Sessions(context).revokeAll(of: person, but: session, at: instant)
    }

    /// Ends a sign-in that is under way; nothing happens where there is none.
    public func abandon(_ token: SignInToken) async throws {
        try await context.database.write { transaction in
            try SignInTable(context: context, transaction: transaction).delete(token)
        }
    }

    /// Nil where an attempt may be looked at now, once it has waited where it must.
    func admit(
        _ attempt: SharedThrottle.Attempt, _ throttle: SharedThrottle, at instant: Instant, person: String? = nil,
        name: String? = nil, source: String
    ) async throws -> SignInStep? {
        switch try await throttle.begin(attempt, at: instant) {
        case .go: return nil
        case .slow(let microseconds):
            try await Task.sleep(for: .microseconds(microseconds))
            return nil
        case .refuse(let microseconds):
            context.log(
                SecurityEvent(.throttled, isSuccess: false, at: instant, person: person, name: name, source: source))
            return .wait(seconds: (microseconds + 999_999) / 1_000_000)
        }
    }

    private func account(_ key: String) async throws -> PasswordTable.Account? {
        try await context.database.read { try PasswordTable.account(key, $0) }
    }

    func nameKey(_ person: String) async throws -> String {
        let rows = try await context.database.read { transaction in
            try transaction.rows("SELECT name_key FROM people WHERE person = \(person)")
        }
        guard let row = rows.first else { throw Fault("identity.no-person", ["person": person]) }
        return row.text("name_key")
    }

    private func check(_ typed: String, of person: String, at instant: Instant) async throws -> Password {
        let password = try Password(typed)
        let (account, isGuarded) = try await context.database.read { transaction in
            let enrolled = try FactorTable(context: context, transaction: transaction).enrolled(person)
            let isPrivileged = try Standing(of: person, transaction).isPrivileged(at: instant)
            return (
                try PasskeyTable(context: context, transaction: transaction).user(person).name,
                !enrolled.isEmpty || isPrivileged
            )
        }
        try policy.check(password, account: account, hasSecondFactor: isGuarded)
        return password
    }

    private func hash(_ password: Password, _ client: Client, isFamiliar: Bool) async throws -> PasswordHash {
        var generator = SystemRandomNumberGenerator()
        let salt = Secret(count: PasswordHash.saltSize, using: &generator).bytes
        return try await hasher.hash(
            password, salt: salt, for: PasswordHasher.Client(client.network, isFamiliar: isFamiliar))
    }
}
