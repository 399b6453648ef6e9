import Accounts
import Credentials
import Engines
import Identity
import Model
import TestSupport
import Testing

@Suite(.onEveryEngine, .timeLimit(.minutes(15))) struct SessionTests {
    private static let now = AccountsFixture.now

    private static func begun(_ fixture: AccountsFixture) async throws -> SignInStep.SignedIn {
        try await fixture.staff()
        return try #require(try await fixture.begin("tai-man").signedIn)
    }

    @Test func aSessionEndsWhenItLiesUnusedAndAfterItsTime() async throws {
        let fixture = try await AccountsFixture()
        let token = try await Self.begun(fixture).session
        func holds(_ seconds: Int64) async throws -> Bool {
            let session = try await fixture.sessions.session(token, at: Self.now.after(seconds))
            return session != nil
        }
        // A use is written down, so that the half hour begins anew.
        #expect(try await holds(1799))
        #expect(try await holds(3598))
        #expect(try await !holds(3598 + 1800))
        for seconds in stride(from: Int64(5000), to: 12 * 3600, by: 1700) { #expect(try await holds(seconds)) }
        #expect(try await holds(12 * 3600 - 1))
        #expect(try await !holds(12 * 3600))
        var generator = SystemRandomNumberGenerator()
        #expect(try await fixture.sessions.session(SessionToken(using: &generator), at: Self.now) == nil)
    }

    @Test func sessionsAndPermissionsAreLookedUpInFewStatements() async throws {
        let fixture = try await AccountsFixture()
        let token = try await Self.begun(fixture).session
        var before = fixture.database.statements
        _ = try await fixture.sessions.session(token, at: Self.now)
        #expect(fixture.database.statements == before + 1)
        before = fixture.database.statements
        _ = try await fixture.sessions.standing(token, at: Self.now.after(59))
        #expect(fixture.database.statements == before + 3)
        before = fixture.database.statements
        _ = try await fixture.sessions.session(token, at: Self.now.after(60))
        #expect(fixture.database.statements == before + 3)
    }

    @Test func sessionsAreListedAndRevoked() async throws {
        let fixture = try await AccountsFixture()
        let first = try await Self.begun(fixture)
        let second = try #require(try await fixture.begin("tai-man", at: Self.now.after(1)).signedIn)
        let third = try #require(try await fixture.begin("tai-man", at: Self.now.after(2)).signedIn)
        let later = Self.now.after(3)
        let sessions = fixture.sessions
        // The oldest is the one that the invitation led to.
        let listed = try await sessions.all(of: first.person, at: later)
        #expect(listed.count == 4 && listed.first?.network == "192.0.2.0/24")
        _ = fixture.heard.take()
        let id = try #require(try await sessions.session(second.session, at: later)?.id)
        try await sessions.revoke(id, of: "someone else", at: later)
        #expect(try await sessions.session(second.session, at: later) != nil)
        try await sessions.revoke(id, of: first.person, at: later)
        #expect(try await sessions.session(second.session, at: later) == nil)
        try await sessions.revokeAll(of: first.person, but: third.session, at: later)
        #expect(try await sessions.all(of: first.person, at: later).count == 1)
        #expect(try await sessions.session(third.session, at: later) != nil)
        try await sessions.signOut(third.session, at: later)
        #expect(try await sessions.all(of: first.person, at: later).isEmpty)
        let heard = fixture.heard.take().map(\.kind)
        #expect(heard == [.sessionRevoked, .sessionRevoked, .sessionRevoked, .signOut])
    }

    @Test func noPersonHasMoreSessionsThanTheLimit() async throws {
        let fixture = try await AccountsFixture()
        let first = try await Self.begun(fixture)
        for number in 1...22 { _ = try await fixture.begin("tai-man", at: Self.now.after(Int64(number))) }
        let later = Self.now.after(23)
        #expect(try await fixture.sessions.all(of: first.person, at: later).count == 20)
        #expect(try await fixture.sessions.session(first.session, at: later) == nil)
    }

    @Test func aTokenIsReplacedWhenWhatMayBeDoneChanges() async throws {
        let fixture = try await AccountsFixture()
        let done = try await Self.begun(fixture)
        #expect(try await fixture.sessions.session(done.session, at: Self.now)?.needsRotation == false)
        try await fixture.assign(.ditso, to: done.person)
        let (session, standing) = try #require(try await fixture.sessions.standing(done.session, at: Self.now))
        #expect(session.needsRotation)
        // The new office asks for a second factor, which this session has not.
        #expect(standing.assignments.map(\.office) == [.staff])
        let next = try #require(try await fixture.sessions.rotate(done.session, at: Self.now))
        #expect(try await fixture.sessions.session(done.session, at: Self.now) == nil)
        #expect(try await fixture.sessions.rotate(done.session, at: Self.now) == nil)
        let rotated = try await fixture.sessions.session(next, at: Self.now)
        #expect(rotated?.needsRotation == false && rotated?.begun == session.begun)
        #expect(rotated?.expires == session.expires)
    }

    @Test func aSignInEndsTheSessionThatItReplaces() async throws {
        let fixture = try await AccountsFixture()
        let first = try await Self.begun(fixture)
        let second = try await fixture.signIns.begin(
            name: "tai-man", password: AccountsFixture.password, replacing: first.session, AccountsFixture.client(),
            at: Self.now)
        #expect(second.signedIn != nil)
        #expect(try await fixture.sessions.session(first.session, at: Self.now) == nil)
    }

    @Test func aFormTokenFitsItsSessionAlone() {
        var generator = SystemRandomNumberGenerator()
        let one = SessionToken(using: &generator)
        let two = SessionToken(using: &generator)
        let token = CSRFToken(session: one)
        #expect(CSRFToken(session: one).matches(token.text) && !CSRFToken(session: two).matches(token.text))
        for text in ["", token.text + "A", String(token.text.dropLast()), String(repeating: "A", count: 43), "!"] {
            #expect(!token.matches(text))
        }
        #expect("\(token)" == "form token" && !one.text.contains(token.text))
    }

    @Test func keysActForTheirOwnersWithinTheirScope() async throws {
        let fixture = try await AccountsFixture()
        let (done, _) = try await fixture.officer()
        let (_, standing) = try #require(try await fixture.sessions.standing(done.session, at: Self.now))
        let keys = fixture.keys
        func refused(
            _ actions: Set<Action>, _ units: Set<String>, lifetime: Int64 = 3600, label: String = "CI"
        ) async -> String? {
            await fault {
                _ = try await keys.make(
                    for: standing, label: label, actions: actions, units: units, lifetime: lifetime, at: Self.now)
            }
        }
        #expect(await refused([.seeSystems], ["health"]) == "accounts.key-beyond-owner")
        #expect(await refused([.conductAudits], ["harbour"]) == "accounts.key-beyond-owner")
        #expect(await refused([.seeSystems], ["nowhere"]) == "identity.no-unit")
        #expect(await refused([], ["harbour"]) == "accounts.empty-scope")
        #expect(await refused([.seeSystems], ["harbour"], label: "") == "accounts.bad-label")
        #expect(await refused([.seeSystems], ["harbour"], lifetime: 400 * 86_400) == "credentials.token-lifetime")
        let (key, listed) = try await keys.make(
            for: standing, label: "CI", actions: [.seeSystems, .recordObservations], units: ["harbour"],
            lifetime: 3600, at: Self.now)
        let read = try APIKey(key.text)
        _ = fixture.heard.take()
        let before = fixture.database.statements
        let found = try #require(try await keys.standing(read, at: Self.now))
        #expect(fixture.database.statements == before + 5, "four look-ups, and the first use is written down")
        let harbour = Target(unit: try #require(UnitPath("gov/harbour/")))
        #expect(found.standing.decide(.seeSystems, on: harbour, at: Self.now).isAllowed)
        #expect(!found.standing.decide(.changeSystems, on: harbour, at: Self.now).isAllowed)
        #expect(try await keys.standing(read, at: Self.now.after(3600)) == nil)
        #expect(try await keys.all(of: done.person).map(\.used) == [Self.now])
        // The key does no more than its owner may at the time.
        let office = try #require(try await fixture.offices.all(of: done.person).first)
        try await fixture.offices.end(office.id, of: done.person, at: Self.now, actor: "test")
        let ended = try #require(try await keys.standing(read, at: Self.now))
        #expect(!ended.standing.decide(.seeSystems, on: harbour, at: Self.now).isAllowed)
        try await keys.revoke(listed.id, of: "someone else", at: Self.now)
        #expect(try await keys.standing(read, at: Self.now) != nil)
        try await keys.revoke(listed.id, of: done.person, at: Self.now)
        #expect(try await keys.standing(read, at: Self.now) == nil)
        let heard = fixture.heard.take()
        #expect(heard.map(\.kind) == [.apiKeyUsed, .apiKeyUsed, .apiKeyRevoked, .apiKeyUsed])
        #expect(heard.map(\.isSuccess) == [true, false, true, false])
        #expect(heard[0].key == listed.id && heard[0].person == done.person && heard[1].person == nil)
    }
}
