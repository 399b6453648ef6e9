import BaseEncoding
import CanonicalJSON
import Model
import Synchronization
import TestSupport
import Testing

@testable import Credentials

/// Whole sign-ins at a provider in Python over HTTP, and at one that the test answers for.
@Suite(.timeLimit(.minutes(10))) struct OpenIDTests {
    private static let redirect = "https://seawall.example.gov.hk/sign-in/return"

    private static func client(_ issuer: String) throws -> OpenIDClient {
        try OpenIDClient(
            issuer: issuer, id: "seawall client", secret: Secret(Array("s3cret:& more".utf8)), redirect: redirect,
            scopes: ["email"])
    }

    /// Sends with curl, headers on standard input.
    private static let curl: OpenIDConnect.Exchange = { exchange throws(Fault) in
        var words = ["curl", "--silent", "--noproxy", "*", "--max-time", "10", "--write-out", "\n%{http_code}"]
        if let form = exchange.form { words += ["--data-binary", form] }
        if let authorization = exchange.authorization { words += ["--header", "Authorization: \(authorization)"] }
        let run = Run(words + [exchange.address])
        let end = run.output.lastIndex(of: 0x0A) ?? 0
        guard run.status == 0, let status = Int(String(decoding: run.output[(end + 1)...], as: UTF8.self)) else {
            throw Fault("test.curl", ["problem": "\(run.status)"])
        }
        return OpenIDAnswer(status: status, body: Array(run.output[..<end]))
    }

    /// What a browser brings back that was sent to an address: the query of where it is sent on to.
    private static func visit(_ address: String) -> [(name: String, value: String)] {
        let run = Run([
            "curl", "--silent", "--noproxy", "*", "--max-time", "10", "--write-out", "%{redirect_url}", address,
        ])
        let text = run.text
        guard text.hasPrefix(redirect + "?") else { return [("error", text)] }
        return text.dropFirst(redirect.utf8.count + 1).split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1).map { part in
                part.replacing("%3A", with: ":").replacing("%2F", with: "/")
            }
            return (String(parts[0]), String(parts[1]))
        }
    }

    @Test func signsInAtARealProvider() async throws {
        let port = Loopback.freePort()
        let server = Server(
            ["/usr/bin/python3", root + "Tests/CredentialsTests/Independent/provider.py", "serve", "\(port)"],
            port: port)
        defer { withExtendedLifetime(server) {} }
        let issuer = "http://127.0.0.1:\(port)/realm"
        let client = try Self.client(issuer)
        let connect = OpenIDConnect(client, exchange: Self.curl)
        let now = try #require(Self.now())
        var provider = try await connect.discover(at: now)
        var generator = SystemRandomNumberGenerator()
        let request = OpenIDRequest(at: now, using: &generator)
        let address = request.address(at: provider, for: client)
        #expect(address.hasPrefix(issuer + "/authorize?tenant=1&response_type=code&client_id=seawall%20client&"))
        let back = Self.visit(address)
        let identity = try await connect.finish(back, request: request, provider: &provider, at: now)
        #expect(identity.subject == "248289761001" && identity.issuer == issuer && identity.name == "陳大文")
        #expect(identity.email == "chan@example.gov.hk" && identity.methods == ["pwd", "mfa"])

        // The code is good once, and for who began only.
        #expect(
            await fault { try await connect.finish(back, request: request, provider: &provider, at: now) }
                == "credentials.openid-refused")
        let other = OpenIDRequest(at: now, using: &generator)
        #expect(
            await fault { try await connect.finish(back, request: other, provider: &provider, at: now) }
                == "credentials.openid-wrong-state")
        // A code that was begun with another verifier, as a thief would hand it in.
        let stolen = Self.visit(other.address(at: provider, for: client)).map {
            $0.name == "state" ? ("state", back.first { $0.name == "state" }?.value ?? "") : $0
        }
        #expect(
            await fault { try await connect.finish(stolen, request: request, provider: &provider, at: now) }
                == "credentials.openid-refused")

        // A new key is fetched once it is seen, at most once a minute.
        _ = Self.visit("http://127.0.0.1:\(port)/rotate?kid=2")
        let third = OpenIDRequest(at: now, using: &generator)
        let early = Self.visit(third.address(at: provider, for: client))
        #expect(
            await fault { try await connect.finish(early, request: third, provider: &provider, at: now) }
                == "credentials.openid-unknown-key")
        let late = Self.visit(third.address(at: provider, for: client))
        #expect(
            try await connect.finish(late, request: third, provider: &provider, at: now + 60).subject == "248289761001")
        #expect(provider.keysFetched == now + 60)
    }

    private static func now() -> Instant? {
        Int64(Run(["date", "+%s"]).text.dropLast()).map(Instant.init(seconds:))
    }

    /// A provider that says what it is told to say.
    private final class Script: Sendable {
        let answers: Mutex<[String: OpenIDAnswer]>
        let asked = Mutex<[OpenIDExchange]>([])

        init(_ answers: [String: OpenIDAnswer]) { self.answers = Mutex(answers) }

        var exchange: OpenIDConnect.Exchange {
            { exchange throws(Fault) in
                self.asked.withLock { $0.append(exchange) }
                let name = String(exchange.address.dropFirst(TokenFixture.issuer.utf8.count))
                guard let answer = self.answers.withLock({ $0[name] }) else { throw Fault("test.unreachable") }
                return answer
            }
        }
    }

    private static func document(_ changes: [String: JSONValue?] = [:]) -> OpenIDAnswer {
        var members: [String: JSONValue] = [
            "issuer": .string(TokenFixture.issuer), "jwks_uri": .string(TokenFixture.issuer + "/keys"),
            "authorization_endpoint": .string(TokenFixture.issuer + "/authorize"),
            "token_endpoint": .string(TokenFixture.issuer + "/token"),
            "id_token_signing_alg_values_supported": ["RS256", "none"],
        ]
        for (name, value) in changes { members[name] = value }
        return OpenIDAnswer(status: 200, body: JSONValue.object(members).canonicalBytes)
    }

    private static let noKeys = OpenIDAnswer(status: 200, body: Array(#"{"keys":[]}"#.utf8))
    private static let place = "/.well-known/openid-configuration"

    @Test func aWrongDescriptionIsRefused() async throws {
        let client = try OpenIDClient(
            issuer: TokenFixture.issuer, id: "seawall", secret: nil, redirect: Self.redirect, scopes: [])
        let cases: [([String: JSONValue?], String?)] = [
            ([:], nil), (["issuer": "https://evil.example"], "wrong-issuer"), (["issuer": nil], "wrong-issuer"),
            (["jwks_uri": "http://login.example.gov.hk/keys"], "bad-document"), (["jwks_uri": nil], "bad-document"),
            (["token_endpoint": "ftp://login.example.gov.hk"], "bad-document"), (["token_endpoint": 5], "bad-document"),
            (["authorization_endpoint": "javascript:alert(1)"], "bad-document"),
            (["authorization_endpoint": "https://login.example.gov.hk/\u{0D}\u{0A}x"], "bad-document"),
            (["id_token_signing_alg_values_supported": ["none", "HS256"]], "no-algorithm"),
            (["id_token_signing_alg_values_supported": nil], "no-algorithm"),
        ]
        for (changes, name) in cases {
            let script = Script([Self.place: Self.document(changes), "/keys": Self.noKeys])
            let connect = OpenIDConnect(client, exchange: script.exchange)
            #expect(
                await fault { try await connect.discover(at: noon) } == name.map { "credentials.openid-\($0)" },
                "\(changes)")
        }
        for (answer, id) in [
            (OpenIDAnswer(status: 503, body: []), "credentials.openid-unavailable"),
            (OpenIDAnswer(status: 302, body: []), "credentials.openid-unavailable"),
            (OpenIDAnswer(status: 200, body: Array("<html>".utf8)), "credentials.openid-bad-document"),
            (
                OpenIDAnswer(status: 200, body: [UInt8](repeating: 0x20, count: 1 << 20)),
                "credentials.openid-bad-document"
            ),
        ] {
            let connect = OpenIDConnect(client, exchange: Script([Self.place: answer, "/keys": Self.noKeys]).exchange)
            #expect(await fault { try await connect.discover(at: noon) } == id)
        }
        let silent = OpenIDConnect(client, exchange: Script([:]).exchange)
        #expect(await fault { try await silent.discover(at: noon) } == "test.unreachable")
    }

    @Test func aClientIsCheckedWhenItIsConfigured() {
        func make(_ issuer: String, redirect: String = Self.redirect, id: String = "a", scopes: [String] = [])
            -> String?
        {
            fault { try OpenIDClient(issuer: issuer, id: id, secret: nil, redirect: redirect, scopes: scopes) }
        }
        #expect(make("https://login.example") == nil)
        for issuer in [
            "http://login.example", "login.example", "https://login.example?x", "https://login.example#x", "",
        ] {
            #expect(make(issuer) == "credentials.openid-bad-address")
        }
        #expect(make("https://login.example", redirect: "http://example.com/") == "credentials.openid-bad-address")
        #expect(make("https://login.example", redirect: "http://localhost:8080/") == nil)
        #expect(make("https://login.example", id: "") == "credentials.openid-bad-client")
        #expect(make("https://login.example", id: "a\nb") == "credentials.openid-bad-client")
        #expect(make("https://login.example", scopes: ["a b"]) == "credentials.openid-bad-client")
    }

    @Test func theReturnMustBelongToTheRequest() async throws {
        let client = try OpenIDClient(
            issuer: TokenFixture.issuer, id: "seawall", secret: nil, redirect: Self.redirect, scopes: [])
        let script = Script([
            Self.place: Self.document(["authorization_response_iss_parameter_supported": true]), "/keys": Self.noKeys,
        ])
        let connect = OpenIDConnect(client, exchange: script.exchange)
        var provider = try await connect.discover(at: noon)
        var generator = SeededGenerator(seed: 2)
        let request = OpenIDRequest(at: noon, using: &generator)
        let state = request.state.urlText
        let issuer = TokenFixture.issuer
        let cases: [([(String, String)], Int64, String)] = [
            ([], 0, "wrong-state"), ([("code", "x"), ("iss", issuer)], 0, "wrong-state"),
            ([("code", "x"), ("state", "x"), ("iss", issuer)], 0, "wrong-state"),
            ([("code", "x"), ("state", state)], 0, "wrong-issuer"),
            ([("code", "x"), ("state", state), ("iss", "https://evil.example")], 0, "wrong-issuer"),
            ([("code", "x"), ("code", "y"), ("state", state), ("iss", issuer)], 0, "malformed"),
            ([("state", state), ("iss", issuer)], 0, "malformed"),
            ([("code", ""), ("state", state), ("iss", issuer)], 0, "malformed"),
            ([("code", String(repeating: "x", count: 2049)), ("state", state), ("iss", issuer)], 0, "malformed"),
            ([("error", "access_denied"), ("state", state), ("iss", issuer)], 0, "denied"),
            ([("error", "access_denied"), ("state", "x"), ("iss", issuer)], 0, "wrong-state"),
            ([("error", "server_error"), ("state", state), ("iss", issuer)], 0, "refused"),
            ([("code", "x"), ("state", state), ("iss", issuer)], 600, "late"),
        ]
        for (parameters, seconds, name) in cases {
            let given = parameters.map { (name: $0.0, value: $0.1) }
            let id = await fault {
                try await connect.finish(given, request: request, provider: &provider, at: noon + seconds)
            }
            #expect(id == "credentials.openid-\(name)", "\(parameters)")
        }
        #expect(script.asked.withLock { $0.count } == 2, "nothing was sent for any of them")
    }

    @Test func whatTheTokenEndpointAnswersIsChecked() async throws {
        let client = try OpenIDClient(
            issuer: TokenFixture.issuer, id: "seawall", secret: Secret(Array("s".utf8)), redirect: Self.redirect,
            scopes: [])
        var generator = SeededGenerator(seed: 2)
        let request = OpenIDRequest(at: noon, using: &generator)
        let claims = TokenFixture.claims(["nonce": .string(request.nonce.urlText)])
        let (keys, tokens) = try TokenFixture.make(
            ["a": "RS256"], [TokenFixture.token("RS256", key: "a", claims: claims)])
        let (others, _) = try TokenFixture.make(["a": "RS256"], [])
        func answer(_ value: JSONValue, status: Int = 200) -> OpenIDAnswer {
            OpenIDAnswer(status: status, body: value.canonicalBytes)
        }
        let good: JSONValue = ["token_type": "bearer", "id_token": .string(tokens[0]), "access_token": "x"]
        let cases: [(OpenIDAnswer, [UInt8], String?)] = [
            (answer(good), keys, nil), (answer(good), others, "bad-signature"),
            (answer(good), Self.noKeys.body, "unknown-key"),
            (answer(["token_type": "DPoP", "id_token": .string(tokens[0])]), keys, "malformed"),
            (answer(["token_type": "Bearer"]), keys, "malformed"),
            (answer(["token_type": "Bearer", "id_token": "x"]), keys, "malformed"),
            (answer(["error": "invalid_grant"], status: 400), keys, "refused"),
            (answer(good, status: 500), keys, "unavailable"),
            (OpenIDAnswer(status: 200, body: []), keys, "malformed"),
            (OpenIDAnswer(status: 200, body: [UInt8](repeating: 0x5B, count: 100_000)), keys, "malformed"),
        ]
        for (response, body, name) in cases {
            let script = Script([
                Self.place: Self.document(["token_endpoint_auth_methods_supported": ["client_secret_post"]]),
                "/keys": OpenIDAnswer(status: 200, body: body), "/token": response,
            ])
            let connect = OpenIDConnect(client, exchange: script.exchange)
            var provider = try await connect.discover(at: noon)
            let id = await fault {
                try await connect.finish(
                    [("code", "a b&c"), ("state", request.state.urlText)], request: request, provider: &provider,
                    at: noon)
            }
            #expect(id == name.map { "credentials.openid-\($0)" })
            let sent = script.asked.withLock { $0[2] }
            #expect(sent.authorization == nil && sent.limit == 128 << 10)
            #expect(
                sent.form == "grant_type=authorization_code&code=a%20b%26c"
                    + "&redirect_uri=https%3A%2F%2Fseawall.example.gov.hk%2Fsign-in%2Freturn"
                    + "&code_verifier=\(request.verifier.urlText)&client_id=seawall&client_secret=s")
        }
        for code in ["<script>", "call_555_now", "", "INVALID_GRANT"] {
            #expect(OpenIDError.refused(code).message.arguments == ["code": "?"])
        }
        #expect(OpenIDError.refused("invalid_grant").message.arguments == ["code": "invalid_grant"])
    }

    @Test func aRequestIsKeptAndHoldsFreshSecrets() throws {
        var generator = SeededGenerator(seed: 2)
        let request = OpenIDRequest(at: noon, using: &generator)
        #expect(OpenIDRequest(json: request.json) == request)
        #expect(Set([request.state, request.nonce, request.verifier].map(\.urlText)).count == 3)
        #expect(request.verifier.urlText.utf8.count == 43, "RFC 7636 asks for 43 to 128 characters")
        #expect(request.stateKey == OpenIDRequest.key(ofState: request.state.urlText))
        #expect(!request.stateKey.contains(request.state.urlText))
        for (field, value) in [("state", "AAAA"), ("nonce", nil), ("verifier", 5), ("expires", "x"), ("anew", "x")]
            as [(String, JSONValue?)]
        {
            var members = request.json.members ?? [:]
            members[field] = value
            #expect(OpenIDRequest(json: .object(members)) == nil)
        }
    }

    /// RFC 7636, appendix B.
    @Test func theChallengeIsThatOfRFC7636() throws {
        let client = try OpenIDClient(
            issuer: TokenFixture.issuer, id: "a", secret: nil, redirect: Self.redirect, scopes: [])
        let provider = try OpenIDProvider(Self.document().body, issuer: TokenFixture.issuer)
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
        let zero = JSONValue.string(Base64.url.encode([UInt8](repeating: 0, count: 32)))
        let request = try #require(
            OpenIDRequest(json: [
                "state": zero, "nonce": zero, "verifier": .string(verifier), "expires": 0, "anew": false,
            ]))
        let address = request.address(at: provider, for: client)
        #expect(
            address.contains("&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"))
        #expect(address.contains("?response_type=code&client_id=a&") && address.contains("&scope=openid&"))
        #expect(!address.contains("prompt") && !address.contains("acr_values"))
    }

    @Test func aStrongOrANewProofIsAskedForWhereItIsWanted() throws {
        let client = try OpenIDClient(
            issuer: TokenFixture.issuer, id: "a", secret: nil, redirect: Self.redirect, scopes: [],
            contextClasses: ["gold", "urn:x"])
        let provider = try OpenIDProvider(Self.document().body, issuer: TokenFixture.issuer)
        var generator = SeededGenerator(seed: 3)
        let request = OpenIDRequest(at: noon, anew: true, using: &generator)
        #expect(OpenIDRequest(json: request.json) == request && request.begun == noon)
        let address = request.address(at: provider, for: client)
        #expect(address.hasSuffix("&acr_values=gold%20urn%3Ax&prompt=login&max_age=0"))
    }
}
