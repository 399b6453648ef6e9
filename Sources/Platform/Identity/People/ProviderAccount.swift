public import Model

/// An account at a provider of OpenID Connect, by what never changes of it: a claim that the provider never gives to
/// another (OpenID Connect Core 1.0, section 5.7).
public struct ProviderAccount: Sendable, Hashable {
    /// The claim that finds a person where nothing else is configured.
    public static let standardClaim = "sub"
    private static let limit = 255
    private static let issuerLimit = 2048

    /// Claims that change hands, or that people choose for themselves: nobody may be found by them.
    private static let changing: Set<String> = [
        "email", "email_verified", "preferred_username", "nickname", "name", "given_name", "family_name",
        "phone_number",
        "upn", "unique_name",
    ]

    /// The provider's name for itself, an address.
    public let issuer: String
    /// The claim by which the provider names the person.
    public let claim: String
    /// What the claim says.
    public let subject: String

    /// An account.
    ///
    /// - Throws: `Fault` (`identity.bad-issuer`, `identity.bad-claim`, `identity.bad-subject`).
    public init(issuer: String, subject: String, claim: String = standardClaim) throws(Fault) {
        guard issuer.hasPrefix("https://") || issuer.hasPrefix("http://"), issuer.utf8.count <= Self.issuerLimit,
            issuer.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw Fault("identity.bad-issuer") }
        try Self.check(claim: claim)
        guard (1...Self.limit).contains(subject.utf8.count), subject.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
        else { throw Fault("identity.bad-subject", ["limit": String(Self.limit)]) }
        self.issuer = issuer
        self.claim = claim
        self.subject = subject
    }

    /// Refuses a claim that can be given to another person later.
    ///
    /// - Throws: `Fault` (`identity.bad-claim`).
    public static func check(claim: String) throws(Fault) {
        guard (1...64).contains(claim.utf8.count), claim.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            !changing.contains(claim)
        else { throw Fault("identity.bad-claim", ["claim": claim]) }
    }

    /// The fingerprint that is kept of it.
    package func key(_ seal: PersonalSeal) -> String {
        // Neither part can hold a line end; what another claim says is another account.
        let named = claim == Self.standardClaim ? "" : "\n\(claim)"
        return seal.key("identity at a provider", "\(issuer)\n\(subject)\(named)")
    }
}
