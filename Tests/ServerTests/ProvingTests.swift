import Accounts
import CanonicalJSON
import HTTPTypes
import Identity
import Model
import Testing

@testable import Server

/// Whoever changes how they sign in proves first who they are, unless they did so within five minutes.
@Suite(.timeLimit(.minutes(10))) struct ProvingTests {
    private static let guarded = [
        "/settings/codes", "/settings/codes/confirm", "/settings/codes/stop", "/settings/recovery-codes",
        "/settings/links", "/settings/passkeys/x/remove", "/settings/keys",
    ]

    /// A person with an app, whose session is no longer proven.
    private static func stale() async throws -> (ServerFixture, Browser, secret: String) {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("clerk", .staff, in: "marine")
        var page = try await browser.get("/settings")
        _ = try await browser.post("/settings/codes", [:], on: page)
        page = try await browser.get("/settings")
        let secret = try #require(page.code)
        _ = try await browser.post(
            "/settings/codes/confirm", ["code": OneTimeCodes.code(secret, at: fixture.now)], on: page)
        fixture.advance(seconds: 300)
        return (fixture, browser, secret)
    }

    @Test func noRouteThatChangesASignInDoesSoUnproven() async throws {
        let (fixture, browser, secret) = try await Self.stale()
        let page = try await browser.get("/settings")
        let person = try await fixture.id(of: "clerk")
        let before = try await fixture.estate.identity.factors.enrolled(person)
        for path in Self.guarded {
            let fields = ["confirmed": "yes", "code": try OneTimeCodes.code(secret, at: fixture.now), "issuer": "x"]
            let answer = try await browser.post(path, fields, on: page)
            #expect(answer.status == 303 && answer.location == "/settings/prove", "\(path)")
        }
        for path in ["/settings/passkeys/options", "/settings/passkeys"] {
            let answer = try await browser.script(path, ["credential": [:]], on: page)
            #expect(answer.status == 200 && answer.body == #"{"location":"/settings/prove"}"#, "\(path)")
        }
        #expect(try await fixture.estate.identity.factors.enrolled(person) == before)
        // The password itself is asked for with the new one.
        let wrong = try await browser.post(
            "/settings/password", ["current": "not this one at all", "new": "another harbour with lamps"], on: page)
        #expect(wrong.status == 422)
    }

    @Test func aPasswordIsGoodForFiveMinutesAndOneSession() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("clerk", .staff, in: "marine")
        let other = try await fixture.again("clerk")
        fixture.advance(seconds: 300)
        let form = try await browser.get("/settings/prove")
        #expect(form.status == 200 && form.body.contains("5 minutes"))
        let wrong = try await browser.post("/settings/prove", ["password": "not this one at all"], on: form)
        #expect(wrong.status == 422 && wrong.body.contains("not your password"))
        #expect(try await browser.post("/settings/codes/stop", [:], on: form).location == "/settings/prove")
        let right = try await browser.post("/settings/prove", ["password": ServerFixture.password], on: form)
        #expect(right.location == "/settings?done=proven")
        #expect(try await browser.get("/settings?done=proven").body.contains("confirmed that it is you"))
        fixture.advance(seconds: 299)
        #expect(try await browser.post("/settings/codes/stop", [:], on: form).status == 200)
        let theirs = try await other.get("/settings")
        #expect(try await other.post("/settings/codes/stop", [:], on: theirs).location == "/settings/prove")
        fixture.advance(seconds: 1)
        let late = try await browser.post("/settings/codes/stop", ["confirmed": "yes"], on: form)
        #expect(late.location == "/settings/prove")
    }

    @Test func aCodeIsGoodOnceAndForgedOnesNever() async throws {
        let (fixture, browser, secret) = try await Self.stale()
        let form = try await browser.get("/settings/prove")
        let code = try OneTimeCodes.code(secret, at: fixture.now)
        #expect(try await browser.post("/settings/prove", ["code": "000000"], on: form).status == 422)
        #expect(try await browser.post("/settings/prove", ["code": code]).status == 403, "without the form's token")
        #expect(try await browser.post("/settings/prove", ["code": code], on: form).location == "/settings?done=proven")
        #expect(try await browser.post("/settings/prove", ["code": code], on: form).status == 422, "a second time")
        #expect(try await Browser(fixture).post("/settings/prove", ["code": code]).location == "/sign-in")
        let stranger = try await fixture.signedIn("other", .staff, in: "marine")
        let theirs = try await stranger.get("/settings/prove")
        #expect(try await stranger.post("/settings/prove", ["code": code], on: theirs).status == 422)
        #expect(try await stranger.post("/settings/prove/nobody", [:], on: theirs).status == 404)
    }

    @Test func wrongOnesCountAndAreTold() async throws {
        let monitoring = Monitoring()
        let fixture = try await ServerFixture(logger: monitoring.logger())
        try await fixture.fill()
        let browser = try await fixture.signedIn("clerk", .staff, in: "marine")
        let form = try await browser.get("/settings/prove")
        var statuses: [Int] = []
        for _ in 0..<40 {
            statuses.append(
                try await browser.post("/settings/prove", ["password": "wrong but long enough"], on: form).status)
            if statuses.last == 429 { break }
        }
        #expect(statuses.last == 429 && statuses.dropLast().allSatisfy { $0 == 422 })
        let right = try await browser.post("/settings/prove", ["password": ServerFixture.password], on: form)
        #expect(right.status == 429)
        let told = monitoring.events("proven-again")
        #expect(told.count == statuses.count - 1)
        #expect(!monitoring.events("throttled").isEmpty)
    }

    @Test func signingInAgainProvesIt() async throws {
        let (fixture, browser, secret) = try await Self.stale()
        let page = try await browser.get("/sign-in?return=%2Fsettings")
        _ = try await browser.post("/sign-in", ["user": "clerk", "password": ServerFixture.password], on: page)
        let factor = try await browser.get("/sign-in/second-factor")
        _ = try await browser.post(
            "/sign-in/second-factor", ["code": OneTimeCodes.code(secret, at: fixture.now)], on: factor)
        let settings = try await browser.get("/settings")
        #expect(try await browser.post("/settings/codes/stop", [:], on: settings).status == 200)
    }
}
