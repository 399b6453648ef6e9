import Engines
import Journal
import Model
import Programme
import Storage
import Testing

@Suite(.onEveryEngine, .timeLimit(.minutes(10))) struct RegisterTests {
    @Test func aScopeHidesEverythingElse() async throws {
        let fixture = try await ProgrammeFixture()
        let paths = ["gov/marine/", "gov/marine/port/", "gov/marine0/", "gov/marines/", "gov/"]
        for (index, path) in paths.enumerated() {
            try await fixture.assess(
                ProgrammeFixture.system("s\(index)", path: path), "a\(index)", day: 0, ["CRY-01": "broken"],
                sees: [ProgrammeFixture.sighting("CRY-01")])
        }
        let scope = UnitScope(under: "gov/marine/")
        #expect(
            try await fixture.programme.systems(SystemFilter(), scope, limit: 9).rows.map(\.system.id) == ["s0", "s1"])
        #expect(try await Set(fixture.findings(FindingFilter(), scope).map(\.subject)) == ["s0", "s1"])
        #expect(try await fixture.programme.system("s3", scope) == nil)
        let rows = try await Overview(fixture.database).controls(ControlFilter(), scope, limit: 9).rows
        #expect(rows.map(\.subject) == ["s0", "s1"])
        #expect(try await Overview(fixture.database).departments(scope).map(\.systems) == [2])
        let own = UnitScope(within: ["gov/"], covers: { _ in false }) { _, subject in
            subject == nil ? "1 = 0" : "\(raw: subject ?? "") = 's3'"
        }
        #expect(try await Overview(fixture.database).departments(own).map(\.systems) == [1])
        #expect(try await fixture.programme.systems(SystemFilter(), own, limit: 9).rows.map(\.system.id) == ["s3"])
        #expect(try await fixture.findings(FindingFilter(), own).map(\.subject) == ["s3"])
        #expect(try await fixture.programme.systems(SystemFilter(), .everything, limit: 9).rows.count == 5)
    }

    @Test func theSameEntryAgainChangesNothing() async throws {
        let fixture = try await ProgrammeFixture()
        let systems = (0..<5).map { ProgrammeFixture.system("s\($0)") }
        #expect(try await fixture.programme.register(systems, at: ProgrammeFixture.start, actor: "t") == 5)
        #expect(try await fixture.programme.register(systems, at: ProgrammeFixture.start, actor: "t") == 0)
        var changed = systems
        changed[2].tier = 3
        #expect(try await fixture.programme.register(changed, at: ProgrammeFixture.start, actor: "t") == 1)
        #expect(try await fixture.programme.system("s2", .everything)?.system.tier == 3)
        #expect(try await fixture.verify().events == 6)
    }

    @Test(arguments: [("100%", ["s1"]), ("s_", []), ("PERMITS", ["s0", "s1", "s2"]), ("許可", ["s0", "s2"]), ("!", [])])
    func systemsAreFoundByAPartOfTheirNames(text: String, expected: [String]) async throws {
        let fixture = try await ProgrammeFixture()
        var systems = (0..<3).map { ProgrammeFixture.system("s\($0)") }
        systems[1].name = LocalizedText(en: "Permits 100% online", zhHant: "網", zhHans: "网")
        try await fixture.programme.register(systems, at: ProgrammeFixture.start, actor: "t")
        let page = try await fixture.programme.systems(SystemFilter(text: text), .everything, limit: 9)
        #expect(page.rows.map(\.system.id) == expected)
    }

    @Test func overviewsAddUpWhatSystemsSay() async throws {
        let fixture = try await ProgrammeFixture()
        let (marine, police) = (ProgrammeFixture.system("m"), ProgrammeFixture.system("p", path: "gov/police/"))
        try await fixture.assess(
            marine, "a1", day: 0,
            ["CRY-01": "broken", "CRY-02": "held", "CLS-01": "unknown", "ACC-01": "not-applicable"],
            sees: [ProgrammeFixture.sighting("CRY-01", severity: .critical)])
        try await fixture.assess(police, "a2", day: 1, posture: "held", ["CRY-01": "held", "CLS-01": "waived"])
        try await fixture.programme.register(
            [ProgrammeFixture.system("n")], at: ProgrammeFixture.start.adding(days: 1), actor: "t")
        let overview = Overview(fixture.database)
        var departments = try await overview.departments(.everything)
        #expect(departments.map(\.department) == ["gov/marine/", "gov/police/"])
        #expect(departments[0].systems == 2 && departments[0].never == 1 && departments[0].fallsShort == 1)
        #expect(departments[0].findings == SeverityCounts(critical: 1))
        #expect(departments[0].oldest == ProgrammeFixture.start)
        #expect(departments[0].families["CRY"] == StatusCounts(held: 1, broken: 1, unknown: 0, waived: 0))
        #expect(departments[0].families["CLS"] == StatusCounts(held: 0, broken: 0, unknown: 1, waived: 0))
        #expect(departments[1].families["CLS"] == StatusCounts(held: 0, broken: 0, unknown: 0, waived: 1))
        try await fixture.assess(marine, "a3", day: 2, posture: "held", ["CRY-01": "held", "CRY-02": "held"])
        departments = try await overview.departments(.everything)
        #expect(departments[0].families["CRY"] == StatusCounts(held: 2, broken: 0, unknown: 0, waived: 0))
        #expect(departments[0].families["CLS"] == StatusCounts() && departments[0].findings.all == 0)
        let start = ProgrammeFixture.start.date
        let days = try await overview.days(
            .everything, from: start, to: CalendarDate(daysSinceEpoch: start.daysSinceEpoch + 3))
        #expect(days.map(\.held) == [0, 1, 2, 2] && days.map(\.fallsShort) == [1, 1, 0, 0])
        #expect(days.map(\.never) == [0, 1, 1, 1] && days.map(\.findings) == [1, 1, 0, 0])
        _ = try await fixture.verify()
    }

    @Test func aSystemThatMovesTakesAllAlong() async throws {
        let fixture = try await ProgrammeFixture()
        var system = ProgrammeFixture.system("m")
        try await fixture.assess(
            system, "a1", day: 0, ["CRY-01": "broken"], sees: [ProgrammeFixture.sighting("CRY-01")])
        system.path = "gov/police/harbour/"
        try await fixture.programme.register([system], at: ProgrammeFixture.start.adding(days: 1), actor: "t")
        let (old, new) = (UnitScope(under: "gov/marine/"), UnitScope(under: "gov/police/harbour/"))
        #expect(try await fixture.findings(FindingFilter(), old).isEmpty)
        #expect(try await fixture.findings(FindingFilter(), new).count == 1)
        let overview = Overview(fixture.database)
        #expect(try await overview.controls(ControlFilter(), new, limit: 9).rows.count == 1)
        #expect(try await overview.departments(old).isEmpty)
        let moved = try #require(await overview.departments(new).first)
        #expect(moved.department == "gov/police/" && moved.families["CRY"]?.broken == 1)
        #expect(try await overview.departments(.everything).first?.families["CRY"]?.broken == 1)
        _ = try await fixture.verify()
    }

    @Test func aDayCountsASystemWhereItIsAtItsEnd() async throws {
        let fixture = try await ProgrammeFixture()
        var system = ProgrammeFixture.system("m")
        let at = ProgrammeFixture.start
        try await fixture.programme.register([system], at: at, actor: "t")
        system.path = "gov/police/harbour/"
        try await fixture.programme.register([system], at: at, actor: "t")
        let days = try await Overview(fixture.database).days(.everything, from: at.date, to: at.date)
        #expect(days.map(\.never) == [1])
        // The same in one go and in two.
        _ = try await fixture.verify()
    }

    @Test func systemsFollowTheirUnits() async throws {
        let fixture = try await ProgrammeFixture()
        let system = ProgrammeFixture.system("m")
        try await fixture.assess(
            system, "a1", day: 0, ["CRY-01": "broken"], sees: [ProgrammeFixture.sighting("CRY-01")])
        let at = ProgrammeFixture.start.adding(days: 1)
        #expect(try await fixture.programme.follow([system.unit: system.path], at: at, actor: "t") == 0)
        #expect(try await fixture.programme.follow([system.unit: "gov/police/m/"], at: at, actor: "t") == 1)
        #expect(try await fixture.findings(FindingFilter(), UnitScope(under: system.path)).isEmpty)
        #expect(try await fixture.findings(FindingFilter(), UnitScope(under: "gov/police/m/")).count == 1)
        _ = try await fixture.verify()
    }

    @Test func whatIsOutsideTheScopeIsInNoSumOfADay() async throws {
        let fixture = try await ProgrammeFixture()
        let open = ProgrammeFixture.system("open")
        let apart = ProgrammeFixture.system("apart", path: "gov/marine/apart/")
        let at = ProgrammeFixture.start
        try await fixture.programme.register([open, apart], at: at, actor: "t")
        let overview = Overview(fixture.database)
        let scope = UnitScope(within: ["gov/"], covers: { _ in false }) { path, _ in
            "(\(raw: path) NOT LIKE \("gov/marine/apart/%"))"
        }
        #expect(try await overview.departments(scope).map(\.never) == [1])
        #expect(try await overview.days(scope, from: at.date, to: at.date).map(\.never) == [0])
        #expect(try await overview.days(.everything, from: at.date, to: at.date).map(\.never) == [2])
    }
}
