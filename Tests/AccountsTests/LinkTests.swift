import Accounts
import CanonicalJSON
import Credentials
import Engines
import Identity
import Model
import Storage
import TestSupport
import Testing

@Suite(.onEveryEngine, .timeLimit(.minutes(15))) struct LinkTests {
    private static let now = AccountsFixture.now
    private static let issuer = "https://id.example.hk"

    private static func account(_ subject: String, claim: String = "sub") throws -> ProviderAccount {
        try ProviderAccount(issuer: issuer, subject: subject, claim: claim)
    }

    private static func begin(
        _ fixture: AccountsFixture, _ subject: String, claim: String = "sub", strong: Bool = false
    ) async throws -> SignInStep {
        try await fixture.signIns.begin(
            vouched: account(subject, claim: claim), hasSecondFactor: strong, AccountsFixture.client(), at: now)
    }

    @Test func aProvidersWordLetsInWhomItIsTiedTo() async throws {
        let fixture = try await AccountsFixture()
        let staff = try await fixture.staff()
        let officer = try await fixture.joined("ditso", [.ditso]).person
        let links = Links(fixture.context)
        _ = fixture.heard.take()
        #expect(try await Self.begin(fixture, "1").isRefused)
        #expect(fixture.heard.take().map(\.detail) == ["provider"])
        try await links.add(Self.account("1"), to: staff, at: Self.now)
        try await links.add(Self.account("2"), to: officer, at: Self.now)
        #expect(
            await fault { try await links.add(Self.account("1"), to: officer, at: Self.now) } == "identity.link-exists")
        #expect(
            await fault { try await links.add(Self.account("3"), to: staff, at: Self.now) } == "identity.link-exists")
        let first = try #require(try await Self.begin(fixture, "1").signedIn)
        #expect(first.person == staff)
        let session = try await fixture.sessions.session(first.session, at: Self.now)
        #expect(session?.way == .provider(issuer: Self.issuer) && session?.hasSecondFactor == false)
        #expect(fixture.heard.take().last?.detail == "provider-one-factor")
        #expect(try await Self.begin(fixture, "2").enrolment != nil)
        let done = try #require(try await Self.begin(fixture, "2", strong: true).signedIn)
        #expect(try await fixture.sessions.session(done.session, at: Self.now)?.hasSecondFactor == true)
        #expect(try await Self.begin(fixture, "1", claim: "oid").isRefused, "another claim is another account")
        let kept = try await fixture.database.read {
            try $0.rows("SELECT identity_key FROM links").map { "\($0.values)" }
        }
        #expect(kept.count == 2 && !kept.contains { $0.contains("example.hk") })
    }

    @Test func anAccountThatIsTakenStaysWhereItIs() async throws {
        let fixture = try await AccountsFixture()
        let one = try await fixture.staff("one")
        let two = try await fixture.staff("two")
        let links = Links(fixture.context)
        try await links.add(Self.account("1"), to: one, at: Self.now)
        _ = fixture.heard.take()
        #expect(await fault { try await links.add(Self.account("1"), to: two, at: Self.now) } == "identity.link-taken")
        #expect(fixture.heard.take().map { "\($0.kind) \($0.isSuccess)" } == ["linkAdded false"])
        #expect(
            await fault { try await fixture.people.link(two, to: Self.account("1"), at: Self.now) }
                == "identity.link-taken")
        // An administrator puts another account in its place, and the sessions of the one before end.
        let session = try #require(try await Self.begin(fixture, "1").signedIn?.session)
        try await fixture.people.link(one, to: Self.account("1"), at: Self.now)
        #expect(try await fixture.sessions.session(session, at: Self.now) != nil)
        try await fixture.people.link(one, to: Self.account("9"), at: Self.now)
        #expect(try await fixture.sessions.session(session, at: Self.now) == nil)
        #expect(try await Self.begin(fixture, "1").isRefused)
        #expect(try await Self.begin(fixture, "9").signedIn?.person == one)
        try await fixture.people.unlink(one, from: Self.issuer)
        #expect(try await Self.begin(fixture, "9").isRefused)
        #expect(await fault { try await fixture.people.unlink(one, from: Self.issuer) } == "identity.no-link")
    }

    @Test func whoIsDisabledGivesTheAccountBack() async throws {
        let fixture = try await AccountsFixture()
        let old = try await fixture.staff("old")
        try await fixture.people.link(old, to: Self.account("1"), at: Self.now)
        try await fixture.people.disable(old, at: Self.now, actor: "test")
        #expect(try await Self.begin(fixture, "1").isRefused)
        #expect(
            await fault { try await fixture.people.link(old, to: Self.account("1"), at: Self.now) }
                == "identity.person-disabled")
        let new = try await fixture.staff("new")
        try await fixture.people.link(new, to: Self.account("1"), at: Self.now)
        #expect(try await Self.begin(fixture, "1").signedIn?.person == new)
    }

    @Test func theOwnLinkIsRemovedWithItsOtherSessionsAndNotAsTheLastWayIn() async throws {
        let fixture = try await AccountsFixture()
        let person = try await fixture.staff()
        let links = Links(fixture.context)
        try await links.add(Self.account("1"), to: person, at: Self.now)
        let here = try #require(try await Self.begin(fixture, "1").signedIn?.session)
        let there = try #require(try await Self.begin(fixture, "1").signedIn?.session)
        let other = try #require(try await fixture.begin("tai-man").signedIn?.session)
        let kept = try #require(try await fixture.sessions.session(here, at: Self.now))
        #expect(try await links.all(of: person).map(\.used) == [Self.now])
        try await fixture.database.write { try $0.execute("DELETE FROM passwords WHERE person = \(person)") }
        func remove() async -> String? {
            await fault { try await links.remove(issuer: Self.issuer, of: person, but: kept, at: Self.now) }
        }
        #expect(await remove() == "accounts.last-way")
        #expect(try await links.all(of: person).count == 1)
        #expect(try await fixture.sessions.session(there, at: Self.now) != nil)
        try await fixture.database.write {
            try $0.execute("INSERT INTO passwords (person, hash, changed) VALUES (\(person), 'x', 1)")
        }
        _ = fixture.heard.take()
        #expect(await remove() == nil)
        #expect(fixture.heard.take().map(\.kind) == [.linkRemoved])
        #expect(try await fixture.sessions.session(here, at: Self.now) != nil)
        #expect(try await fixture.sessions.session(there, at: Self.now) == nil)
        #expect(try await fixture.sessions.session(other, at: Self.now) != nil)
        #expect(await remove() == "identity.no-link")
    }

    @Test func aVisitIsEndedOnceByWhoBringsBothHalvesOfIt() async throws {
        let fixture = try await AccountsFixture()
        let client = AccountsFixture.client()
        var generator = SystemRandomNumberGenerator()
        func visit() -> ProviderVisit {
            ProviderVisit(
                issuer: Self.issuer, request: OpenIDRequest(at: Self.now, using: &generator), person: nil,
                redirect: "https://x.example/back", returnPath: "/findings")
        }
        func end(_ token: SignInToken?, _ state: String?, at instant: Instant = Self.now) async -> String? {
            await fault { _ = try await fixture.signIns.end(token, state: state, at: instant) }
        }
        func state(_ visit: ProviderVisit) throws -> String { try #require(visit.request.json["state"]?.text) }
        let (one, two) = (visit(), visit())
        let first = try await fixture.signIns.begin(one, client, at: Self.now)
        let second = try await fixture.signIns.begin(two, client, at: Self.now)
        let wrong = "credentials.openid-wrong-state"
        for (token, text) in [(first, try state(two)), (second, try state(one)), (nil, try state(one)), (first, nil)]
            as [(SignInToken?, String?)]
        {
            #expect(await end(token, text) == wrong)
        }
        let ended = try await fixture.signIns.end(first, state: state(one), at: Self.now)
        #expect(ended.request == one.request && ended.returnPath == "/findings" && ended.issuer == Self.issuer)
        #expect(await end(first, try state(one)) == wrong, "once")
        #expect(await end(second, try state(two), at: Self.now.after(600)) == wrong, "ten minutes")
        let rows = try await fixture.database.read {
            try $0.rows("SELECT * FROM provider_visits").map { "\($0.values)" }
        }
        #expect(rows.count == 1 && !rows.contains { $0.contains(second.text) })
    }

    @Test func visitsThatComeToNothingAreHeldBack() async throws {
        let fixture = try await AccountsFixture()
        let staff = try await fixture.staff()
        try await fixture.people.link(staff, to: Self.account("1"), at: Self.now)
        var generator = SystemRandomNumberGenerator()
        func leave() async -> String? {
            let visit = ProviderVisit(
                issuer: Self.issuer, request: OpenIDRequest(at: Self.now, using: &generator), person: nil,
                redirect: "https://x.example/back", returnPath: "/")
            return await fault { _ = try await fixture.signIns.begin(visit, AccountsFixture.client(), at: Self.now) }
        }
        for _ in 0..<60 { #expect(await leave() == nil) }
        _ = fixture.heard.take()
        #expect(await leave() == "accounts.too-many-attempts")
        #expect(fixture.heard.take().map(\.kind) == [.throttled])
        // Who comes through clears what the address owed.
        #expect(try await Self.begin(fixture, "1").signedIn != nil)
        #expect(await leave() == nil)
    }
}
