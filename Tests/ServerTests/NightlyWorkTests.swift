import CanonicalJSON
import HTTPTypes
import Identity
import Journal
import Model
import Programme
import Storage
import TestSupport
import Testing
import Work

@testable import Server

/// What a server does by itself: nobody has to ask for it, and pages show how it went.
@Suite(.timeLimit(.minutes(10))) struct NightlyWorkTests {
    /// Lets the night come, and does all that waits then.
    private func night(_ fixture: ServerFixture) async throws {
        let service = WorkService(estate: fixture.estate, logger: Browser.quiet)
        try await service.plan()
        fixture.advance(seconds: 86_400 + 4 * 3600)
        try await fixture.estate.schedule.tick(at: fixture.now)
        let worker = Worker(
            queue: fixture.estate.jobs,
            handlers: JobHandlers(estate: fixture.estate, logger: Browser.quiet).all, now: { fixture.now })
        while try await worker.step() {}
    }

    private func jobs(_ fixture: ServerFixture, _ kind: JobKind) async throws -> [Job] {
        try await fixture.estate.jobs.jobs(nil, departments: nil, before: nil, limit: 50)
            .filter { $0.kind == kind.rawValue }
    }

    @Test func whatGrewTooOldIsUnknownAndSinceWhenNobodyLookedStays() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        let client = try await fixture.client(.ditso, in: "marine")
        let path = "/systems/marine-permits/assessments"
        let upload = APIAssessmentTests.upload(at: fixture.now, versions: ["TLSv1.0", "TLSv1.2"])
        #expect(try await client.send(.post, path, .object(upload)).json?["statuses"]?["CRY-01"] == "broken")
        let before = try #require(try await client.get("/systems/marine-permits").json)
        let open = try await client.get("/findings?state=open").items.count
        // A night on which nothing is too old yet changes nothing.
        try await night(fixture)
        #expect(try await client.get("/systems/marine-permits").json == before)

        fixture.advance(seconds: 400 * 86_400)
        try await night(fixture)
        let fresh = try await fixture.client(.director, in: "marine")
        let after = try #require(try await fresh.get("/systems/marine-permits").json)
        #expect(after["assessed"] == before["assessed"] && after["assessment"] != before["assessment"])
        let results = try await fresh.get("/results?system=marine-permits&status=broken").items
        #expect(!results.contains { $0["control"] == "CRY-01" })
        // Nobody has seen the weakness go.
        #expect(try await fresh.get("/findings?state=open").items.count == open)
        let officer = try await fixture.signedIn("officer", .ditso, in: "marine")
        let page = try await officer.get("/systems/marine-permits?part=time")
        #expect(page.body.contains("Judged anew from what had been seen"), "\(page.body)")
        let list = try await officer.get("/jobs")
        #expect(list.body.contains("Judging anew what was seen"))

        let count = try await fixture.estate.journal.position()
        try await night(fixture)
        #expect(try await fixture.estate.journal.position() == count)
    }

    @Test func aSystemThatCannotBeReadIsToldOf() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        try await night(fixture)
        let found = try await jobs(fixture, .judge)
        #expect(found.map(\.department).sorted() == ["marine", "police"])
        #expect(found.allSatisfy { $0.state == .waiting && $0.problem?.id == "assurance.unreadable-system" })
    }

    @Test func nobodyJudgesWhatABodyLeftBehind() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        try await fixture.body("school")
        _ = try await fixture.estate.identity.units.leave("school", at: fixture.now, actor: "test")
        try await night(fixture)
        #expect(try await jobs(fixture, .judge).map(\.department).sorted() == ["marine", "police"])
    }

    @Test func aLogThatWasChangedIsFoundOut() async throws {
        let fixture = try await ServerFixture()
        try await fixture.fill()
        try await night(fixture)
        #expect(try await jobs(fixture, .verifyLog).map(\.state) == [.done])
        try await fixture.database.write { try $0.execute("UPDATE events SET actor = 'x' WHERE seq = 2") }
        try await night(fixture)
        let found = try await jobs(fixture, .verifyLog)
        #expect(found.contains { $0.problem?.id == "journal.event-changed" }, "\(found)")
    }

    @Test func whatIsMadeUpIsNotJudged() async throws {
        let fixture = try await ServerFixture(isDemonstration: true)
        try await night(fixture)
        #expect(try await jobs(fixture, .judgeAll).isEmpty)
        #expect(try await jobs(fixture, .verifyLog).count == 1)
    }
}
