public import Model

/// Signs in at a provider by the authorization code flow with PKCE (OpenID Connect Core 1.0, section 3.1; RFC 9700).
///
/// It makes no connection of its own: a closure is handed in that sends what it is given, once, with the system's trust
/// in certificates, and follows no redirect.
public struct OpenIDConnect: Sendable {
    /// Sends to a provider. It throws what should be told to the person where no answer came.
    public typealias Exchange = @Sendable (OpenIDExchange) async throws(Fault) -> OpenIDAnswer

    /// How many seconds keys are believed to be all that there are: a token with a new one has them fetched again, but
    /// not each token (OpenID Connect Core 1.0, section 10.1.1).
    private static let keysAge: Int64 = 60

    private let client: OpenIDClient
    private let exchange: Exchange

    /// A way to sign in.
    public init(_ client: OpenIDClient, exchange: @escaping Exchange) {
        self.client = client
        self.exchange = exchange
    }

    /// Asks a provider what it is, and for its keys. To be done once a day or so, and kept.
    ///
    /// - Throws: `Fault` (`credentials.openid-unavailable`, `credentials.openid-bad-document`,
    ///   `credentials.openid-wrong-issuer`, `credentials.openid-no-algorithm`) or what the closure throws.
    public func discover(at instant: Instant) async throws(Fault) -> OpenIDProvider {
        var provider = try OpenIDProvider(
            await get(client.discoveryAddress, limit: OpenIDProvider.documentLimit), issuer: client.issuer)
        try await fetchKeys(&provider, at: instant)
        return provider
    }

    /// Ends a sign-in.
    ///
    /// - Parameters:
    ///   - parameters: those of the address that the browser came back to, decoded.
    ///   - request: what was kept for this browser.
    ///   - provider: the provider; its keys may be fetched again.
    ///   - instant: now.
    /// - Throws: `Fault` (`credentials.openid-…`) or what the closure throws.
    public func finish(
        _ parameters: [(name: String, value: String)], request: OpenIDRequest, provider: inout OpenIDProvider,
        at instant: Instant
    ) async throws(Fault) -> OpenIDIdentity {
        let callback = try OpenIDCallback(parameters, request: request, provider: provider, at: instant)
        let response = try TokenResponse(await exchange(tokenRequest(callback, request, provider)))
        let token = response.idToken
        if provider.keys.key(named: token.keyID, for: token.algorithm) == nil,
            instant.seconds - provider.keysFetched.seconds >= Self.keysAge
        {
            try await fetchKeys(&provider, at: instant)
        }
        guard let key = provider.keys.key(named: token.keyID, for: token.algorithm) else {
            throw Fault("credentials.openid-unknown-key")
        }
        guard token.isSigned(by: key) else { throw Fault("credentials.openid-bad-signature") }
        let check = IDTokenCheck(
            issuer: client.issuer, clientID: client.id, nonce: request.nonce.urlText,
            provenSince: request.isAnew ? request.begun : nil, claim: client.claim, instant: instant)
        return try check.identity(token, accessToken: response.accessToken)
    }

    /// RFC 6749, section 4.1.3; RFC 7636, section 4.5.
    private func tokenRequest(
        _ callback: OpenIDCallback, _ request: OpenIDRequest, _ provider: OpenIDProvider
    ) -> OpenIDExchange {
        var form = [
            ("grant_type", "authorization_code"), ("code", callback.code), ("redirect_uri", client.redirect),
            ("code_verifier", request.verifier.urlText),
        ]
        let authorization = provider.takesBasicAuthorization ? client.basicAuthorization : nil
        if authorization == nil {
            form.append(("client_id", client.id))
            if let secret = client.secret {
                form.append(("client_secret", String(decoding: secret.bytes, as: UTF8.self)))
            }
        }
        return OpenIDExchange(
            provider.tokenEndpoint, form: Percent.encode(form), authorization: authorization,
            limit: TokenResponse.limit)
    }

    private func fetchKeys(_ provider: inout OpenIDProvider, at instant: Instant) async throws(Fault) {
        provider.keys = try WebKeySet(await get(provider.keysAddress, limit: WebKeySet.documentLimit))
        provider.keysFetched = instant
    }

    private func get(_ address: String, limit: Int) async throws(Fault) -> [UInt8] {
        let answer = try await exchange(OpenIDExchange(address, limit: limit))
        guard answer.status == 200 else {
            throw Fault("credentials.openid-unavailable", ["status": "\(answer.status)"])
        }
        return answer.body
    }
}
