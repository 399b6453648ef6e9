import Engines
import HTTPTypes
import Identity
import Model
import Sealing
import Testing

@testable import Server

/// A unit that another node or the command line added a moment ago is known here at once.
@Suite(.onEveryEngine, .timeLimit(.minutes(10))) struct FreshKeysTests {
    private let fixture: ServerFixture

    init() async throws {
        fixture = try await ServerFixture()
        try await fixture.fill()
    }

    /// Adds a unit with a person elsewhere.
    private func added(_ unit: String) async throws -> (person: String, token: String) {
        let (estate, sealer) = try await fixture.elsewhere()
        try await estate.identity.units.add(
            unit, under: "marine", name: LocalizedText(en: unit, zhHant: unit, zhHans: unit), relation: .governed,
            at: fixture.now, actor: "test")
        try await sealer.prepare([unit], at: fixture.now)
        let person = try await estate.identity.people.add(
            PersonDetails(signIn: "new-\(unit)", display: "New \(unit)", email: nil, language: .english, unit: unit),
            at: fixture.now, actor: "test")
        let token = try await estate.identity.invitations.make(for: person, resetting: false, at: fixture.now)
        return (person, token.text)
    }

    @Test func whatIsReadIsReadOnceMore() async throws {
        let officer = try await fixture.signedIn("ditso", .ditso, in: "marine")
        let (person, _) = try await added("fire")
        let page = try await officer.get("/people/\(person)")
        #expect(page.status == 200 && page.body.contains("New fire"))
    }

    @Test func whatIsSentIsToBeSentAgain() async throws {
        let (_, token) = try await added("customs")
        let browser = Browser(fixture)
        let fields = ["token": token, "password": ServerFixture.password, "again": ServerFixture.password]
        let page = try await browser.get("/welcome?token=\(token)")
        let first = try await browser.post("/welcome", fields, on: page)
        #expect(first.status == 503 && first.headers[.retryAfter] == "1" && first.body.contains("Send it again"))
        #expect(try await browser.post("/welcome", fields, on: page).status == 303)
    }
}
