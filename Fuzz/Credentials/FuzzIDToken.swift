import BaseEncoding
import CanonicalJSON
import Model

@testable import Credentials

/// Tokens, key sets, descriptions and answers of a provider: each read or refused.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzIDToken(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let check = IDTokenCheck(
        issuer: "https://a.example", clientID: "c", nonce: "n", instant: Instant(seconds: 1_795_000_000))
    if let token = SignedToken(String(decoding: bytes, as: UTF8.self)) {
        _ = try? check.identity(token, accessToken: "x")
        _ = token.isSigned(by: key)
    }
    // The bytes as claims, which a fuzzer would hardly reach through Base 64.
    if let token = SignedToken("\(head).\(Base64.url.encode(bytes)).AAAA"),
        let identity = try? check.identity(token, accessToken: "x")
    {
        precondition(token.claims["nonce"]?.text == "n" && token.claims["iss"]?.text == identity.issuer)
    }
    if let keys = try? WebKeySet(bytes) { precondition(keys.count <= 64) }
    _ = try? OpenIDProvider(bytes, issuer: "https://a.example")
    _ = try? TokenResponse(OpenIDAnswer(status: 200, body: bytes))
    if let provider, let request {
        let parameters = bytes.split(separator: 0x26).map { part in
            let pair = part.split(separator: 0x3D, maxSplits: 1, omittingEmptySubsequences: false)
            return (
                name: String(decoding: pair[0], as: UTF8.self),
                value: pair.count > 1 ? String(decoding: pair[1], as: UTF8.self) : ""
            )
        }
        let callback = try? OpenIDCallback(
            parameters, request: request, provider: provider, at: Instant(seconds: 1_795_000_000))
        if let callback { precondition((1...2048).contains(callback.code.utf8.count)) }
    }
    if let value = try? JSONValue(parsing: bytes), let request = OpenIDRequest(json: value) {
        precondition(OpenIDRequest(json: request.json) == request)
    }
    _ = WebAddress(String(decoding: bytes, as: UTF8.self))
    return 0
}

private let provider = try? OpenIDProvider(document.canonicalBytes, issuer: "https://a.example")
private let document: JSONValue = [
    "issuer": "https://a.example", "authorization_endpoint": "https://a.example/a",
    "token_endpoint": "https://a.example/t", "jwks_uri": "https://a.example/k",
    "id_token_signing_alg_values_supported": ["ES256"],
]

/// A request whose secrets are nothing but zeros, so that the fuzzer can come to know them.
private let request = OpenIDRequest(json: [
    "state": zeros, "nonce": zeros, "verifier": zeros, "expires": .integer(1_795_000_600_000_000), "anew": false,
])
private let zeros = JSONValue.string(Base64.url.encode([UInt8](repeating: 0, count: 32)))

private let head = Base64.url.encode(Array(#"{"alg":"ES256"}"#.utf8))

/// RFC 8032, section 7.1, test 1.
private let key: VerificationKey = {
    let bytes: [UInt8] = [
        0xD7, 0x5A, 0x98, 0x01, 0x82, 0xB1, 0x0A, 0xB7, 0xD5, 0x4B, 0xFE, 0xD3, 0xC9, 0x64, 0x07, 0x3A, 0x0E, 0xE1,
        0x72, 0xF3, 0xDA, 0xA6, 0x23, 0x25, 0xAF, 0x02, 0x1A, 0x68, 0xF7, 0x07, 0x51, 0x1A,
    ]
    guard let key = VerificationKey(edwards: bytes) else { preconditionFailure("the key of RFC 8032 is one") }
    return key
}()
