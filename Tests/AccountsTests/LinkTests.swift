import Engines
import Identity
import Model
import Storage
import TestSupport
import Testing

@testable import Accounts
@testable import Credentials

@Suite(.onEveryEngine, .timeLimit(.minutes(15))) struct LinkTests {
    private static func identity(_ subject: String, methods: [String] = []) -> OpenIDIdentity {
        OpenIDIdentity(
            issuer: "https://id.example.hk", subject: subject, name: nil, email: "tai-man@example.hk",
            authenticated: nil, contextClass: nil, methods: methods)
    }

    @Test func aProvidersWordLetsInWhomItIsTiedTo() async throws {
        let fixture = try await AccountsFixture()
        let now = AccountsFixture.now
        let staff = try await fixture.staff()
        let officer = try await fixture.joined("ditso", [.ditso]).person
        let links = Links(fixture.context)
        func begin(_ identity: OpenIDIdentity, trusts: Bool = true) async throws -> SignInStep {
            try await fixture.signIns.begin(
                vouched: identity, trustsFactors: trusts, AccountsFixture.client(), at: now)
        }
        #expect(try await begin(Self.identity("1")).isRefused)
        try await links.add(Self.identity("1"), to: staff, at: now)
        try await links.add(Self.identity("2"), to: officer, at: now)
        #expect(await fault { try await links.add(Self.identity("1"), to: officer, at: now) } == "accounts.link-taken")
        #expect(try await begin(Self.identity("1")).signedIn?.person == staff)
        #expect(try await begin(Self.identity("2")).enrolment != nil)
        #expect(try await begin(Self.identity("2", methods: ["pwd", "mfa"]), trusts: false).enrolment != nil)
        let done = try #require(try await begin(Self.identity("2", methods: ["pwd", "mfa"])).signedIn)
        #expect(try await fixture.sessions.session(done.session, at: now)?.hasSecondFactor == true)
        try await links.removeAll(of: staff)
        #expect(try await begin(Self.identity("1")).isRefused)
        let kept = try await fixture.database.read { try $0.rows("SELECT * FROM links").map { "\($0.values)" } }
        #expect(kept.count == 1 && !kept.contains { $0.contains("example.hk") })
    }
}
