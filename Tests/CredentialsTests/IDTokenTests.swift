import BaseEncoding
import CanonicalJSON
import Model
import Testing

@testable import Credentials

/// Tokens that python3-jwcrypto signed, right and wrong.
@Suite(.timeLimit(.minutes(10))) struct IDTokenTests {
    private static let keys: JSONValue = [
        "rsa": "RS256", "ec": "ES256", "ed": "EdDSA", "ec384": "ES384", "small": "small",
    ]

    private func check(
        _ text: String, _ keys: WebKeySet, access: String? = nil, at instant: Instant = noon
    ) throws(Fault) -> OpenIDIdentity {
        guard let token = SignedToken(text) else { throw Fault("unread") }
        guard let key = keys.key(named: token.keyID, for: token.algorithm) else { throw Fault("no-key") }
        guard token.isSigned(by: key) else { throw Fault("not-signed") }
        let check = IDTokenCheck(
            issuer: TokenFixture.issuer, clientID: TokenFixture.client, nonce: TokenFixture.nonce, instant: instant)
        return try check.identity(token, accessToken: access)
    }

    @Test func takesTokensOfEachAlgorithm() throws {
        let cases = [("RS256", "rsa"), ("ES256", "ec"), ("EdDSA", "ed")]
        let (document, tokens) = try TokenFixture.make(
            Self.keys, cases.map { TokenFixture.token($0.0, key: $0.1, hashed: "access") })
        let keys = try WebKeySet(document)
        #expect(keys.count == 3, "P-384 and 1024 bits are left out")
        for text in tokens {
            let identity = try check(text, keys, access: "access")
            #expect(identity.subject == "248289761001" && identity.issuer == TokenFixture.issuer)
            #expect(identity.email == nil && identity.name == nil && identity.methods == [])
            #expect(fault { try check(text, keys, access: "other") } == "credentials.openid-claim")
            #expect(fault { try check(text, keys, access: nil) } == "credentials.openid-claim")
        }
    }

    /// Any bit of the signature, and any character of what is signed.
    @Test func anyChangeBreaksTheSignature() throws {
        let (document, tokens) = try TokenFixture.make(
            Self.keys, [("RS256", "rsa"), ("ES256", "ec"), ("EdDSA", "ed")].map { TokenFixture.token($0.0, key: $0.1) })
        let keys = try WebKeySet(document)
        for text in tokens {
            let parts = text.split(separator: ".").map(String.init)
            let signature = try #require(Base64.url.decode(parts[2].utf8))
            for bit in stride(from: 0, to: signature.count * 8, by: 13) {
                var turned = signature
                turned[bit / 8] ^= 1 << UInt8(bit % 8)
                let changed = "\(parts[0]).\(parts[1]).\(Base64.url.encode(turned))"
                #expect(fault { try check(changed, keys) } == "not-signed")
            }
            for count in [0, 1, 32, 63, 65, 71, 255, 257] {
                let changed = "\(parts[0]).\(parts[1]).\(Base64.url.encode([UInt8](repeating: 1, count: count)))"
                #expect(fault { try check(changed, keys) } == "not-signed")
            }
            let bytes = Array(text.utf8)
            for index in bytes.indices {
                var changed = bytes
                changed[index] = bytes[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
                #expect(fault { try check(String(decoding: changed, as: UTF8.self), keys) } != nil)
                #expect(fault { try check(String(decoding: bytes[..<index], as: UTF8.self), keys) } != nil)
            }
        }
    }

    @Test func refusesWhatOnlyLooksSigned() throws {
        let cases: [(JSONValue, String?)] = [
            (TokenFixture.token("none", key: "rsa"), "unread"), (TokenFixture.token("HS256", key: "rsa"), "unread"),
            (TokenFixture.token("ES384", key: "ec384"), "unread"), (TokenFixture.token("PS256", key: "rsa"), "unread"),
            (TokenFixture.token("RS256", key: "small"), "no-key"),
            (TokenFixture.token("RS256", key: "rsa", head: ["kid": "ec"]), "no-key"),
            (TokenFixture.token("RS256", key: "rsa", head: ["kid": "unknown"]), "no-key"),
            (TokenFixture.token("RS256", key: "rsa", head: ["typ": "at+jwt"]), "unread"),
            (TokenFixture.token("RS256", key: "rsa", head: ["typ": "jwt"]), nil),
            (TokenFixture.token("RS256", key: "rsa", head: ["kid": nil]), nil),
            (
                TokenFixture.token(
                    "RS256", key: "rsa", head: ["jku": "https://evil.example", "x5u": "https://evil.example"]), nil
            ),
        ]
        let (document, tokens) = try TokenFixture.make(Self.keys, cases.map(\.0))
        let keys = try WebKeySet(document)
        for (text, (wanted, expected)) in zip(tokens, cases) {
            #expect(fault { try check(text, keys) } == expected, "\(wanted)")
        }
        // Which key, where a token names none and there are two of its kind.
        let (two, unnamed) = try TokenFixture.make(
            ["a": "RS256", "b": "RS256"], [TokenFixture.token("RS256", key: "a", head: ["kid": nil])])
        #expect(fault { try check(unnamed[0], WebKeySet(two)) } == "no-key")
        // Another provider's key under the same name.
        let (other, _) = try TokenFixture.make(["rsa": "RS256"], [])
        #expect(fault { try check(tokens[8], WebKeySet(other)) } == "not-signed")
    }

    @Test func refusesWrongClaims() throws {
        let now = noon.seconds
        let cases: [([String: JSONValue?], String?)] = [
            ([:], nil), (["iss": "https://login.example.gov.hk/realm/"], "claim"), (["iss": nil], "claim"),
            (["iss": 5], "claim"),
            (["aud": "other"], "claim"), (["aud": nil], "claim"), (["aud": []], "claim"), (["aud": ["seawall"]], nil),
            (["aud": ["seawall", "other"]], "claim"), (["aud": ["seawall", "other"], "azp": "seawall"], nil),
            (["aud": ["seawall", "other"], "azp": "other"], "claim"), (["azp": "other"], "claim"),
            (["azp": "seawall"], nil),
            (["azp": 5], "claim"),
            (["exp": nil], "claim"), (["exp": .integer(now - 59)], nil), (["exp": .integer(now - 60)], "expired"),
            (["exp": .number(Double(now) + 0.5)], nil), (["exp": "soon"], "claim"), (["exp": .integer(.max)], "claim"),
            (["exp": .number(1e300)], "claim"), (["exp": -1], "claim"),
            (["iat": nil], "claim"), (["iat": .integer(now + 60)], nil), (["iat": .integer(now + 61)], "not-yet"),
            (["iat": .integer(now - 660)], nil), (["iat": .integer(now - 661)], "expired"),
            (["iat": .integer(.max)], "claim"),
            (["nbf": .integer(now + 60)], nil), (["nbf": .integer(now + 61)], "not-yet"), (["nbf": "x"], "claim"),
            (["nonce": nil], "claim"), (["nonce": "other"], "claim"), (["nonce": "n-0S6_WzA2Mj "], "claim"),
            (["sub": nil], "claim"), (["sub": ""], "claim"), (["sub": 5], "claim"), (["sub": "陳"], "claim"),
            (["sub": .string(String(repeating: "a", count: 256))], "claim"), (["at_hash": "AAAA"], "claim"),
            (["auth_time": "x"], "claim"), (["auth_time": .integer(.max)], "claim"),
        ]
        let (document, tokens) = try TokenFixture.make(
            ["ec": "ES256"], cases.map { TokenFixture.token("ES256", key: "ec", claims: TokenFixture.claims($0.0)) })
        let keys = try WebKeySet(document)
        for (text, (changes, name)) in zip(tokens, cases) {
            #expect(fault { try check(text, keys) } == name.map { "credentials.openid-\($0)" }, "\(changes)")
        }
    }

    @Test func tellsWhoItIs() throws {
        let claims = TokenFixture.claims([
            "name": "陳大文", "email": "chan@example.gov.hk", "email_verified": true, "acr": "urn:2",
            "amr": ["pwd", 5, "mfa"],
            "auth_time": .integer(noon.seconds - 9),
        ])
        let unsure = TokenFixture.claims([
            "email": "chan@example.gov.hk", "email_verified": "true",
            "name": .string(String(repeating: "a", count: 321)),
        ])
        let (document, tokens) = try TokenFixture.make(
            ["ec": "ES256"], [claims, unsure].map { TokenFixture.token("ES256", key: "ec", claims: $0) })
        let keys = try WebKeySet(document)
        #expect(
            try check(tokens[0], keys)
                == OpenIDIdentity(
                    issuer: TokenFixture.issuer, claim: "sub", subject: "248289761001", name: "陳大文",
                    email: "chan@example.gov.hk", authenticated: noon + (-9), contextClass: "urn:2",
                    methods: ["pwd", "mfa"]))
        let second = try check(tokens[1], keys)
        #expect(second.email == nil && second.name == nil, "an address that is not verified is nobody's")
    }

    @Test func aPersonIsFoundByTheClaimThatIsConfiguredAndAnOldProofIsRefusedWhereANewOneWasAskedFor() throws {
        let changes: [[String: JSONValue?]] = [
            ["oid": "e-1002", "auth_time": .integer(noon.seconds - 61)], ["auth_time": .integer(noon.seconds - 60)],
            ["oid": "陳"], ["oid": "e-1002", "sub": nil], [:],
        ]
        let (document, tokens) = try TokenFixture.make(
            ["ec": "ES256"], changes.map { TokenFixture.token("ES256", key: "ec", claims: TokenFixture.claims($0)) })
        let read = try tokens.map { try #require(SignedToken($0)) }
        #expect(try WebKeySet(document).count == 1)
        func identity(_ token: SignedToken, _ claim: String, since: Instant?) throws(Fault) -> OpenIDIdentity {
            try IDTokenCheck(
                issuer: TokenFixture.issuer, clientID: TokenFixture.client, nonce: TokenFixture.nonce,
                provenSince: since, claim: claim, instant: noon
            ).identity(token, accessToken: nil)
        }
        let found = try identity(read[0], "oid", since: nil)
        #expect(found.subject == "e-1002" && found.claim == "oid")
        #expect(fault { try identity(read[0], "oid", since: noon) } == "credentials.openid-claim")
        #expect(try identity(read[1], "sub", since: noon).subject == "248289761001")
        #expect(try identity(read[4], "sub", since: noon).authenticated == nil, "providers may leave the time out")
        for token in read[1...3] {
            #expect(fault { try identity(token, "oid", since: nil) } == "credentials.openid-claim")
        }
    }

    @Test func refusesWhatIsNoToken() {
        let head = Base64.url.encode(Array(#"{"alg":"ES256"}"#.utf8))
        let body = Base64.url.encode(Array("{}".utf8))
        #expect(SignedToken("\(head).\(body).AAAA") != nil)
        let deep = Base64.url.encode(Array((String(repeating: "[", count: 10_000)).utf8))
        let critical = Base64.url.encode(Array(#"{"alg":"ES256","crit":["b64"],"b64":false}"#.utf8))
        let twice = Base64.url.encode(Array(#"{"alg":"none","alg":"ES256"}"#.utf8))
        let named = Base64.url.encode(Array(#"{"alg":"ES256","kid":5}"#.utf8))
        for text in [
            "", ".", "..", "...", "\(head).\(body)", "\(head).\(body).AAAA.AAAA", "\(head).\(body).AAA=",
            "\(head)=.\(body).AAAA",
            "\(head).\(deep).AAAA", "\(critical).\(body).AAAA", "\(twice).\(body).AAAA", "\(named).\(body).AAAA",
            "\(body).\(body).AAAA", " \(head).\(body).AAAA", "\(head).W10.AAAA", String(repeating: "a", count: 1 << 20),
        ] {
            #expect(SignedToken(text) == nil, "\(text.prefix(80))")
        }
    }

    @Test func keySetsHaveLimitsAndKeepWhatTheyCanUse() throws {
        let (document, _) = try TokenFixture.make(["ec": "ES256"], [])
        let key = try #require(try JSONValue(parsing: document)["keys"]?.elements?.first)
        func set(_ changes: [String: JSONValue?], count: Int = 1) -> [UInt8] {
            var members = key.members ?? [:]
            for (name, value) in changes { members[name] = value }
            let value: JSONValue = ["keys": .array([JSONValue](repeating: .object(members), count: count))]
            return value.canonicalBytes
        }
        for (changes, count) in [
            ([:], 1), (["use": nil], 1), (["use": "enc"], 0), (["use": 5], 0), (["key_ops": ["verify"]], 1),
            (["key_ops": ["sign"]], 0),
            (["crv": "P-521"], 0), (["x": "AAAA"], 0), (["x": nil], 0), (["kty": "oct"], 0), (["kty": nil], 0),
            (["kty": "RSA"], 0),
        ] as [([String: JSONValue?], Int)] {
            #expect(try WebKeySet(set(changes)).count == count, "\(changes)")
        }
        #expect(try WebKeySet(set(["alg": "ES384"])).key(named: "ec", for: .es256) == nil)
        #expect(try WebKeySet(set(["alg": "ES256"])).key(named: "ec", for: .es256) != nil)
        #expect(try WebKeySet(set([:], count: 2)).key(named: "ec", for: .es256) == nil, "one name, two keys")
        #expect(try WebKeySet(set([:], count: 64)).count == 64)
        for body in [
            set([:], count: 65), [], Array("[]".utf8), Array(#"{"keys":{}}"#.utf8),
            [UInt8](repeating: 0x20, count: 1 << 20),
        ] {
            #expect(fault { try WebKeySet(body) } == "credentials.openid-bad-document")
        }
    }
}
