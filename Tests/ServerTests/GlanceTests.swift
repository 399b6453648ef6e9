import Identity
import Model
import Programme
import Synchronization
import TestSupport
import Testing

@testable import Server

/// The overview's answer is held while it is true, and no longer.
@Suite(.timeLimit(.minutes(10))) struct GlanceTests {
    /// Who asks takes four statements, where the record stands one, all else that the overview asks for four.
    private static let held = 5
    private static let asked = 9

    private static func cost(_ browser: Browser, _ fixture: ServerFixture) async throws -> Int {
        let before = fixture.database.statements
        try #require(try await browser.get("/overview").status == 200)
        return fixture.database.statements - before
    }

    @Test func whatWasRecordedShowsAtOnce() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("officer", .centreOfficer, in: "gov")
        _ = try await Self.cost(browser, fixture)
        #expect(try await Self.cost(browser, fixture) == Self.held)
        try await fixture.assessAgain("marine")
        #expect(try await Self.cost(browser, fixture) == Self.asked)
        #expect(try await Self.cost(browser, fixture) == Self.held)
    }

    @Test func itIsMadeAnewAfterAMinute() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let browser = try await fixture.signedIn("officer", .centreOfficer, in: "gov")
        _ = try await Self.cost(browser, fixture)
        fixture.advance(seconds: 60)
        // Names are read again by then, and the session is noted as in use.
        try #require(try await browser.get("/departments").status == 200)
        #expect(try await Self.cost(browser, fixture) == Self.asked)
    }

    @Test func officersOfOneOfficeShareItAndOthersDoNot() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let first = try await fixture.signedIn("officer", .centreOfficer, in: "gov")
        let second = try await fixture.signedIn("colleague", .centreOfficer, in: "gov")
        let marine = try await fixture.signedIn("ditso", .ditso, in: "marine")
        _ = try await Self.cost(first, fixture)
        #expect(try await Self.cost(second, fixture) == Self.held)
        #expect(try await Self.cost(marine, fixture) == Self.asked)
        let page = try await marine.get("/overview").body
        #expect(page.contains("marine") && !page.contains("police"))
    }

    @Test func aFailureIsNotHeld() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let glances = Glances()
        let moment = Glances.Moment(position: 1, at: fixture.now)
        let calls = Mutex(0)
        let estate = fixture.estate
        func ask() async throws -> Glance {
            try await glances.glance(of: .everything, at: moment) {
                guard
                    calls.withLock({
                        $0 += 1; return $0
                    }) > 1
                else { throw Fault("storage.away") }
                return try await estate.glance(of: .everything, at: ServerFixture.start)
            }
        }
        await #expect(throws: Fault.self) { try await ask() }
        #expect(try await ask().standings.count == 2)
        #expect(try await ask().standings.count == 2)
        #expect(calls.withLock { $0 } == 2)
    }
}
