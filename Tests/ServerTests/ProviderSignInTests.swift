import Accounts
import HTTPTypes
import Identity
import Model
import TestSupport
import Testing

@testable import Server

/// Signing in with a provider that is not ours, from the button to the session.
@Suite(.serialized, .timeLimit(.minutes(10))) struct ProviderSignInTests {
    /// A server that knows the provider, at the time that it is.
    private static func fixture(_ peer: ProviderPeer = .shared) async throws -> ServerFixture {
        let fixture = try await ServerFixture(start: nil) { try peer.configure($0) }
        try await fixture.fill()
        return fixture
    }

    /// Presses the button on the sign-in page; the address of the provider that the browser is sent to.
    private static func leave(_ browser: Browser, return path: String = "/") async throws -> String {
        let page = try await browser.get("/sign-in")
        #expect(page.body.contains("Sign in with Staff sign-in"))
        let answer = try await browser.post("/sign-in/oidc/staff", ["return": path], on: page)
        return try address(answer)
    }

    /// Where a page leads that sends the browser to the provider.
    private static func address(_ answer: Browser.Answer) throws -> String {
        let address = try #require(answer.refresh, "\(answer.status)")
        try #require(answer.status == 200 && address.hasPrefix("https://127.0.0.1:"))
        return address
    }

    private static func link(_ name: String, to person: String, _ fixture: ServerFixture) async throws {
        try await fixture.estate.identity.people.link(
            person, to: ProviderAccount(issuer: ProviderPeer.shared.issuer, subject: name), at: fixture.now)
    }

    @Test func aPersonSignsInWithAnAccountThatTheAdministratorLinked() async throws {
        let fixture = try await Self.fixture()
        let person = try await fixture.person("clerk", .staff, in: "marine")
        try await Self.link("tai-man", to: person, fixture)
        let browser = Browser(fixture)
        let address = try await Self.leave(browser, return: "/settings")
        for part in ["response_type=code", "code_challenge_method=S256", "nonce=", "scope=openid&"] {
            #expect(address.contains(part), "\(part)")
        }
        let before = browser.cookie("__Host-provider")
        let back = try ProviderPeer.shared.signIn("tai-man", at: address)
        let answer = try await browser.get(back, headers: [try #require(.init("Sec-Fetch-Site")): "cross-site"])
        #expect(answer.status == 303 && answer.location == "/settings")
        #expect(before?.hasPrefix("swi_") == true && browser.cookie("__Host-provider") == nil)
        let settings = try await browser.get("/settings")
        #expect(settings.status == 200 && settings.body.contains("Officer clerk"))
        // The list of sessions says how the person signed in, and the link when it was used.
        #expect(settings.body.contains("<span class=\"under\">Staff sign-in</span>"))
        let links = try await fixture.estate.identity.links.all(of: person)
        #expect(links.map(\.issuer) == [ProviderPeer.shared.issuer] && links.first?.used != nil)
        // Neither the address nor the visit is good a second time, here or elsewhere.
        #expect(try await Browser(fixture).get(back).status == 422)
        #expect(try await browser.get(back).status == 422)
    }

    @Test func aPrivilegedOfficeNeedsASecondFactorThereOrHere() async throws {
        let fixture = try await Self.fixture()
        let weak = try await fixture.person("weak", .ditso, in: "marine")
        let strong = try await fixture.person("strong", .ditso, in: "marine")
        try await Self.link("siu-ming", to: weak, fixture)
        try await Self.link("officer", to: strong, fixture)
        let browser = Browser(fixture)
        var back = try ProviderPeer.shared.signIn("siu-ming", at: try await Self.leave(browser))
        let enrolment = try await browser.get(back)
        #expect(enrolment.location == "/sign-in/enrolment?return=%2F")
        #expect(try await browser.get("/").location == "/sign-in")
        // Our own second factor is set up, and asked for from then on.
        let page = try await browser.get("/sign-in/enrolment?return=%2F")
        let secret = try #require(page.text(between: "<code>", and: "</code>") ?? page.code)
        let done = try await browser.post(
            "/sign-in/enrolment", ["code": try OneTimeCodes.code(secret, at: fixture.now)], on: page)
        #expect(done.status == 200)
        let next = Browser(fixture)
        back = try ProviderPeer.shared.signIn("siu-ming", at: try await Self.leave(next))
        #expect(try await next.get(back).location == "/sign-in/second-factor?return=%2F")
        // Who proved a second factor at the provider is through.
        let other = Browser(fixture)
        back = try ProviderPeer.shared.signIn("officer", at: try await Self.leave(other))
        #expect(try await other.get(back).location == "/")
        #expect(try await other.get("/findings").status == 200)
    }

    @Test func aStrangerGetsNoAccountAndWhoIsDisabledNoSession() async throws {
        let fixture = try await Self.fixture()
        let browser = Browser(fixture)
        let back = try ProviderPeer.shared.signIn("tai-man", at: try await Self.leave(browser))
        let answer = try await browser.get(back)
        #expect(answer.status == 422 && answer.body.contains("is not linked to anyone here"))
        #expect(browser.cookie("__Host-session") == nil)
        // The mail address at the provider is that of a person here: that links nothing.
        let details = try PersonDetails(
            signIn: "tai-man", display: "Tai Man", email: "tai-man@example.org", language: .english, unit: "marine")
        let person = try await fixture.estate.identity.people.add(details, at: fixture.now, actor: "test")
        let second = try ProviderPeer.shared.signIn("tai-man", at: try await Self.leave(browser))
        #expect(try await browser.get(second).status == 422)
        try await Self.link("tai-man", to: person, fixture)
        let address = try await Self.leave(browser)
        try await fixture.estate.identity.people.disable(person, at: fixture.now, actor: "test")
        #expect(try await browser.get(try ProviderPeer.shared.signIn("tai-man", at: address)).status == 422)
        #expect(browser.cookie("__Host-session") == nil)
    }

    @Test func aReturnIsTakenFromTheBrowserThatLeftAlone() async throws {
        let fixture = try await Self.fixture()
        let person = try await fixture.person("clerk", .staff, in: "marine")
        try await Self.link("tai-man", to: person, fixture)
        // Somebody's finished sign-in is pressed on another's browser, which is on a way of its own (login CSRF).
        let attacker = Browser(fixture)
        let stolen = try ProviderPeer.shared.signIn("tai-man", at: try await Self.leave(attacker))
        let victim = Browser(fixture)
        let own = try await Self.leave(victim)
        let pressed = try await victim.get(stolen)
        #expect(pressed.status == 422 && victim.cookie("__Host-session") == nil)
        // Neither way is at its end by that.
        #expect(try await victim.get(try ProviderPeer.shared.signIn("tai-man", at: own)).location == "/")
        #expect(try await attacker.get(stolen).location == "/")
        // A right state with the cookie of another visit is none of ours.
        let one = Browser(fixture)
        let back = try ProviderPeer.shared.signIn("tai-man", at: try await Self.leave(one))
        _ = try await Self.leave(one)
        #expect(try await one.get(back).status == 422 && one.cookie("__Host-session") == nil)
    }

    @Test(arguments: ["iss=https%3A%2F%2Fevil.example", "iss=", nil])
    func anAnswerInAnothersNameIsNotTaken(issuer: String?) async throws {
        let fixture = try await Self.fixture()
        let person = try await fixture.person("clerk", .staff, in: "marine")
        try await Self.link("tai-man", to: person, fixture)
        let browser = Browser(fixture)
        let back = try ProviderPeer.shared.signIn("tai-man", at: try await Self.leave(browser))
        let start = try #require(back.firstRange(of: "&iss=")).lowerBound
        let answer = try await browser.get(String(back[..<start]) + (issuer.map { "&" + $0 } ?? ""))
        #expect(answer.status == 422 && answer.body.contains("another sign-in provider"))
        #expect(browser.cookie("__Host-session") == nil)
    }

    @Test func whatIsWrongIsToldInWordsOfOurs() async throws {
        let fixture = try await Self.fixture()
        let browser = Browser(fixture)
        func back(_ query: String) async throws -> Browser.Answer {
            let address = try await Self.leave(browser)
            let state = try #require(address.split(separator: "&").first { $0.hasPrefix("state=") })
            let issuer = Browser.encode(ProviderPeer.shared.issuer)
            return try await browser.get("/sign-in/oidc/staff/return?\(state)&iss=\(issuer)&\(query)")
        }
        let denied = try await back("error=access_denied&error_description=Call%20555")
        #expect(denied.status == 422 && denied.body.contains("refused at the provider"))
        let odd = try await back("error=call_the_number_555&error_description=Call%20555")
        #expect(odd.status == 422 && odd.body.contains("refused the request (?)"))
        #expect(!denied.body.contains("555") && !odd.body.contains("555"))
        // A code that the provider never gave, two of them, and none.
        #expect(try await back("code=x").body.contains("refused the request (invalid_grant)"))
        for query in ["code=x&code=y", "code=", ""] {
            #expect(try await back(query).body.contains("cannot be read at code"), "\(query)")
        }
        #expect(browser.cookie("__Host-session") == nil)
        #expect(try await browser.get("/sign-in/oidc/nobody/return?state=x").status == 404)
        #expect(try await browser.get("/sign-in/oidc/staff/return").status == 422)
        let page = try await browser.get("/sign-in")
        #expect(try await browser.post("/sign-in/oidc/nobody", [:], on: page).status == 404)
        #expect(try await browser.post("/sign-in/oidc/staff", ["return": "/"]).status == 403)
        // Ten minutes are enough.
        let address = try await Self.leave(browser)
        fixture.advance(seconds: 601)
        #expect(try await browser.get(try ProviderPeer.shared.signIn("tai-man", at: address)).status == 422)
    }

    @Test func aSessionBeforeIsNotTheSessionAfter() async throws {
        let fixture = try await Self.fixture()
        let person = try await fixture.person("clerk", .staff, in: "marine")
        try await Self.link("tai-man", to: person, fixture)
        let browser = try await fixture.signedIn("other", .staff, in: "marine")
        let before = try #require(browser.cookie("__Host-session"))
        let page = try await browser.get("/settings")
        let left = try await browser.post("/sign-in/oidc/staff", ["return": "/"], on: page)
        let back = try ProviderPeer.shared.signIn("tai-man", at: try Self.address(left))
        #expect(try await browser.get(back).location == "/")
        #expect(browser.cookie("__Host-session") != before)
        let other = try await fixture.id(of: "other")
        #expect(try await fixture.estate.identity.sessions.all(of: other, at: fixture.now).isEmpty)
        #expect(try await browser.get("/").body.contains("Officer clerk"))
    }

    @Test func aNewKeyOfTheProviderIsFollowed() async throws {
        let peer = ProviderPeer()
        let fixture = try await Self.fixture(peer)
        let person = try await fixture.person("clerk", .staff, in: "marine")
        try await fixture.estate.identity.people.link(
            person, to: ProviderAccount(issuer: peer.issuer, subject: "tai-man"), at: fixture.now)
        let browser = Browser(fixture)
        #expect(try await browser.get(try peer.signIn("tai-man", at: try await Self.leave(browser))).location == "/")
        peer.rotate()
        let second = Browser(fixture)
        let early = try await second.get(try peer.signIn("tai-man", at: try await Self.leave(second)))
        #expect(early.status == 422 && early.body.contains("key that it does not publish"))
        // A minute later the keys are fetched again; a token is good for longer.
        fixture.advance(seconds: 61)
        let late = try await second.get(try peer.signIn("tai-man", at: try await Self.leave(second)))
        #expect(late.location == "/", "\(late.body)")
    }

    @Test func aProviderThatIsNotThereIsNamedAndNotPressed() async throws {
        let port = Loopback.freePort()
        let fixture = try await ServerFixture { folder in
            try ProviderFileTests.write(folder, issuer: "https://127.0.0.1:\(port)")
        }
        let browser = Browser(fixture)
        for _ in 0..<2 {
            let page = try await browser.get("/sign-in")
            let answer = try await browser.post("/sign-in/oidc/staff", ["return": "/"], on: page)
            #expect(answer.status == 503 && answer.body.contains("Staff sign-in does not answer just now"))
        }
        let page = try await browser.get("/sign-in")
        #expect(page.body.contains("name=\"password\""), "the other ways in are still there")
    }
}
