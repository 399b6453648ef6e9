import Engines
import Identity
import Model
import TestSupport
import Testing

@Suite(.onEveryEngine, .timeLimit(.minutes(10))) struct UnitsTests {
    private static let now = Tree.now

    @Test func theTreeIsRecordedAndComesBackFromTheEvents() async throws {
        let fixture = try await IdentityFixture()
        let all = try await fixture.units.all(.everything)
        #expect(all.map(\.path) == Tree.all.sorted())
        #expect(all.first { $0.id == "school" }?.relation == .voluntary)
        #expect(try await fixture.units.unit("harbour")?.name[.traditionalChinese] == "harbour 單位")
        try await fixture.verify()
    }

    @Test func aUnitThatMovesTakesAllBelowItAlong() async throws {
        let fixture = try await IdentityFixture()
        let ditso = try await fixture.holder(.ditso, Tree.permits)
        try await fixture.units.change(
            "harbour", under: "health", name: IdentityFixture.name("port"), relation: .governed, at: Self.now,
            actor: "test")
        let all = try await fixture.units.all(.everything)
        #expect(all.first { $0.id == "permits" }?.path.text == "gov/health/harbour/permits/")
        #expect(all.first { $0.id == "harbour" }?.name[.english] == "port")
        #expect(all.count == Tree.all.count)
        let held = try await fixture.offices.all(of: ditso)
        #expect(held.map(\.unit.text) == ["gov/health/harbour/permits/"])
        try await fixture.verify()
    }

    @Test func whatCannotBeIsNotRecorded() async throws {
        let fixture = try await IdentityFixture()
        func add(_ id: String, under parent: String?) async -> String? {
            await faultOf {
                try await fixture.units.add(
                    id, under: parent, name: IdentityFixture.name("x"), relation: .governed, at: Self.now, actor: "t")
            }?.message.id
        }
        func move(_ id: String, under parent: String?) async -> String? {
            await faultOf {
                try await fixture.units.change(
                    id, under: parent, name: IdentityFixture.name("x"), relation: .governed, at: Self.now, actor: "t")
            }?.message.id
        }
        #expect(await add("harbour", under: nil) == "identity.unit-exists")
        #expect(await add("new", under: "nowhere") == "identity.no-unit")
        #expect(await add("New", under: nil) == "identity.bad-unit-id")
        #expect(await add("a%", under: nil) == "identity.bad-unit-id")
        #expect(await move("nowhere", under: nil) == "identity.no-unit")
        #expect(await move("harbour", under: "permits") == "identity.unit-inside-itself")
        #expect(await move("harbour", under: "harbour") == "identity.unit-inside-itself")
        for depth in 0..<10 {
            #expect(await add("deep-\(depth)", under: depth == 0 ? "harbour" : "deep-\(depth - 1)") == nil)
        }
        #expect(await add("deep-10", under: "deep-9") == "identity.too-deep")
        #expect(await move("harbour", under: "centre") == "identity.too-deep")
        #expect(try await fixture.units.all(.everything).count == Tree.all.count + 10)
        try await fixture.verify()
    }

    @Test func aBodyThatLeavesTakesItsDataAlongAndMayComeBack() async throws {
        let fixture = try await IdentityFixture()
        let head = try await fixture.holder(.director, Tree.school)
        let owner = try await fixture.holder(.systemOwner, Tree.classroom, subject: "timetable")
        let officer = try await fixture.holder(.centreOfficer, Tree.centre)
        _ = try await fixture.agreements.make(
            for: "school", from: Self.now, extents: Agreement.Kind.all.extents, at: Self.now, actor: "t")
        let leaving = try await fixture.units.leave("school", at: Self.now, actor: "test")
        #expect(leaving.units == ["school", "science"] && leaving.subjects == ["timetable"])
        #expect(leaving.people == [head, owner].sorted())
        #expect(try await fixture.units.unit("science") == nil)
        #expect(try await fixture.offices.all(of: head).isEmpty)
        #expect(try await fixture.people.person(head)?.isDisabled == true)
        #expect(try await fixture.offices.all(of: officer).count == 1)
        #expect(try await fixture.agreements.all(of: "school").allSatisfy { $0.until == Self.now })
        #expect(
            await faultOf { _ = try await fixture.units.leave("school", at: Self.now, actor: "t") }
                == Fault("identity.no-unit", ["unit": "school"]))
        try await fixture.units.add(
            "school", under: nil, name: IdentityFixture.name("school"), relation: .voluntary, at: Self.now, actor: "t")
        let back = try await fixture.units.all(.everything)
        #expect(back.map(\.path.text).contains("school/") && !back.map(\.id).contains("science"))
        try await fixture.verify()
    }

    @Test func agreementsAreOfBodiesThatAreNotGoverned() async throws {
        let fixture = try await IdentityFixture()
        let officer = try await fixture.holder(.centreOfficer, Tree.centre)
        func sees(_ action: Action, at instant: Instant = Self.now) async throws -> Bool {
            let decision = try await fixture.permissions.decide(officer, action, unit: "science", at: instant)
            return decision.isAllowed
        }
        #expect(try await !sees(.countFindings))
        let id = try await fixture.agreements.make(
            for: "school", from: Self.now, until: Self.now.adding(days: 30), extents: [.findings: .counts],
            withheld: ["tls.certificate"], at: Self.now, actor: "t")
        #expect(try await sees(.countFindings))
        #expect(try await !sees(.seeFindings))
        #expect(try await !sees(.countFindings, at: Self.now.adding(days: 30)))
        let made = try await fixture.agreements.all(of: "school")
        #expect(made.map(\.id) == [id] && made.first?.withheld == ["tls.certificate"])
        try await fixture.agreements.end(id, of: "school", at: Self.now.adding(days: 1), actor: "t")
        #expect(try await !sees(.countFindings, at: Self.now.adding(days: 1)))
        func refused(_ body: String, until: Instant? = nil) async -> String? {
            await faultOf {
                _ = try await fixture.agreements.make(
                    for: body, from: Self.now, until: until, extents: [:], at: Self.now, actor: "t")
            }?.message.id
        }
        #expect(await refused("harbour") == "identity.governed-unit")
        #expect(await refused("nowhere") == "identity.no-unit")
        #expect(await refused("bank", until: Self.now) == "identity.ends-before-it-begins")
        func end(_ id: String, _ body: String) async -> String? {
            await faultOf { try await fixture.agreements.end(id, of: body, at: Self.now.adding(days: 2), actor: "t") }?
                .message.id
        }
        #expect(await end(id, "school") == "identity.already-ended")
        #expect(await end(id, "bank") == "identity.no-agreement")
        try await fixture.verify()
    }
}
