import CanonicalJSON
import Credentials
import Model

/// ID tokens by a provider in Python, each with its own keys' set.
enum TokenFixture {
    static let issuer = "https://login.example.gov.hk/realm"
    static let client = "seawall"
    static let nonce = "n-0S6_WzA2Mj"

    /// Claims that are right, with some replaced; null leaves one out.
    static func claims(_ changes: [String: JSONValue?] = [:]) -> JSONValue {
        var claims: [String: JSONValue] = [
            "iss": .string(issuer), "sub": "248289761001", "aud": .string(client), "nonce": .string(nonce),
            "exp": .integer(noon.seconds + 300), "iat": .integer(noon.seconds),
        ]
        for (name, value) in changes { claims[name] = value }
        return .object(claims)
    }

    /// A token for the provider to sign.
    static func token(
        _ algorithm: String, key: String, head: JSONValue = [:], claims: JSONValue = claims(), hashed: String? = nil
    ) -> JSONValue {
        var members: [String: JSONValue] = [
            "alg": .string(algorithm), "key": .string(key), "head": head, "claims": claims,
        ]
        if let hashed { members["hashed"] = .string(hashed) }
        return .object(members)
    }

    /// Has tokens signed: the key set's document, and the tokens.
    static func make(_ keys: JSONValue, _ tokens: [JSONValue]) throws -> (keys: [UInt8], tokens: [String]) {
        let made = try independent("provider.py", ["make"], input: ["keys": keys, "tokens": .array(tokens)])
        return (made["jwks"]?.canonicalBytes ?? [], made["tokens"]?.elements?.compactMap(\.text) ?? [])
    }
}
