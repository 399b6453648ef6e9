public import Credentials
public import Identity
public import Storage

/// What all operations on accounts need at hand.
public struct AccountContext: Sendable {
    let database: any Database
    let seal: PersonalSeal
    private let readKeys: @Sendable () -> AccountKeys
    /// The keys of now.
    var keys: AccountKeys { readKeys() }
    let party: RelyingParty
    let limits: AccountLimits
    let log: @Sendable (SecurityEvent) -> Void

    /// A context.
    ///
    /// - Parameters:
    ///   - database: that of a journal whose projections hold `IdentityProjection`.
    ///   - keys: the server's keys, which may be rotated while it runs.
    ///   - party: the site that passkeys are made for.
    ///   - log: hears every security event, at once.
    public init(
        database: any Database, seal: PersonalSeal, keys: @escaping @Sendable () -> AccountKeys, party: RelyingParty,
        limits: AccountLimits = AccountLimits(), log: @escaping @Sendable (SecurityEvent) -> Void
    ) {
        self.database = database
        self.seal = seal
        readKeys = keys
        self.party = party
        self.limits = limits
        self.log = log
    }
}

/// How long things last.
public struct AccountLimits: Sendable, Hashable {
    /// Seconds after which a session ends, used or not.
    public var sessionLifetime: Int64
    /// Seconds that a session may lie unused.
    public var sessionIdle: Int64
    /// Seconds that a sign-in may take from the password to the last factor.
    public var signInLifetime: Int64
    /// Seconds for which a session that proved who its person is may change how that person signs in.
    public var proofLifetime: Int64

    /// Limits; where nothing is given, twelve hours, half an hour, ten minutes (NIST SP 800-63B-4, section 2.3.3) and
    /// five.
    public init(
        sessionLifetime: Int64 = 12 * 3600, sessionIdle: Int64 = 1800, signInLifetime: Int64 = 600,
        proofLifetime: Int64 = 300
    ) {
        self.proofLifetime = proofLifetime
        self.sessionLifetime = sessionLifetime
        self.sessionIdle = sessionIdle
        self.signInLifetime = signInLifetime
    }
}
