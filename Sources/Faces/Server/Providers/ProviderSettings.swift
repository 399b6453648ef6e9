import Credentials
import Identity
import Model

/// A provider of OpenID Connect that people may sign in with, as the data folder names it.
struct ProviderSettings: Sendable {
    /// What addresses of ours name it by.
    let id: String
    /// What people know it by.
    let name: LocalizedText
    /// The provider's name for itself, an address.
    let issuer: String
    /// The provider's name for us, and what it knows us by.
    let clientID: String
    let secret: Secret
    /// What to ask for beside `openid`.
    let scopes: [String]
    /// The claim that finds the person: one that is never given to another.
    let claim: String
    /// What in `acr` or in `amr` stands for a second factor of ours; nothing does where both are empty.
    let strongClasses: [String]
    let strongMethods: [String]
    /// A file of PEM roots that its certificate must lead to; the system's where nil.
    let roots: String?

    /// What the provider knows us as.
    ///
    /// - Parameter redirect: where it sends the browser back to.
    /// - Throws: `Fault` (`credentials.openid-bad-address`, `credentials.openid-bad-client`).
    func client(redirect: String) throws(Fault) -> OpenIDClient {
        try OpenIDClient(
            issuer: issuer, id: clientID, secret: secret, redirect: redirect, scopes: scopes, claim: claim,
            contextClasses: strongClasses)
    }

    /// Whether the provider's word stands for a second factor of ours.
    func provesSecondFactor(_ identity: OpenIDIdentity) -> Bool {
        identity.contextClass.map(strongClasses.contains) ?? false
            || identity.methods.contains(where: strongMethods.contains)
    }
}
