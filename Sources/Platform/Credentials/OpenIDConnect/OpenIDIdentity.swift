public import Model

/// Whom a provider vouches for.
public struct OpenIDIdentity: Sendable, Hashable {
    /// Who vouches.
    public let issuer: String
    /// The claim that the person is named by.
    public let claim: String
    /// The provider's name for the person, which never changes and is never given to another: with the issuer and the
    /// claim, the one thing to know an account by.
    public let subject: String
    /// The person's name, as the provider shows it.
    public let name: String?
    /// A mail address, where the provider verified it. It may be given to another person later.
    public let email: String?
    /// When the provider last saw the person's own proof.
    public let authenticated: Instant?
    /// How strong that was (`acr`), in the provider's words.
    public let contextClass: String?
    /// By what means (`amr`, RFC 8176), such as `mfa`.
    public let methods: [String]
}
