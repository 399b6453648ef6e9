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

    /// Sign-ins.
    ///
    /// - Parameters:
    ///   - hasher: the one of this server.
    ///   - policy: what new passwords must be.
    public init(
        _ context: AccountContext, hasher: PasswordHasher, policy: PasswordPolicy,
        passwords: SharedThrottle.Limits = .passwords, secondFactors: SharedThrottle.Limits = .secondFactors
    ) {
        self.context = context
        self.hasher = hasher
        self.policy = policy
        self.passwords = SharedThrottle(context, passwords, use: "password")
        factors = SharedThrottle(context, secondFactors, use: "second factor")
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
        let device = client.device(of: key, key: context.keys.device, at: instant)
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
        if let hash = account.hash, hasher.needsRenewal(hash) {
            try await keep(password, of: account.person, client, isFamiliar: device != nil, at: instant)
        }
        return try await proceed(account.person, hasSecondFactor: false, replacing: old, client, at: instant)
    }

    /// Signs in on a provider's word.
    ///
    /// - Parameters:
    ///   - identity: whom the provider vouches for, checked.
    ///   - trustsFactors: whether the provider's `mfa` stands for a second factor of ours.
    public func begin(
        vouched identity: OpenIDIdentity, trustsFactors: Bool, replacing old: SessionToken? = nil, _ client: Client,
        at instant: Instant
    ) async throws -> SignInStep {
        guard let person = try await Links(context).person(identity) else {
            context.log(
                SecurityEvent(
                    .signIn, isSuccess: false, at: instant, source: client.fingerprint(context.seal),
                    detail: "provider"))
            return .refused
        }
        let isProven = trustsFactors && identity.methods.contains("mfa")
        return try await proceed(person, hasSecondFactor: isProven, replacing: old, client, at: instant)
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
        try await context.database.write { transaction in
            let invited = try Invitations.use(invitation, at: instant, transaction)
            try PasswordTable.set(hash, of: invited, at: instant, transaction)
        }
        context.log(SecurityEvent(.invitationUsed, isSuccess: true, at: instant, person: person))
        context.log(SecurityEvent(.passwordSet, isSuccess: true, at: instant, person: person))
        return try await proceed(person, hasSecondFactor: false, replacing: nil, client, at: instant)
    }

    /// Changes the password of a person who is signed in; all other sessions of theirs end.
    ///
    /// - Throws: `Fault` (`accounts.password-wrong`, `credentials.password-…`, `credentials.too-many-attempts`).
    public func changePassword(
        of person: String, from old: String, to new: String, session: SessionToken, _ client: Client,
        at instant: Instant
    ) async throws {
        let key = try await nameKey(person)
        let device = client.device(of: key, key: context.keys.device, at: instant)
        let attempt = SharedThrottle.Attempt(account: key, client: client, device: device?.device)
        if let fault = try await passwords.begin(attempt, at: instant).fault { throw fault }
        let account = try await account(key)
        let isRight = try await hasher.verify(
            Password(old), against: account?.hash, for: PasswordHasher.Client(client.network, isFamiliar: true))
        guard isRight else { throw Fault("accounts.password-wrong") }
        try await passwords.succeed(attempt, at: instant)
        let password = try await check(new, of: person, at: instant)
        try await keep(password, of: person, client, isFamiliar: true, at: instant)
        context.log(SecurityEvent(.passwordSet, isSuccess: true, at: instant, person: person))
        try await Sessions(context).revokeAll(of: person, but: session, at: instant)
    }

    /// What comes after the first proof.
    func proceed(
        _ person: String, hasSecondFactor: Bool, replacing old: SessionToken?, _ client: Client, at instant: Instant
    ) async throws -> SignInStep {
        if hasSecondFactor {
            return .signedIn(
                try await open(person, hasSecondFactor: true, token: nil, replacing: old, client, at: instant))
        }
        let step = try await context.database.write { transaction -> SignInStep? in
            let table = SignInTable(context: context, transaction: transaction)
            let enrolled = try FactorTable(context: context, transaction: transaction).enrolled(person)
            guard enrolled.isEmpty else {
                return .secondFactor(try table.insert(person, .factor, at: instant), enrolled)
            }
            guard try Standing(of: person, transaction).isPrivileged(at: instant) else { return nil }
            return .enrolment(try table.insert(person, .enrolment, at: instant))
        }
        if let step { return step }
        return .signedIn(
            try await open(person, hasSecondFactor: false, token: nil, replacing: old, client, at: instant))
    }

    /// Opens the session that a sign-in ends with.
    func open(
        _ person: String, hasSecondFactor: Bool, token: SignInToken?, replacing old: SessionToken?, _ client: Client,
        codes: [String]? = nil, at instant: Instant
    ) async throws -> SignInStep.SignedIn {
        let session = try await context.database.write { transaction in
            if let token { try SignInTable(context: context, transaction: transaction).finish(token) }
            if let old {
                try transaction.execute("DELETE FROM sessions WHERE digest = \(old.digest.description)")
            }
            return try Sessions.open(
                person, hasSecondFactor: hasSecondFactor, client, context.limits, at: instant, transaction)
        }
        let key = try await nameKey(person)
        var generator = SystemRandomNumberGenerator()
        let device =
            client.device(of: key, key: context.keys.device, at: instant)
            ?? DeviceCookie(account: key, key: context.keys.device, at: instant, using: &generator)
        context.log(
            SecurityEvent(
                .signIn, isSuccess: true, at: instant, person: person, name: key,
                source: client.fingerprint(context.seal), detail: hasSecondFactor ? "two-factor" : "one-factor"))
        return SignInStep.SignedIn(person: person, session: session, device: device, recoveryCodes: codes)
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

    private func account(_ key: String) async throws -> (person: String, hash: PasswordHash?)? {
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

    private func keep(
        _ password: Password, of person: String, _ client: Client, isFamiliar: Bool, at instant: Instant
    ) async throws {
        let hash = try await hash(password, client, isFamiliar: isFamiliar)
        try await context.database.write { try PasswordTable.set(hash, of: person, at: instant, $0) }
    }
}
