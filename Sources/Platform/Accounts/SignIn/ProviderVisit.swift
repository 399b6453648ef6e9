import CanonicalJSON
public import Credentials

/// A way to a provider and back that a browser is on.
public struct ProviderVisit: Sendable {
    /// The provider's name for itself.
    public let issuer: String
    /// What the provider was asked.
    public let request: OpenIDRequest
    /// Whose account is to be tied, where it is somebody who is signed in; nil where the visit is to sign in.
    public let person: String?
    /// Where the provider sends the browser back to.
    public let redirect: String
    /// Where it goes on in the end.
    public let returnPath: String

    /// A visit.
    public init(issuer: String, request: OpenIDRequest, person: String?, redirect: String, returnPath: String) {
        self.issuer = issuer
        self.request = request
        self.person = person
        self.redirect = redirect
        self.returnPath = returnPath
    }

    /// What is kept of it beside the columns; nil where that is something else.
    init?(issuer: String, person: String?, content: String) {
        guard let value = try? JSONValue(parsing: content), let redirect = value["redirect"]?.text,
            let path = value["return"]?.text, let request = value["request"].flatMap({ OpenIDRequest(json: $0) })
        else { return nil }
        self.init(issuer: issuer, request: request, person: person, redirect: redirect, returnPath: path)
    }

    var content: String {
        let value: JSONValue = [
            "redirect": .string(redirect), "return": .string(returnPath), "request": request.json,
        ]
        return value.canonical
    }
}
