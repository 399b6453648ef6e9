import BaseEncoding
public import Model

/// What a provider knows us as (OpenID Connect Core 1.0, section 3.1; RFC 6749, section 2).
public struct OpenIDClient: Sendable, Equatable {
    /// The provider's name for itself, an address.
    public let issuer: String
    /// The provider's name for us.
    public let id: String
    /// What the provider knows us by; nil for a public client.
    public let secret: Secret?
    /// Where the provider sends the browser back to, as it was registered.
    public let redirect: String
    /// What to ask for beside `openid`, such as `email`.
    public let scopes: [String]
    /// The claim by which the provider names a person for ever.
    public let claim: String
    /// The strengths of proof (`acr`) to ask for, the best one first; none where any will do.
    public let contextClasses: [String]

    /// A client.
    ///
    /// - Throws: `Fault` (`credentials.openid-bad-address`) where the issuer or the place to return to is not an address
    ///   with TLS, or on this machine; `credentials.openid-bad-client` where the id or a scope is not one.
    public init(
        issuer: String, id: String, secret: Secret?, redirect: String, scopes: [String], claim: String = "sub",
        contextClasses: [String] = []
    ) throws(Fault) {
        guard let address = WebAddress(issuer), !address.rest.contains("?") else {
            throw Fault("credentials.openid-bad-address", ["field": "issuer"])
        }
        guard WebAddress(redirect) != nil else {
            throw Fault("credentials.openid-bad-address", ["field": "redirect_uri"])
        }
        guard (1...255).contains(id.utf8.count), id.utf8.allSatisfy({ (0x20...0x7E).contains($0) }),
            (scopes + contextClasses).allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) })
        else { throw Fault("credentials.openid-bad-client") }
        self.issuer = issuer
        self.id = id
        self.secret = secret
        self.redirect = redirect
        self.claim = claim
        self.contextClasses = contextClasses
        self.scopes = ["openid"] + scopes.filter { $0 != "openid" }
    }

    /// Where the provider describes itself (OpenID Connect Discovery 1.0, section 4).
    var discoveryAddress: String {
        (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + "/.well-known/openid-configuration"
    }

    /// The header that tells the token endpoint who we are (RFC 6749, section 2.3.1).
    var basicAuthorization: String? {
        secret.map { secret in
            let pair = Percent.encode(id) + ":" + Percent.encode(String(decoding: secret.bytes, as: UTF8.self))
            return "Basic " + Base64.standard.encode(Array(pair.utf8))
        }
    }
}
