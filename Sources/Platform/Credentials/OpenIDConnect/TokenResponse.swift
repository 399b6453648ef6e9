import CanonicalJSON
import Model

/// What a token endpoint hands out for a code (OpenID Connect Core 1.0, section 3.1.3.3).
struct TokenResponse: Sendable {
    static let limit = 128 << 10

    let idToken: SignedToken
    let accessToken: String?

    /// - Throws: `Fault` (`credentials.openid-refused`, `credentials.openid-unavailable`,
    ///   `credentials.openid-malformed`).
    init(_ answer: OpenIDAnswer) throws(Fault) {
        let value = try? JSONValue(parsing: answer.body, maximumDepth: 8, maximumBytes: Self.limit)
        guard answer.status == 200 else {
            if let error = value?["error"]?.text { throw OpenIDError.refused(error) }
            throw Fault("credentials.openid-unavailable", ["status": "\(answer.status)"])
        }
        guard let value, value["token_type"]?.text?.lowercased() == "bearer" else { throw Self.malformed("token_type") }
        guard let token = value["id_token"]?.text.flatMap(SignedToken.init) else { throw Self.malformed("id_token") }
        idToken = token
        accessToken = value["access_token"]?.text
    }

    private static func malformed(_ part: String) -> Fault {
        Fault("credentials.openid-malformed", ["part": part])
    }
}
