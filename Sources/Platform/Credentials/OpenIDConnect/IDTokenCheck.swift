import CanonicalJSON
import Crypto
import Model

/// Whether an ID token is for us, now and for this sign-in (OpenID Connect Core 1.0, section 3.1.3.7).
struct IDTokenCheck: Sendable {
    /// How many seconds clocks may differ.
    static let skew: Int64 = 60
    /// How many seconds old a token may be that was just made for us.
    private static let ageLimit: Int64 = 600
    private static let textLimit = 320
    /// The end of the year 9999.
    private static let timeRange: ClosedRange<Int64> = 0...253_402_300_799

    let issuer: String
    let clientID: String
    let nonce: String
    /// When the person was asked to prove anew who they are; nil where an older proof will do.
    var provenSince: Instant?
    /// The claim by which the provider names a person for ever.
    var claim = "sub"
    let instant: Instant

    /// Whom a token that was signed as it should vouches for.
    ///
    /// - Parameter accessToken: the one that came along; nil where none did.
    /// - Throws: `Fault` (`credentials.openid-claim` with the claim, `credentials.openid-expired`,
    ///   `credentials.openid-not-yet`).
    func identity(_ token: SignedToken, accessToken: String?) throws(Fault) -> OpenIDIdentity {
        let claims = token.claims
        guard let named = claims["iss"]?.text, ConstantTime.equal(named, issuer) else { throw Self.wrong("iss") }
        try checkAudience(claims)
        try checkTimes(claims)
        guard let answered = claims["nonce"]?.text, ConstantTime.equal(answered, nonce) else {
            throw Self.wrong("nonce")
        }
        if let hash = claims["at_hash"] {
            guard let accessToken, let text = hash.text,
                ConstantTime.equal(text, token.algorithm.halfHash(of: accessToken))
            else { throw Self.wrong("at_hash") }
        }
        _ = try Self.subject("sub", in: claims)
        let authenticated = try Self.time("auth_time", in: claims).map(Instant.init(seconds:))
        // Providers leave the time out although it was asked for; where it is there, it must be of this visit.
        if let provenSince, let authenticated, authenticated.seconds < provenSince.seconds - Self.skew {
            throw Self.wrong("auth_time")
        }
        return OpenIDIdentity(
            issuer: issuer, claim: claim, subject: try Self.subject(claim, in: claims), name: Self.text(claims["name"]),
            email: claims["email_verified"] == .bool(true) ? Self.text(claims["email"]) : nil,
            authenticated: authenticated,
            contextClass: Self.text(claims["acr"]),
            methods: (claims["amr"]?.elements ?? []).prefix(16).compactMap(Self.text))
    }

    private static func subject(_ claim: String, in claims: JSONValue) throws(Fault) -> String {
        guard let subject = claims[claim]?.text, (1...255).contains(subject.utf8.count),
            subject.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
        else { throw wrong(claim) }
        return subject
    }

    /// Steps 3 to 5: others may hear of the token only where it says that it was made for us.
    private func checkAudience(_ claims: JSONValue) throws(Fault) {
        let audience = claims["aud"]?.text.map { [$0] } ?? claims["aud"]?.elements?.compactMap(\.text) ?? []
        guard audience.contains(where: { ConstantTime.equal($0, clientID) }) else { throw Self.wrong("aud") }
        guard let party = claims["azp"] else {
            guard audience.count == 1 else { throw Self.wrong("azp") }
            return
        }
        guard let text = party.text, ConstantTime.equal(text, clientID) else { throw Self.wrong("azp") }
    }

    private func checkTimes(_ claims: JSONValue) throws(Fault) {
        let now = instant.seconds
        guard let expires = try Self.time("exp", in: claims) else { throw Self.wrong("exp") }
        guard let issued = try Self.time("iat", in: claims) else { throw Self.wrong("iat") }
        guard now < expires + Self.skew, now - issued <= Self.ageLimit + Self.skew else {
            throw Fault("credentials.openid-expired")
        }
        let begins = try Self.time("nbf", in: claims) ?? issued
        guard max(issued, begins) <= now + Self.skew else { throw Fault("credentials.openid-not-yet") }
    }

    /// Seconds, rounded down (RFC 7519, section 2, NumericDate); nil where there is none.
    private static func time(_ claim: String, in claims: JSONValue) throws(Fault) -> Int64? {
        let seconds: Int64?
        switch claims[claim] {
        case nil: return nil
        case .integer(let value): seconds = value
        case .number(let value): seconds = Int64(exactly: value.rounded(.down))
        default: seconds = nil
        }
        guard let seconds, timeRange.contains(seconds) else { throw wrong(claim) }
        return seconds
    }

    private static func text(_ value: JSONValue?) -> String? {
        value?.text.flatMap { (1...textLimit).contains($0.utf8.count) ? $0 : nil }
    }

    private static func wrong(_ claim: String) -> Fault { Fault("credentials.openid-claim", ["claim": claim]) }
}
