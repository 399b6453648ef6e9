import Engines
import Model
import Programme
import Testing

@Suite(.onEveryEngine, .timeLimit(.minutes(10))) struct ChangeTests {
    @Test func changesAreReadInOrderAndAsFarAsTheyMayBeSeen() async throws {
        let fixture = try await ProgrammeFixture()
        let own = ProgrammeFixture.system("permits")
        let other = ProgrammeFixture.system("records", path: "gov/police/")
        try await fixture.assess(
            own, "a1", day: 0, ["CRY-01": "broken"], sees: [ProgrammeFixture.sighting("CRY-01")])
        try await fixture.assess(other, "b1", day: 0, ["CRY-01": "held"])
        try await fixture.assess(own, "a2", day: 1, ["CRY-01": "held"])
        func kinds(_ sights: [SightOfEvents], from first: UInt64 = 0, limit: Int = 100) async throws -> [String] {
            try await fixture.programme.changes(from: first, seeing: sights, limit: limit).map(\.event.kind)
        }
        let marine = UnitScope(under: "gov/marine/")
        let concluded = SightOfEvents([.assessmentConcluded], of: marine)
        let all = SightOfEvents(EventKind.allCases, of: .everything)
        #expect(
            try await kinds([all]) == [
                "SystemRegistered", "AssessmentConcluded", "FindingOpened", "SystemRegistered", "AssessmentConcluded",
                "AssessmentConcluded", "FindingClosed",
            ])
        #expect(try await kinds([concluded]) == ["AssessmentConcluded", "AssessmentConcluded"])
        #expect(
            try await kinds([concluded, SightOfEvents([.systemRegistered], of: .everything)]) == [
                "SystemRegistered", "AssessmentConcluded", "SystemRegistered", "AssessmentConcluded",
            ])
        #expect(try await kinds([all], from: 5) == ["AssessmentConcluded", "FindingClosed"])
        #expect(try await kinds([all], limit: 1) == ["SystemRegistered"])
        #expect(try await kinds([]).isEmpty)
        #expect(try await kinds([all], from: 7).isEmpty)
    }

    @Test func assessmentsArePagedFromTheNewest() async throws {
        let fixture = try await ProgrammeFixture()
        let system = ProgrammeFixture.system("permits")
        for number in 1...5 { try await fixture.assess(system, "a\(number)", day: number / 2, ["CRY-01": "held"]) }
        var seen: [String] = []
        var after: Cursor?
        repeat {
            let page = try await fixture.programme.assessments(of: "permits", after: after, limit: 2)
            seen += page.rows.map(\.id)
            after = page.next
        } while after != nil
        #expect(seen == ["a5", "a4", "a3", "a2", "a1"])
    }
}
