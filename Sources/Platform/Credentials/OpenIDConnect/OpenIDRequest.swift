import BaseEncoding
public import CanonicalJSON
import Crypto
public import Model

/// A sign-in that was begun at a provider: what must be kept, for this browser alone, until it comes back.
///
/// It holds secrets: keep it where only the browser's session leads to it, and forget it with the first return.
public struct OpenIDRequest: Sendable, Equatable {
    /// How many seconds the person may take.
    public static let lifetime: Int64 = 600
    private static let size = 32

    /// Ties the return to this browser (RFC 9700, section 4.7).
    let state: Secret
    /// Ties the ID token to this sign-in.
    let nonce: Secret
    /// Ties the code to us (RFC 7636).
    let verifier: Secret
    let expires: Instant
    /// Whether the person is to prove anew who they are, whoever is signed in at the provider.
    let isAnew: Bool

    /// A new sign-in.
    ///
    /// - Parameter isAnew: whether the person is to prove anew who they are, whoever is signed in at the provider.
    public init(at instant: Instant, anew isAnew: Bool = false, using generator: inout some RandomNumberGenerator) {
        self.isAnew = isAnew
        state = Secret(count: Self.size, using: &generator)
        nonce = Secret(count: Self.size, using: &generator)
        verifier = Secret(count: Self.size, using: &generator)
        expires = Instant(seconds: instant.seconds + Self.lifetime)
    }

    /// Reads what `json` wrote; nil where it is anything else.
    public init?(json value: JSONValue) {
        func secret(_ name: String) -> Secret? {
            guard let bytes = value[name]?.text.flatMap({ Base64.url.decode($0.utf8) }), bytes.count == Self.size else {
                return nil
            }
            return Secret(bytes)
        }
        guard let state = secret("state"), let nonce = secret("nonce"), let verifier = secret("verifier"),
            let expires = value["expires"]?.integer, let isAnew = value["anew"]?.bool
        else { return nil }
        self.isAnew = isAnew
        self.state = state
        self.nonce = nonce
        self.verifier = verifier
        self.expires = Instant(microseconds: expires)
    }

    /// What the return is looked up by: the state itself need not be searched for.
    public var stateKey: String { Self.key(ofState: state.urlText) }

    /// The same of the state that a browser brought.
    public static func key(ofState state: String) -> String {
        Hexadecimal.encode(Array(SHA256.hash(data: Array(state.utf8))))
    }

    /// When it was begun.
    var begun: Instant { Instant(seconds: expires.seconds - Self.lifetime) }

    /// The request as JSON, to be kept.
    public var json: JSONValue {
        [
            "state": .string(state.urlText), "nonce": .string(nonce.urlText), "verifier": .string(verifier.urlText),
            "expires": .integer(expires.microseconds), "anew": .bool(isAnew),
        ]
    }

    /// Where to send the browser (OpenID Connect Core 1.0, section 3.1.2.1; RFC 7636, section 4.3).
    public func address(at provider: OpenIDProvider, for client: OpenIDClient) -> String {
        let challenge = Base64.url.encode(Array(SHA256.hash(data: Array(verifier.urlText.utf8))))
        var parameters = [
            ("response_type", "code"), ("client_id", client.id), ("redirect_uri", client.redirect),
            ("scope", client.scopes.joined(separator: " ")), ("state", state.urlText), ("nonce", nonce.urlText),
            ("code_challenge", challenge), ("code_challenge_method", "S256"),
        ]
        if !client.contextClasses.isEmpty {
            parameters.append(("acr_values", client.contextClasses.joined(separator: " ")))
        }
        if isAnew { parameters += [("prompt", "login"), ("max_age", "0")] }
        let endpoint = provider.authorizationEndpoint
        return endpoint + (endpoint.contains("?") ? "&" : "?") + Percent.encode(parameters)
    }
}
