public import Model

/// What is kept of a token that was handed out: what its bearer may do, and until when.
public struct TokenGrant<Purpose: TokenPurpose>: Sendable, Hashable {
    /// By which it is looked up.
    public let digest: TokenDigest
    /// What its bearer may do, in words of the caller's own; nil for all that its owner may.
    public let scope: Set<String>?
    /// When it was handed out.
    public let issued: Instant
    /// From when on it is good for nothing.
    public let expires: Instant
    /// How many seconds it may lie unused; nil for any number.
    public let idleLimit: Int64?
    /// When it was last used, or handed out.
    public private(set) var lastUse: Instant

    /// The grant of a new token.
    ///
    /// - Parameters:
    ///   - token: the token.
    ///   - scope: what its bearer may do; nil for all that its owner may.
    ///   - lifetime: for how many seconds.
    ///   - idleLimit: how many seconds it may lie unused; nil for any number.
    ///   - instant: now.
    /// - Throws: `Fault` (`credentials.token-lifetime`) where the lifetime is none, or beyond the purpose's longest.
    public init(
        _ token: BearerToken<Purpose>, scope: Set<String>?, lifetime: Int64, idleLimit: Int64? = nil,
        at instant: Instant
    ) throws(Fault) {
        guard (1...Purpose.longestLifetime).contains(lifetime) else {
            throw Fault("credentials.token-lifetime", ["hours": "\(Purpose.longestLifetime / 3600)"])
        }
        self.init(
            digest: token.digest, scope: scope, issued: instant,
            expires: Instant(seconds: instant.seconds + lifetime), idleLimit: idleLimit, lastUse: instant)
    }

    /// A grant that was kept.
    public init(
        digest: TokenDigest, scope: Set<String>?, issued: Instant, expires: Instant, idleLimit: Int64?, lastUse: Instant
    ) {
        self.digest = digest
        self.scope = scope
        self.issued = issued
        self.expires = expires
        self.idleLimit = idleLimit
        self.lastUse = lastUse
    }

    /// Whether the bearer may do something, as far as the token goes; what its owner may is another question.
    public func covers(_ action: String) -> Bool { scope?.contains(action) ?? true }

    /// Uses the token that the grant was looked up by.
    ///
    /// - Parameter instant: now, which becomes its last use.
    /// - Throws: `Fault` (`credentials.token-expired`, `credentials.token-idle`), the grant unchanged.
    public mutating func use(at instant: Instant) throws(Fault) {
        guard instant < expires else { throw Fault("credentials.token-expired") }
        if let idleLimit, instant.seconds - lastUse.seconds >= idleLimit { throw Fault("credentials.token-idle") }
        lastUse = max(lastUse, instant)
    }
}
