import Accounts
import HTTPTypes
import Identity
import Model
import Testing

@testable import Server

/// People link accounts at a provider to their own, and unlink them.
@Suite(.serialized, .timeLimit(.minutes(10))) struct ProviderLinkTests {
    private static let peer = ProviderPeer.shared

    private static func fixture() async throws -> ServerFixture {
        let fixture = try await ServerFixture(start: nil) { try peer.configure($0) }
        try await fixture.fill()
        return fixture
    }

    /// Presses "Link" on the settings page; the address of the provider that the browser is sent to.
    private static func leave(_ browser: Browser) async throws -> String {
        let page = try await browser.get("/settings")
        let answer = try await browser.post("/settings/links/staff", [:], on: page)
        return try #require(answer.refresh)
    }

    @Test func aPersonLinksAnAccountSignsInWithItAndUnlinksIt() async throws {
        let fixture = try await Self.fixture()
        let browser = try await fixture.signedIn("clerk", .staff, in: "marine")
        #expect(try await browser.get("/settings").body.contains("not linked"))
        let address = try await Self.leave(browser)
        // Whoever is signed in at the provider in this browser must say so anew.
        #expect(address.contains("&prompt=login&max_age=0"))
        let linked = try await browser.get(try Self.peer.signIn("tai-man", at: address))
        #expect(linked.location == "/settings?done=linked")
        let page = try await browser.get("/settings?done=linked")
        #expect(page.body.contains("The account is linked") && page.body.contains(">Unlink<"))
        let fresh = Browser(fixture)
        let start = try await fresh.get("/sign-in")
        let left = try await fresh.post("/sign-in/oidc/staff", ["return": "/"], on: start)
        let there = try #require(left.refresh)
        #expect(try await fresh.get(try Self.peer.signIn("tai-man", at: there)).location == "/")
        // Unlinking is asked about, and ends what was begun with the link elsewhere.
        let fields = ["issuer": Self.peer.issuer]
        let asked = try await browser.post("/settings/links", fields, on: page)
        #expect(asked.status == 200 && asked.body.contains("Unlink this account?"))
        #expect(try await fresh.get("/settings").status == 200)
        let done = try await browser.post("/settings/links", fields.merging(["confirmed": "yes"]) { $1 }, on: asked)
        #expect(done.location == "/settings?done=unlinked")
        #expect(try await fresh.get("/settings").status == 303)
        #expect(try await browser.get("/settings").status == 200)
        let gone = try await browser.post("/settings/links", fields.merging(["confirmed": "yes"]) { $1 }, on: asked)
        #expect(gone.status == 422)
    }

    @Test func anAccountIsOfOnePersonAndAPersonHasOneThere() async throws {
        let fixture = try await Self.fixture()
        let first = try await fixture.signedIn("first", .staff, in: "marine")
        let second = try await fixture.signedIn("second", .staff, in: "marine")
        #expect(
            try await first.get(try Self.peer.signIn("tai-man", at: try await Self.leave(first))).location
                == "/settings?done=linked")
        let taken = try await second.get(try Self.peer.signIn("tai-man", at: try await Self.leave(second)))
        #expect(taken.status == 422 && taken.body.contains("linked to someone already"))
        let more = try await first.get(try Self.peer.signIn("siu-ming", at: try await Self.leave(first)))
        #expect(more.status == 422 && more.body.contains("another account at this provider"))
    }

    @Test func whatOneBeganToLinkIsNotLinkedToAnother() async throws {
        let fixture = try await Self.fixture()
        let browser = try await fixture.signedIn("clerk", .staff, in: "marine")
        let back = try Self.peer.signIn("tai-man", at: try await Self.leave(browser))
        let other = try await fixture.signedIn("other", .staff, in: "marine")
        #expect(try await other.get(back).status == 422, "a browser that never left")
        // The same browser, in which somebody else has signed in meanwhile.
        var page = try await browser.get("/sign-in")
        _ = try await browser.post("/sign-in", ["user": "other", "password": ServerFixture.password], on: page)
        let late = try await browser.get(back)
        #expect(late.status == 422 && late.body.contains("someone who is not signed in here any more"))
        // Who signs out takes the way along.
        let second = try Self.peer.signIn("tai-man", at: try await Self.leave(browser))
        page = try await browser.get("/settings")
        _ = try await browser.post("/sign-out", [:], on: page)
        #expect(browser.cookie("__Host-provider") == nil)
        let out = try await browser.get(second)
        #expect(out.status == 422 && browser.cookie("__Host-session") == nil)
        for person in ["clerk", "other"] {
            #expect(try await fixture.estate.identity.links.all(of: fixture.id(of: person)).isEmpty)
        }
        #expect(try await Browser(fixture).post("/settings/links/staff", ["csrf": "x"]).location == "/sign-in")
        #expect(try await other.post("/settings/links/staff", ["csrf": "x"]).status == 403)
        let own = try await other.get("/settings")
        #expect(try await other.post("/settings/links/nobody", [:], on: own).status == 404)
    }

    @Test func theLastWayInIsNotUnlinked() async throws {
        let fixture = try await Self.fixture()
        let person = try await fixture.person("clerk", .staff, in: "marine")
        try await fixture.estate.identity.people.link(
            person, to: ProviderAccount(issuer: Self.peer.issuer, subject: "tai-man"), at: fixture.now)
        let browser = Browser(fixture)
        let start = try await browser.get("/sign-in")
        let left = try await browser.post("/sign-in/oidc/staff", ["return": "/"], on: start)
        let there = try #require(left.refresh)
        #expect(try await browser.get(try Self.peer.signIn("tai-man", at: there)).location == "/")
        let page = try await browser.get("/settings")
        let fields = ["issuer": Self.peer.issuer, "confirmed": "yes"]
        // A provider that vouches for whoever sits there proves nothing: it is asked to have them sign in anew.
        #expect(try await browser.post("/settings/links", fields, on: page).location == "/settings/prove")
        let form = try await browser.get("/settings/prove")
        #expect(form.body.contains("Sign in again with") && !form.body.contains("type=\"password\""))
        let wrong = try await browser.post("/settings/prove/staff", [:], on: form)
        let elsewhere = try #require(wrong.refresh)
        #expect(elsewhere.contains("&prompt=login&max_age=0"))
        let refused = try await browser.get(try Self.peer.signIn("siu-ming", at: elsewhere))
        #expect(refused.status == 422 && refused.body.contains("not linked to you"))
        #expect(try await browser.post("/settings/links", fields, on: page).location == "/settings/prove")
        let again = try #require(try await browser.post("/settings/prove/staff", [:], on: form).refresh)
        let back = try Self.peer.signIn("tai-man", at: again)
        #expect(try await browser.get(back).location == "/settings?done=proven")
        #expect(try await browser.get(back).status == 422, "a second time")
        let answer = try await browser.post("/settings/links", fields, on: page)
        #expect(answer.status == 422 && answer.body.contains("the only way in"))
        #expect(try await fixture.estate.identity.links.all(of: person).count == 1)
    }

    @Test func aProviderThatDoesNotSayWhenProvesNothing() async throws {
        let fixture = try await Self.fixture()
        let person = try await fixture.person("clerk", .staff, in: "marine")
        try await fixture.estate.identity.people.link(
            person, to: ProviderAccount(issuer: Self.peer.issuer, subject: "timeless"), at: fixture.now)
        let browser = Browser(fixture)
        let start = try await browser.get("/sign-in")
        let there = try #require(try await browser.post("/sign-in/oidc/staff", ["return": "/"], on: start).refresh)
        #expect(try await browser.get(try Self.peer.signIn("timeless", at: there)).location == "/")
        let form = try await browser.get("/settings/prove")
        let again = try #require(try await browser.post("/settings/prove/staff", [:], on: form).refresh)
        let refused = try await browser.get(try Self.peer.signIn("timeless", at: again))
        #expect(refused.status == 422 && refused.body.contains("does not say when you signed in there"))
        let page = try await browser.get("/settings")
        let fields = ["issuer": Self.peer.issuer, "confirmed": "yes"]
        #expect(try await browser.post("/settings/links", fields, on: page).location == "/settings/prove")
    }
}
