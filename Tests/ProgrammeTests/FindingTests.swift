import Engines
import Journal
import Model
import Programme
import Testing

@Suite(.onEveryEngine, .timeLimit(.minutes(10))) struct FindingTests {
    private let system = ProgrammeFixture.system("permits")

    @Test func oneWeaknessIsOneFindingHoweverOftenItIsSeen() async throws {
        let fixture = try await ProgrammeFixture()
        let seen = [ProgrammeFixture.sighting("CRY-01"), ProgrammeFixture.sighting("CRY-01")]
        let first = try await fixture.assess(system, "a1", day: 0, ["CRY-01": "broken"], sees: seen)
        #expect(first.opened == 1)
        let second = try await fixture.assess(system, "a2", day: 2, ["CRY-01": "broken"], sees: seen)
        #expect(second == FindingChanges())
        let finding = try await fixture.mostUrgent()
        #expect(finding.opened == ProgrammeFixture.start && finding.seen == ProgrammeFixture.start.adding(days: 2))
        #expect(finding.state == .open && finding.step == .answer)
        #expect(finding.due == ProgrammeFixture.start.adding(days: 30))
        #expect(try await fixture.verify().events == 4)
    }

    @Test func whenItWasLastSeenFollowsEveryLook() async throws {
        let fixture = try await ProgrammeFixture()
        func look(_ day: Int, _ status: String, _ value: String?) async throws -> Int64 {
            try await fixture.assess(
                system, "a\(day)", day: day, ["CRY-01": status],
                sees: value.map { [ProgrammeFixture.sighting("CRY-01", value: $0)] } ?? [])
            let seen = try await fixture.mostUrgent().seen
            return (seen.microseconds - ProgrammeFixture.start.microseconds) / 86_400_000_000
        }
        #expect(try await look(0, "broken", "TLS 1.0") == 0)
        #expect(try await look(2, "broken", "TLS 1.0") == 2)
        #expect(try await look(4, "broken", "SSL 3") == 4)
        #expect(try await look(5, "broken", "SSL 3") == 5)
        #expect(try await look(6, "held", nil) == 5)
        #expect(try await look(8, "broken", "SSL 3") == 8)
        #expect(try await look(9, "broken", "SSL 3") == 9)
        _ = try await fixture.verify()
    }

    @Test func ofTwoLooksAtOnceOneOpensIt() async throws {
        let fixture = try await ProgrammeFixture()
        let seen = [ProgrammeFixture.sighting("CRY-01")]
        let system = system
        try await fixture.programme.register([system], at: ProgrammeFixture.start, actor: "t")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<6 {
                group.addTask {
                    _ = try await fixture.assess(system, "a\(number)", day: 0, ["CRY-01": "broken"], sees: seen)
                }
            }
            try await group.waitForAll()
        }
        #expect(try await fixture.findings().count == 1)
        _ = try await fixture.verify()
    }

    @Test func aLaterLookClosesItAndAnotherOpensItAgain() async throws {
        let fixture = try await ProgrammeFixture()
        let seen = [ProgrammeFixture.sighting("CRY-01"), ProgrammeFixture.sighting("CLS-02")]
        try await fixture.assess(system, "a1", day: 0, ["CRY-01": "broken", "CLS-02": "broken"], sees: seen)
        // CLS-02 was not looked at: nothing says that it is mended.
        let second = try await fixture.assess(system, "a2", day: 1, ["CRY-01": "held", "CLS-02": "unknown"])
        #expect(second.closed == 1)
        var findings = try await fixture.findings()
        #expect(findings.map(\.sighting.control).sorted() == ["CLS-02", "CRY-01"])
        #expect(findings.first { $0.sighting.control == "CRY-01" }?.state == .closed)
        #expect(findings.first { $0.sighting.control == "CLS-02" }?.state == .open)
        let third = try await fixture.assess(system, "a3", day: 9, ["CRY-01": "broken"], sees: [seen[0]])
        #expect(third.reopened == 1 && third.opened == 0)
        findings = try await fixture.findings()
        let again = try #require(findings.first { $0.sighting.control == "CRY-01" })
        #expect(findings.count == 2 && again.state == .open && again.closed == nil)
        #expect(again.opened == ProgrammeFixture.start && again.due == ProgrammeFixture.start.adding(days: 39))
        #expect(try await fixture.verify().events == 8)
    }

    @Test func aPlanAnAcceptanceAndADecisionMoveItOn() async throws {
        let fixture = try await ProgrammeFixture()
        try await fixture.assess(
            system, "a1", day: 0, ["CRY-01": "broken"], sees: [ProgrammeFixture.sighting("CRY-01")])
        let start = ProgrammeFixture.start
        func finding() async throws -> Finding { try await fixture.mostUrgent() }
        try await fixture.programme.plan(
            finding(), office: "system-owner", due: start.adding(days: 10), note: "new suite", at: start,
            actor: "person:1")
        #expect(try await finding().step == .fix)
        #expect(try await finding().due == start.adding(days: 10))
        await #expect(throws: Fault.self) {
            try await fixture.programme.ask(
                acceptance: finding(), until: start, reason: "old clients", at: start, actor: "person:1")
        }
        try await fixture.programme.ask(
            acceptance: finding(), until: start.adding(days: 60), reason: "old clients", at: start, actor: "person:1")
        #expect(try await finding().step == .decide)
        await #expect(throws: Fault.self) {
            try await fixture.programme.decide(finding(), accept: true, note: "", at: start, actor: "person:1")
        }
        try await fixture.programme.decide(finding(), accept: true, note: "", at: start, actor: "person:2")
        #expect(try await finding().step == .accepted)
        #expect(try await finding().due == start.adding(days: 60))
        // What was accepted was TLS 1.0; now there is more to it.
        try await fixture.assess(
            system, "a2", day: 3, ["CRY-01": "broken"],
            sees: [ProgrammeFixture.sighting("CRY-01", value: "SSL 3, TLS 1.0")])
        let changed = try await finding()
        #expect(changed.step == .answer && changed.acceptance == nil && changed.due == start.adding(days: 30))
        #expect(changed.sighting.matches.map(\.value) == ["SSL 3, TLS 1.0"])
        _ = try await fixture.verify()
    }

    @Test func whatBecomesGraverIsDueSooner() async throws {
        let fixture = try await ProgrammeFixture()
        func see(_ id: String, day: Int, _ severity: Severity) async throws -> Finding {
            try await fixture.assess(
                system, id, day: day, ["CRY-01": "broken"],
                sees: [ProgrammeFixture.sighting("CRY-01", severity: severity)])
            return try await fixture.mostUrgent()
        }
        let low = try await see("a1", day: 0, .low)
        let critical = try await see("a2", day: 1, .critical)
        #expect(critical.id == low.id && critical.due < low.due)
        #expect(try await see("a3", day: 2, .low).due == critical.due)
        _ = try await fixture.verify()
    }

    @Test func aRequestUnderDecisionIsNotChanged() async throws {
        let fixture = try await ProgrammeFixture()
        try await fixture.assess(
            system, "a1", day: 0, ["CRY-01": "broken"], sees: [ProgrammeFixture.sighting("CRY-01")])
        func finding() async throws -> Finding { try await fixture.mostUrgent() }
        let (start, until) = (ProgrammeFixture.start, ProgrammeFixture.start.adding(days: 60))
        let open = try await finding()
        try await fixture.programme.ask(acceptance: open, until: until, reason: "r", at: start, actor: "person:1")
        let fault = await #expect(throws: Fault.self) {
            try await fixture.programme.ask(
                acceptance: finding(), until: until, reason: "other", at: start, actor: "person:2")
        }
        #expect(fault?.message.id == "programme.already-asked")
        // Who still holds the finding as it was before does not get past that either.
        for act in ["ask", "plan"] {
            let stale = await #expect(throws: Fault.self) {
                if act == "ask" {
                    try await fixture.programme.ask(
                        acceptance: open, until: until.adding(days: 900), reason: "other", at: start, actor: "person:3")
                } else {
                    try await fixture.programme.plan(
                        open, office: "o", due: until, note: "n", at: start, actor: "person:3")
                }
            }
            #expect(stale?.message.id == "programme.changed-meanwhile", "\(act)")
        }
        let seen = try await finding()
        try await fixture.programme.decide(seen, accept: true, note: "", at: start, actor: "person:2")
        #expect(try await finding().step == .accepted)
        let late = await #expect(throws: Fault.self) {
            try await fixture.programme.decide(seen, accept: false, note: "", at: start, actor: "person:4")
        }
        #expect(late?.message.id == "programme.changed-meanwhile")
        // That it was seen once more is no change that anybody decides on.
        let held = try await finding()
        try await fixture.assess(
            system, "a2", day: 1, ["CRY-01": "broken"], sees: [ProgrammeFixture.sighting("CRY-01")])
        try await fixture.programme.plan(held, office: "o", due: until, note: "n", at: start, actor: "person:1")
        #expect(try await finding().step == .fix)
    }

    @Test func aLookAtAnotherDayMovesNothing() async throws {
        let fixture = try await ProgrammeFixture()
        try await fixture.assess(
            system, "a1", day: 5, ["CRY-01": "broken"], sees: [ProgrammeFixture.sighting("CRY-01")])
        try await fixture.assess(system, "a2", day: 6, posture: "held", ["CRY-01": "held"], isCurrent: false)
        let standing = try #require(await fixture.programme.system("permits", .everything))
        #expect(standing.posture == "falls-short" && standing.controls.broken == 1)
    }

    @Test func pagesGoThroughAllOfThemOnce() async throws {
        let fixture = try await ProgrammeFixture()
        let seen = (0..<25).map {
            ProgrammeFixture.sighting("CRY-01", "e\($0)", severity: Severity.allCases[$0 % 5])
        }
        try await fixture.assess(system, "a1", day: 0, ["CRY-01": "broken"], sees: seen)
        for word in ListOrder<FindingFilter.Column>.words {
            var filter = FindingFilter()
            filter.order = try #require(ListOrder(word: word))
            var ids: [String] = []
            var after: Cursor?
            repeat {
                let page = try await fixture.programme.findings(filter, .everything, after: after, limit: 7)
                ids += page.rows.map(\.id)
                after = page.next.flatMap { Cursor(token: $0.token) }
                #expect(after == page.next)
            } while after != nil
            #expect(ids.count == 25 && Set(ids).count == 25)
        }
        var filter = FindingFilter()
        filter.severity = .critical
        #expect(try await fixture.findings(filter).count == 5)
        #expect(try await fixture.programme.countFindings(filter, .everything, limit: 3) == 3)
    }
}
