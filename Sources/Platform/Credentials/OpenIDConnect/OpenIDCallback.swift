import Model

/// What the browser brings back from a provider (OpenID Connect Core 1.0, sections 3.1.2.5 and 3.1.2.6).
struct OpenIDCallback: Sendable {
    private static let codeLimit = 2048

    let code: String

    /// Checks the parameters of the address that the browser came back to.
    ///
    /// - Parameter parameters: decoded; each may stand there once (RFC 6749, section 3.1).
    /// - Throws: `Fault` (`credentials.openid-malformed`, `credentials.openid-late`, `credentials.openid-wrong-state`,
    ///   `credentials.openid-wrong-issuer`, `credentials.openid-denied`, `credentials.openid-refused`).
    init(
        _ parameters: [(name: String, value: String)], request: OpenIDRequest, provider: OpenIDProvider,
        at instant: Instant
    ) throws(Fault) {
        let values = Dictionary(grouping: parameters, by: \.name)
        guard values.values.allSatisfy({ $0.count == 1 }) else { throw Self.malformed }
        func value(_ name: String) -> String? { values[name]?[0].value }
        guard instant < request.expires else { throw Fault("credentials.openid-late") }
        guard let state = value("state"), ConstantTime.equal(state, request.state.urlText) else {
            throw Fault("credentials.openid-wrong-state")
        }
        // Another provider's answer must not be taken to this one (RFC 9207, section 2.4).
        guard value("iss").map({ ConstantTime.equal($0, provider.issuer) }) ?? !provider.namesItself else {
            throw Fault("credentials.openid-wrong-issuer")
        }
        if let error = value("error") {
            guard error != "access_denied" else { throw Fault("credentials.openid-denied") }
            throw OpenIDError.refused(error)
        }
        guard let code = value("code"), (1...Self.codeLimit).contains(code.utf8.count) else { throw Self.malformed }
        self.code = code
    }

    private static var malformed: Fault { Fault("credentials.openid-malformed", ["part": "code"]) }
}
