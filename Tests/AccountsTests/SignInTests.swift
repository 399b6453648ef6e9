import Accounts
import CanonicalJSON
import Credentials
import Engines
import Identity
import Model
import Storage
import TestSupport
import Testing

@Suite(.onEveryEngine, .timeLimit(.minutes(15))) struct SignInTests {
    private static let now = AccountsFixture.now
    private static let client = AccountsFixture.client()

    @Test func aMemberOfStaffSignsInWithAPassword() async throws {
        let fixture = try await AccountsFixture()
        let person = try await fixture.staff()
        _ = fixture.heard.take()
        let done = try #require(try await fixture.begin(" TAI-MAN ").signedIn)
        #expect(done.person == person && done.recoveryCodes == nil)
        let found = try await fixture.sessions.session(done.session, at: Self.now)
        #expect(found?.person == person && found?.hasSecondFactor == false && found?.agent == "Browser 1")
        #expect(fixture.heard.take().map(\.kind) == [.signIn])
        for (name, password) in [("tai-man", "wrong"), ("nobody", AccountsFixture.password), ("no body", "x")] {
            #expect(try await fixture.begin(name, password).isRefused)
        }
        let heard = fixture.heard.take()
        #expect(heard.map(\.isSuccess) == [false, false, false])
        #expect(heard.allSatisfy { $0.person == nil && $0.name != nil && $0.source != nil })
        #expect(!heard.contains { $0.json.canonical.contains("tai-man") || $0.json.canonical.contains("192.0.2") })
    }

    @Test func whoIsDisabledOrErasedDoesNotSignIn() async throws {
        let fixture = try await AccountsFixture()
        let person = try await fixture.staff()
        let done = try #require(try await fixture.begin("tai-man").signedIn)
        try await fixture.people.disable(person, at: Self.now, actor: "test")
        #expect(try await fixture.sessions.session(done.session, at: Self.now) == nil)
        #expect(try await fixture.begin("tai-man").isRefused)
        try await fixture.people.erase(person, at: Self.now, actor: "test")
        #expect(try await fixture.begin("tai-man").isRefused)
        for table in ["people", "passwords", "sessions"] as [StaticString] {
            #expect(try await fixture.rows(table) == 0)
        }
    }

    @Test func whoIsEnabledAgainSignsInAsBeforeAndWithNothingThatWasOpen() async throws {
        let fixture = try await AccountsFixture()
        let (done, totp) = try await fixture.officer()
        let half = try #require(try await fixture.begin("ditso").secondFactor)
        try await fixture.people.disable(done.person, at: Self.now, actor: "test")
        try await fixture.people.enable(done.person, at: Self.now, actor: "test")
        #expect(try await fixture.sessions.session(done.session, at: Self.now) == nil)
        let later = Self.now.after(60)
        let code = AccountsFixture.code(totp, at: later)
        let stale = await fault { _ = try await fixture.signIns.finish(half, .totp(code), Self.client, at: later) }
        #expect(stale == "accounts.sign-in-over")
        // Offices ended, and the second factor is asked for all the same.
        #expect(try await fixture.begin("ditso", at: later).signedIn == nil)
        let token = try #require(try await fixture.begin("ditso", at: later).secondFactor)
        let again = try await fixture.signIns.finish(token, .totp(code), Self.client, at: later)
        let session = try #require(again.signedIn?.session)
        #expect(try await fixture.sessions.session(session, at: later)?.hasSecondFactor == true)
        for table in ["api_keys", "links"] as [StaticString] { #expect(try await fixture.rows(table) == 0) }
    }

    @Test func aPrivilegedOfficeMustEnrolASecondFactorBeforeAnythingElse() async throws {
        let fixture = try await AccountsFixture()
        let (done, totp) = try await fixture.officer()
        #expect(done.recoveryCodes?.count == 10)
        #expect(try await fixture.sessions.session(done.session, at: Self.now)?.hasSecondFactor == true)
        let later = Self.now.after(60)
        let token = try #require(try await fixture.begin("ditso", at: later).secondFactor)
        #expect(try await fixture.begin("ditso", "wrong", at: later).isRefused)
        let code = AccountsFixture.code(totp, at: later)
        #expect(try await fixture.signIns.finish(token, .totp("000000x"), Self.client, at: later).isRefused)
        let second = try await fixture.signIns.finish(token, .totp(code), Self.client, at: later)
        let session = try #require(second.signedIn?.session)
        #expect(try await fixture.sessions.session(session, at: later)?.hasSecondFactor == true)
        // Neither the sign-in nor the code can be used again.
        func again(_ token: SignInToken, at instant: Instant) async -> String? {
            await fault { _ = try await fixture.signIns.finish(token, .totp(code), Self.client, at: instant) }
        }
        #expect(await again(token, at: later) == "accounts.sign-in-over")
        let next = try #require(try await fixture.begin("ditso", at: later).secondFactor)
        #expect(try await fixture.signIns.finish(next, .totp(code), Self.client, at: later).isRefused)
        #expect(await again(next, at: later.after(601)) == "accounts.sign-in-over")
        let removal = await fault { try await fixture.factors.removeTOTP(done.person, at: later) }
        #expect(removal == "accounts.last-factor")
    }

    @Test func aRecoveryCodeLetsInOnce() async throws {
        let fixture = try await AccountsFixture()
        let (done, _) = try await fixture.officer()
        let code = try #require(done.recoveryCodes?.first)
        let first = try #require(try await fixture.begin("ditso").secondFactor)
        _ = fixture.heard.take()
        let step = try await fixture.signIns.finish(first, .recoveryCode(code), Self.client, at: Self.now)
        #expect(step.signedIn != nil)
        #expect(fixture.heard.take().map(\.kind) == [.secondFactor, .recoveryCodeUsed, .signIn])
        let second = try #require(try await fixture.begin("ditso").secondFactor)
        #expect(try await fixture.signIns.finish(second, .recoveryCode(code), Self.client, at: Self.now).isRefused)
        #expect(try await fixture.factors.enrolled(done.person).recoveryCodes == 9)
        let renewed = try await fixture.factors.renewRecoveryCodes(done.person, at: Self.now)
        #expect(renewed.count == 10 && !renewed.contains(code))
    }

    @Test func aNewAppReplacesTheOldOneOnlyOnceItIsConfirmed() async throws {
        let fixture = try await AccountsFixture()
        let (done, totp) = try await fixture.officer()
        let next = try await fixture.factors.prepareTOTP(done.person)
        let later = Self.now.after(90)
        func confirm(_ code: String) async -> String? {
            await fault {
                let codes = try await fixture.factors.confirmTOTP(code, done.person, at: later)
                #expect(codes == nil, "the recovery codes that there are stay")
            }
        }
        #expect(await confirm("1234567") == "credentials.totp-wrong")
        let token = try #require(try await fixture.begin("ditso", at: later).secondFactor)
        let old = AccountsFixture.code(totp, at: later)
        #expect(try await fixture.signIns.finish(token, .totp(old), Self.client, at: later).signedIn != nil)
        #expect(await confirm(AccountsFixture.code(next, at: later)) == nil)
        #expect(await confirm("000000") == "accounts.nothing-to-confirm")
        let much = later.after(300)
        let again = try #require(try await fixture.begin("ditso", at: much).secondFactor)
        let stale = AccountsFixture.code(totp, at: much)
        #expect(try await fixture.signIns.finish(again, .totp(stale), Self.client, at: much).isRefused)
    }

    @Test func aPasskeyIsEnrolledAndSignsInAloneAndAfterAPassword() async throws {
        let fixture = try await AccountsFixture()
        let (person, joined) = try await fixture.joined("ditso", [.ditso])
        let enrolment = try #require(joined.enrolment)
        let made = try AccountsFixture.authenticator(
            "create", try await fixture.signIns.preparePasskey(enrolment, at: Self.now),
            ["algorithm": -7, "attestation": "none"])
        let device = try #require(made["device"])
        let first = try await fixture.signIns.addPasskey(
            enrolment, try #require(made["answer"]), label: "Key", Self.client, at: Self.now)
        #expect(first.signedIn?.recoveryCodes?.count == 10)
        #expect(try await fixture.factors.passkeys(person).map(\.label) == ["Key"])

        func sign(_ options: JSONValue, count: Int64) throws -> SignIns.Proof {
            let made = try AccountsFixture.authenticator(
                "get", options, ["device": device, "count": .integer(count)])
            return .passkey(try #require(made["answer"]))
        }
        func finish(_ token: SignInToken, _ proof: SignIns.Proof) async throws -> SignInStep {
            try await fixture.signIns.finish(token, proof, Self.client, at: Self.now)
        }
        let token = try #require(try await fixture.begin("ditso").secondFactor)
        let second = try sign(try await fixture.signIns.passkeyOptions(token, at: Self.now), count: 1)
        #expect(try await finish(token, second).signedIn?.person == person)

        let (alone, options) = try await fixture.signIns.beginPasskey(at: Self.now)
        #expect(await fault { _ = try await finish(alone, .totp("000000")) } == "accounts.sign-in-over")
        let word = try sign(options, count: 2)
        let done = try #require(try await finish(alone, word).signedIn)
        #expect(done.person == person)
        #expect(try await fixture.sessions.session(done.session, at: Self.now)?.hasSecondFactor == true)
        // The same answer again: that sign-in is over, and for another one the challenge is wrong.
        #expect(await fault { _ = try await finish(alone, word) } == "accounts.sign-in-over")
        let (other, _) = try await fixture.signIns.beginPasskey(at: Self.now)
        #expect(try await finish(other, word).isRefused)
        #expect(
            await fault { _ = try await finish(other, word) } == "accounts.sign-in-over",
            "a challenge is forgotten with the first answer")
        let id = try #require(try await fixture.factors.passkeys(person).first?.id)
        let removal = await fault { try await fixture.factors.removePasskey(id, person, at: Self.now) }
        #expect(removal == "accounts.last-factor")
    }

    @Test func aFurtherPasskeyIsAddedBySomeoneWhoIsSignedIn() async throws {
        let fixture = try await AccountsFixture()
        let (done, _) = try await fixture.officer()
        let (token, options) = try await fixture.factors.preparePasskey(done.person, at: Self.now)
        let made = try AccountsFixture.authenticator("create", options, ["algorithm": -7, "attestation": "none"])
        let answer = try #require(made["answer"])
        func add(_ label: String, _ owner: String) async -> String? {
            await fault { _ = try await fixture.factors.addPasskey(token, owner, answer, label: label, at: Self.now) }
        }
        #expect(await add("", done.person) == "accounts.bad-label")
        // The ceremony of one person is no use to another, and is over once someone tried it.
        #expect(await add("Key", done.person) == nil)
        #expect(await add("Key", done.person) == "accounts.sign-in-over")
        try await fixture.factors.removeTOTP(done.person, at: Self.now)
        let enrolled = try await fixture.factors.enrolled(done.person)
        #expect(enrolled.passkeys == 1 && !enrolled.hasTOTP)
    }

    @Test func aResetTakesAwayAllThatTheyCouldSignInWith() async throws {
        let fixture = try await AccountsFixture()
        let (done, _) = try await fixture.officer()
        let token = try await fixture.invitations.make(for: done.person, resetting: true, at: Self.now)
        #expect(try await fixture.sessions.session(done.session, at: Self.now) == nil)
        #expect(try await fixture.begin("ditso").isRefused)
        for table in ["passwords", "totps", "recovery_codes", "sessions"] as [StaticString] {
            #expect(try await fixture.rows(table) == 0)
        }
        func accept(_ password: String) async -> String? {
            await fault {
                let step = try await fixture.signIns.accept(token, password: password, Self.client, at: Self.now)
                #expect(step.enrolment != nil)
            }
        }
        // A password that is refused leaves the invitation good.
        #expect(await accept("short") == "credentials.password-too-short")
        #expect(await accept("another horse battery") == nil)
        #expect(await accept("another horse battery") == "identity.invitation-unknown")
    }

    @Test func whoChangesThePasswordEndsAllOtherSessions() async throws {
        let fixture = try await AccountsFixture()
        let person = try await fixture.staff()
        let one = try #require(try await fixture.begin("tai-man").signedIn)
        let two = try #require(try await fixture.begin("tai-man").signedIn)
        func change(_ old: String) async -> String? {
            await fault {
                try await fixture.signIns.changePassword(
                    of: person, from: old, to: "another horse battery", session: one.session, Self.client,
                    at: Self.now)
            }
        }
        #expect(await change("wrong") == "accounts.password-wrong")
        #expect(await change(AccountsFixture.password) == nil)
        #expect(try await fixture.sessions.session(one.session, at: Self.now) != nil)
        #expect(try await fixture.sessions.session(two.session, at: Self.now) == nil)
        #expect(try await fixture.begin("tai-man").isRefused)
        #expect(try await fixture.begin("tai-man", "another horse battery").signedIn != nil)
    }

    @Test func securityEventsHaveAFormThatMonitoringReads() {
        let event = SecurityEvent(
            .signIn, isSuccess: false, at: Self.now, name: "k1", source: "k2", detail: "password")
        #expect(
            event.json.canonical == """
                {"@timestamp":"2027-01-15T08:00:00Z","event":{"action":"sign-in","category":["authentication"],\
                "dataset":"seawall.security","kind":"event","module":"seawall","outcome":"failure",\
                "reason":"password"},"related":{"hash":["k2"]},"user":{"hash":"k1"}}
                """)
        for kind in SecurityEvent.Kind.allCases {
            let json = SecurityEvent(kind, isSuccess: true, at: Self.now, person: "p").json
            #expect(json["user"]?["id"]?.text == "p" && json["event"]?["category"]?.elements?.count == 1)
        }
    }
}
