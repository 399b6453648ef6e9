import HTTPTypes
import Model
import Programme
import Storage
import TestSupport
import Testing

@testable import Server

@Suite(.timeLimit(.minutes(10))) struct SignInTests {
    @Test func aPersonIsLetInByInvitationPasswordAndCode() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        let home = try await browser.get("/")
        #expect(home.status == 200 && home.body.contains("Officer ditso"))
        let out = try await browser.post("/sign-out", [:], on: home)
        #expect(out.location == "/sign-in")
        #expect(try await browser.get("/").location == "/sign-in")
        let page = try await browser.get("/sign-in?return=/findings")
        let wrong = try await browser.post("/sign-in", ["user": "ditso", "password": "wrong wrong wrong"], on: page)
        #expect(wrong.status == 422 && !wrong.body.contains("wrong wrong"))
        let step = try await browser.post(
            "/sign-in", ["user": "DITSO", "password": ServerFixture.password, "return": "/findings"], on: page)
        #expect(step.status == 303 && step.location == "/sign-in/second-factor?return=%2Ffindings")
        let factor = try await browser.get(#require(step.location))
        let refused = try await browser.post("/sign-in/second-factor", ["code": "000000"], on: factor)
        #expect(refused.status == 422)
        #expect(try await browser.get("/findings").location == "/sign-in?return=%2Ffindings")
    }

    @Test func signingOutEndsWhatWasBegunInTheBrowser() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        // Someone who is signed in begins once more, and stops before the second factor.
        let page = try await browser.get("/sign-in")
        _ = try await browser.post("/sign-in", ["user": "ditso", "password": ServerFixture.password], on: page)
        let step = try #require(browser.cookie("__Host-sign-in"))
        let factor = try await browser.get("/sign-in/second-factor")
        #expect(factor.status == 200)
        _ = try await browser.post("/sign-out", [:], on: factor)
        #expect(browser.cookie("__Host-sign-in") == nil && browser.cookie("__Host-session") == nil)
        // Who kept the cookie has nothing by it either.
        #expect(step.hasPrefix("swi_"))
        #expect(try await fixture.database.read { try $0.rows("SELECT digest FROM sign_ins").count } == 0)
    }

    @Test func withoutAFormsTokenNothingIsTaken() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("ditso", .ditso, in: "marine")
        let id = try await fixture.finding("marine").id
        let stranger = Browser(fixture)
        let other = try await stranger.get("/sign-in")
        for token in [nil, "", "x", other.csrf] {
            var fields = ["note": "n", "day": "2027-01-01"]
            fields["csrf"] = token
            let answer = try await browser.post("/findings/\(id)/plan", fields)
            #expect(answer.status == 403, "\(token ?? "none")")
        }
        for (name, value) in [("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site")] {
            let page = try await browser.get("/findings/\(id)/plan")
            let answer = try await browser.post(
                "/findings/\(id)/plan", ["csrf": try #require(page.csrf), "note": "n"],
                headers: [try #require(.init(name)): value])
            #expect(answer.status == 403)
        }
        #expect(try await fixture.finding("marine").step == .answer)
    }

    @Test(arguments: ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a b", "x"])
    func signInLeadsBackToThisServerOnly(path: String) async throws {
        #expect(ReturnPath.safe(path) == "/")
    }

    @Test func anOtherHostIsNotAnsweredFor() async throws {
        let fixture = try await ServerFixture(hosts: ["localhost:8443"])
        let browser = Browser(fixture)
        #expect(try await browser.send(.get, "/sign-in").status == 200)
        #expect(try await browser.send(.get, "/sign-in", host: "evil.example").status == 421)
    }
}
