import Engines
import Handover
import Identity
import Journal
import Model
import Programme
import Sealing
import Storage
import TestSupport
import Testing

/// How a body leaves, and what the centre then has of it.
@Suite(.onEveryEngine, .timeLimit(.minutes(10))) struct DepartureTests {
    private static let (now, later) = (HandoverFixture.now, HandoverFixture.later)

    private static func sees(
        _ fixture: HandoverFixture, _ person: String, _ action: Action, at instant: Instant
    ) async throws -> Bool {
        let standing = try await fixture.permissions.standing(of: person)
        let scope = standing.visibility(for: action, at: instant)
        let condition = scope.filter(path: "path", subject: "id")
        return try await !fixture.database.read {
            try $0.rows("SELECT id FROM systems WHERE id = 'timetable' AND \(condition)")
        }.isEmpty
    }

    @Test func whoLeftIsSeenByNobodyOutside() async throws {
        let fixture = try await HandoverFixture()
        let cast = try await fixture.fill()
        for action in [Action.seePosture, .seeSystems, .seeFindings, .seeObservations] {
            #expect(try await Self.sees(fixture, cast.officer, action, at: Self.now), "\(action)")
        }
        let leaving = try await fixture.departure.leave("school", at: Self.later, actor: "test")
        #expect(leaving.units == ["school", "science"] && leaving.people.count == 3)
        for action in Action.allCases {
            for person in [cast.officer, cast.head, cast.teacher, cast.assessor] {
                #expect(try await !Self.sees(fixture, person, action, at: Self.later), "\(action)")
            }
        }
        #expect(try await fixture.people.person(cast.head)?.isDisabled == true)
        // The centre is arranged anew: what is left of the school moves with its place.
        try await fixture.unit("state", under: nil, .governed)
        try await fixture.units.change(
            "gov", under: "state", name: LocalizedText(en: "g", zhHant: "g", zhHans: "g"), relation: .governed,
            at: Self.later, actor: "test")
        try await fixture.programme.follow(fixture.units.paths(), at: Self.later, actor: "test")
        #expect(try await !Self.sees(fixture, cast.officer, .seeFindings, at: Self.later))
        try await fixture.verify()
    }

    @Test func whatWasRecordedSinceTheExportHoldsItBack() async throws {
        let fixture = try await HandoverFixture()
        let cast = try await fixture.fill()
        let first = try await fixture.export()
        try await fixture.unit("annex", under: "school", .governed)
        let late = await faultOf {
            _ = try await fixture.departure.leave("school", takingAlong: first, at: Self.later, actor: "test")
        }
        #expect(late == Fault("handover.changed-meanwhile", ["unit": "school"]))
        #expect(try await fixture.units.unit("school") != nil)
        #expect(try await fixture.people.person(cast.head)?.isDisabled == false)
        let second = try await fixture.export(to: fixture.temporary.path + "/second")
        // What happens elsewhere is no matter of the school.
        try await fixture.unit("island", under: "gov", .governed)
        let leaving = try await fixture.departure.leave(
            "school", takingAlong: second, at: Self.later, actor: "test")
        #expect(leaving.units == ["school", "annex", "science"])
        try await fixture.verify()
    }

    @Test func whatWasSealedIsGoneAndEveryProofStillHolds() async throws {
        let fixture = try await HandoverFixture()
        let cast = try await fixture.fill()
        let report = try await fixture.export()
        _ = try await fixture.departure.leave("school", takingAlong: report, at: Self.later, actor: "test")
        let sealed = try await fixture.database.read { transaction in
            try transaction.rows("SELECT display FROM people WHERE person = \(cast.head)").first?.text("display")
        }
        let units = try await fixture.units.ids(below: "school")
        #expect(units == ["school", "science"])
        let erased = try await fixture.departure.erase(units, at: Self.later, actor: "test")
        #expect(erased.people == 3 && erased.values == 1 && erased.keys == 2)
        #expect(try await fixture.count("private_values") == 0)
        let keys = try await fixture.database.read { try $0.rows("SELECT unit FROM sealing_keys ORDER BY unit") }
        #expect(keys.map { $0.text("unit") } == ["centre", "gov", "harbour"])
        #expect(try await fixture.people.person(cast.head) == nil)
        // A copy of what was sealed opens no more, also for a program that reads the keys anew.
        try await fixture.sealer.refresh()
        let place = PersonalSeal.Place(table: "people", column: "display", row: cast.head, unit: "school")
        #expect(throws: Fault("sealing.no-key", ["unit": "school"])) { try fixture.seal.open(sealed ?? "", place) }
        // Others have what is theirs: who moved away before, and all who were never there.
        #expect(
            try await fixture.people.all(.everything, limit: 100).map(\.display).sorted() == [
                "Person assessor", "Person mover", "Person officer",
            ])
        #expect(try await fixture.people.person(named: SignInName("mover"))?.email == "mover@example.hk")
        try await fixture.verify()
        #expect(try await fixture.check(fixture.journal).events == 16)
        let again = try await fixture.departure.erase(units, at: Self.later, actor: "test")
        #expect(again.people == 0 && again.values == 0 && again.keys == 2)
    }

    @Test func whoComesBackBeginsWithKeysOfTheirOwn() async throws {
        let fixture = try await HandoverFixture()
        let cast = try await fixture.fill()
        let report = try await fixture.export()
        _ = try await fixture.departure.leave("school", takingAlong: report, at: Self.later, actor: "test")
        _ = try await fixture.departure.erase(["school", "science"], at: Self.later, actor: "test")
        try await fixture.unit("school", under: "harbour", .voluntary)
        try await fixture.programme.follow(fixture.units.paths(), at: Self.later, actor: "test")
        let head = try await fixture.person("head", "school", .director)
        #expect(head != cast.head)
        #expect(try await fixture.people.person(head)?.display == "Person head")
        // Without an agreement nothing of before is seen, wherever the school stands now.
        #expect(try await !Self.sees(fixture, cast.officer, .seeFindings, at: Self.later))
        try await fixture.verify()
    }
}
