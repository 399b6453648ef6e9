import CanonicalJSON
public import Model

/// What a provider says of itself (OpenID Connect Discovery 1.0, section 3), and its keys.
public struct OpenIDProvider: Sendable {
    static let documentLimit = 64 << 10

    let issuer: String
    let authorizationEndpoint: String
    let tokenEndpoint: String
    let keysAddress: String
    /// Whether its token endpoint takes our secret from the header; else it is in the form.
    let takesBasicAuthorization: Bool
    /// Whether it names itself when it sends the browser back (RFC 9207).
    let namesItself: Bool
    /// When its keys were fetched.
    public internal(set) var keysFetched: Instant
    var keys: WebKeySet

    /// Reads the discovery document.
    ///
    /// - Throws: `Fault` (`credentials.openid-bad-document` with the field, `credentials.openid-wrong-issuer`,
    ///   `credentials.openid-no-algorithm`).
    init(_ body: [UInt8], issuer: String) throws(Fault) {
        guard let value = try? JSONValue(parsing: body, maximumDepth: 8, maximumBytes: Self.documentLimit) else {
            throw Self.bad("{}")
        }
        // Whoever answers for one issuer must not speak for another (section 4.3).
        guard let named = value["issuer"]?.text, ConstantTime.equal(named, issuer) else {
            throw Fault("credentials.openid-wrong-issuer")
        }
        self.issuer = issuer
        authorizationEndpoint = try Self.address("authorization_endpoint", in: value)
        tokenEndpoint = try Self.address("token_endpoint", in: value)
        keysAddress = try Self.address("jwks_uri", in: value)
        let algorithms = value["id_token_signing_alg_values_supported"]?.elements ?? []
        guard algorithms.contains(where: { $0.text.flatMap(SignatureAlgorithm.init(jose:)) != nil }) else {
            throw Fault("credentials.openid-no-algorithm")
        }
        // Where it says nothing, it takes the header.
        let methods = value["token_endpoint_auth_methods_supported"]?.elements?.compactMap(\.text)
        takesBasicAuthorization =
            methods.map { $0.contains("client_secret_basic") || !$0.contains("client_secret_post") } ?? true
        namesItself = value["authorization_response_iss_parameter_supported"]?.bool ?? false
        keysFetched = Instant(microseconds: 0)
        keys = WebKeySet()
    }

    private static func address(_ field: String, in value: JSONValue) throws(Fault) -> String {
        guard let text = value[field]?.text, WebAddress(text) != nil else { throw bad(field) }
        return text
    }

    private static func bad(_ field: String) -> Fault { Fault("credentials.openid-bad-document", ["field": field]) }
}
