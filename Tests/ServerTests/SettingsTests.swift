import Accounts
import CanonicalJSON
import Credentials
import HTTPTypes
import Identity
import Model
import Testing

@testable import Server

@Suite(.timeLimit(.minutes(10))) struct SettingsTests {
    private static let next = "another harbour with seven lamps"

    @Test func aNewPasswordEndsTheOtherSessionsAtOnce() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("clerk", .staff, in: "marine")
        let other = try await fixture.again("clerk")
        let page = try await browser.get("/settings")
        let wrong = try await browser.post(
            "/settings/password", ["current": "not this one at all", "new": Self.next], on: page)
        #expect(wrong.status == 422 && wrong.body.contains("present password") && !wrong.body.contains(Self.next))
        let short = try await browser.post(
            "/settings/password", ["current": ServerFixture.password, "new": "short"], on: page)
        #expect(short.status == 422 && short.body.contains("aria-invalid"))
        #expect(try await other.get("/settings").status == 200)
        let changed = try await browser.post(
            "/settings/password", ["current": ServerFixture.password, "new": Self.next], on: page)
        #expect(changed.status == 303 && changed.location == "/settings?done=password")
        #expect(try await other.get("/settings").status == 303)
        #expect(try await browser.get("/settings?done=password").body.contains("The password is changed"))
    }

    @Test func aSessionThatIsEndedElsewhereStopsAtOnce() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("clerk", .staff, in: "marine")
        let other = try await fixture.again("clerk")
        let stranger = try await fixture.signedIn("other", .staff, in: "marine")
        let page = try await browser.get("/settings")
        let end = try #require(page.text(between: "action=\"/settings/sessions/", and: "\""))
        // The id of a session lets nobody else end it.
        let foreign = try await stranger.get("/settings")
        _ = try await stranger.post("/settings/sessions/\(end)", [:], on: foreign)
        #expect(try await other.get("/settings").status == 200)
        #expect(try await browser.post("/settings/sessions/\(end)", [:], on: page).status == 303)
        #expect(try await other.get("/settings").location == "/sign-in?return=%2Fsettings")
        #expect(try await browser.get("/settings").status == 200)
    }

    @Test func oneTimeCodesAreSetUpAskedForAndStopped() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("clerk", .staff, in: "marine")
        var page = try await browser.get("/settings")
        #expect(try await browser.post("/settings/codes", [:], on: page).status == 303)
        page = try await browser.get("/settings")
        let secret = try #require(page.code)
        #expect(page.body.contains("otpauth://totp/Seawall:clerk"))
        let wrong = try await browser.post("/settings/codes/confirm", ["code": "000000"], on: page)
        #expect(wrong.status == 422 && wrong.code == secret)
        let right = ["code": try OneTimeCodes.code(secret, at: fixture.now)]
        let codes = try await browser.post("/settings/codes/confirm", right, on: page)
        #expect(codes.status == 200 && codes.body.contains("/settings?done=codes"))
        let fresh = Browser(fixture)
        let signIn = try await fresh.get("/sign-in")
        let step = try await fresh.post(
            "/sign-in", ["user": "clerk", "password": ServerFixture.password], on: signIn)
        #expect(step.location == "/sign-in/second-factor?return=%2F")
        page = try await browser.get("/settings")
        let asked = try await browser.post("/settings/codes/stop", [:], on: page)
        #expect(asked.status == 200 && asked.body.contains("Turn one-time codes off?"))
        #expect(try await browser.get("/settings").body.contains("One-time codes are on"))
        let stopped = try await browser.post("/settings/codes/stop", ["confirmed": "yes"], on: asked)
        #expect(stopped.location == "/settings?done=codes-stopped")
        #expect(try await browser.get("/settings").body.contains("No app gives you"))
    }

    @Test func theLastFactorOfAPrivilegedOfficeStays() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        let page = try await browser.get("/settings")
        let refused = try await browser.post("/settings/codes/stop", ["confirmed": "yes"], on: page)
        #expect(refused.status == 422 && refused.body.contains("last second factor"))
        #expect(try await fixture.estate.identity.factors.enrolled(fixture.id(of: "ditso")).hasTOTP)
        let asked = try await browser.post("/settings/recovery-codes", [:], on: page)
        #expect(asked.body.contains("Make new recovery codes?"))
        let codes = try await browser.post("/settings/recovery-codes", ["confirmed": "yes"], on: asked)
        #expect(codes.status == 200 && codes.code != nil)
    }

    @Test func aKeyIsShownOnceWorksAndIsRevoked() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        let page = try await browser.get("/settings")
        for fields in [
            ["name": "nightly", "scope": "read", "days": "0"], ["name": "nightly", "scope": "read", "days": "366"],
            ["name": "nightly", "scope": "everything", "days": "30"], ["name": "", "scope": "read", "days": "30"],
        ] {
            let refused = try await browser.post("/settings/keys", fields, on: page)
            #expect(refused.status == 422 && !refused.body.contains("swk_"), "\(fields)")
        }
        let made = try await browser.post(
            "/settings/keys", ["name": "nightly", "scope": "read", "days": "30"], on: page)
        let text = try #require(made.code)
        let key = try APIKey(text)
        let found = try #require(await fixture.estate.identity.keys.standing(key, at: fixture.now))
        #expect(!found.standing.visibility(for: .seeFindings, at: fixture.now).isEmpty)
        #expect(found.standing.visibility(for: .fixFindings, at: fixture.now).isEmpty)
        let list = try await browser.get("/settings")
        #expect(list.body.contains("nightly") && !list.body.contains(text))
        _ = try await browser.post("/settings/keys/\(found.listed.id)/revoke", ["confirmed": "yes"], on: list)
        #expect(try await fixture.estate.identity.keys.standing(key, at: fixture.now) == nil)
    }

    @Test func eachProfileOfAKeyHoldsWhatItSays() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        let page = try await browser.get("/settings")
        for (scope, yes, no) in [
            ("act", Action.fixFindings, Action.managePeople), ("people", .managePeople, .seeFindings),
            ("work", .manageWork, .seePeople), ("submit", .recordObservations, .fixFindings),
        ] {
            let made = try await browser.post(
                "/settings/keys", ["name": scope, "scope": scope, "days": "30"], on: page)
            let key = try APIKey(try #require(made.code))
            let standing = try #require(await fixture.estate.identity.keys.standing(key, at: fixture.now)).standing
            #expect(!standing.visibility(for: yes, at: fixture.now).isEmpty, "\(scope)")
            #expect(standing.visibility(for: no, at: fixture.now).isEmpty, "\(scope)")
        }
        let clerk = try await fixture.signedIn("clerk", .staff, in: "marine")
        let theirs = try await clerk.get("/settings")
        for scope in ["read", "act", "people", "agree", "work"] {
            let refused = try await clerk.post(
                "/settings/keys", ["name": "x", "scope": scope, "days": "30"], on: theirs)
            #expect(refused.status == 422, "\(scope)")
        }
    }

    @Test func aPasskeyIsMadeAndSignsIn() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("clerk", .staff, in: "marine")
        let page = try await browser.get("/settings")
        var device = Authenticator()
        let options = try JSONValue(parsing: try await browser.script("/settings/passkeys/options", [:], on: page).body)
        let made = try await browser.script(
            "/settings/passkeys", ["credential": device.create(options)], on: page)
        #expect(made.status == 200 && made.body.contains("/settings/recovery-codes"))
        let again = try await browser.script(
            "/settings/passkeys", ["credential": device.create(options)], on: page)
        #expect(again.status >= 400)
        let fresh = Browser(fixture)
        let signIn = try await fresh.get("/sign-in")
        let asked = try JSONValue(
            parsing: try await fresh.script("/sign-in/passkey/options", [:], on: signIn).body)
        let done = try await fresh.script(
            "/sign-in/passkey", ["credential": device.get(asked), "return": "/settings"], on: signIn)
        #expect(done.status == 200 && done.body.contains("\"/settings\""))
        #expect(try await fresh.get("/settings").status == 200)
        // An answer is taken once.
        let thief = Browser(fixture)
        let theirs = try await thief.get("/sign-in")
        _ = try await thief.script("/sign-in/passkey/options", [:], on: theirs)
        let replayed = try await thief.script("/sign-in/passkey", ["credential": device.get(asked)], on: theirs)
        #expect(replayed.status == 422)
        #expect(try await thief.get("/settings").status == 303)
        let forged = try await browser.send(.post, "/settings/passkeys/options", body: Array("{}".utf8))
        #expect(forged.status == 403)
    }
}
