import Demonstration
import Identity
import Journal
import Model
import Programme
import SQLiteStorage
import Storage
import Testing

@Suite(.timeLimit(.minutes(10))) struct EstateTests {
    @Test func theSameSeedGivesTheSameEvents() async throws {
        let (plan, again) = (try DemonstrationFixture.plan(2, 3), try DemonstrationFixture.plan(2, 3))
        #expect(plan == again)
        let (one, other) = (try await WrittenEstate(plan), try await WrittenEstate(again))
        let events = try await one.events()
        #expect(try await other.events() == events)
        #expect(events.count > 40)
        #expect(try DemonstrationFixture.plan(2, 3, seed: 2) != plan)
    }

    @Test func aSmallEstateShowsEveryStateOfAFindingAndReplays() async throws {
        let estate = try await WrittenEstate(DemonstrationFixture.plan(seed: 12))
        for step in Finding.Step.allCases {
            let found = try await estate.count(
                "SELECT COUNT(*) AS count FROM findings WHERE step = \(step.rawValue)")
            #expect(found > 0, "no finding is at \(step.rawValue)")
        }
        let kinds = try await estate.count("SELECT COUNT(DISTINCT kind) AS count FROM events")
        let reopened = try await estate.count("SELECT COUNT(*) AS count FROM events WHERE kind = 'FindingReopened'")
        #expect(kinds == 13 && reopened > 0)
        let end = DemonstrationFixture.end.microseconds
        #expect(
            try await estate.count(
                "SELECT COUNT(*) AS count FROM findings WHERE state = 'open' AND due < \(end)") > 0)
        #expect(try await estate.count("SELECT COUNT(*) AS count FROM systems WHERE posture = ''") > 0)
        #expect(try await estate.count("SELECT COUNT(*) AS count FROM systems") == 12)
        let report = try await estate.journal.verify(scratch: SQLiteDatabase())
        #expect(report.events == UInt64(try await estate.events().count))
    }

    @Test func itIsMarkedBeforeAnythingElse() async throws {
        let estate = try await WrittenEstate(DemonstrationFixture.plan(1, 1))
        #expect(try await estate.programme.marks() == [.demonstration])
        let first = try await estate.database.read {
            try $0.rows("SELECT kind FROM events ORDER BY seq LIMIT 1").first?.text("kind")
        }
        #expect(first == EventKind.estateMarked.rawValue)
    }

    @Test func guestsHoldTheOfficesOfACentreADepartmentAndASystem() async throws {
        let estate = try await WrittenEstate(DemonstrationFixture.plan(2, 2))
        #expect(estate.guests.map(\.offices) == [[.centreOfficer, .director], [.ditso], [.systemOwner]])
        #expect(estate.guests.map(\.unit) == ["digital-policy", "marine", "marine"])
        #expect(estate.guests.map(\.signIn) == ["director.digital-policy", "ditso.marine", "owner-1.marine"])
        for guest in estate.guests {
            let held = try await estate.offices.all(of: guest.person)
            #expect(Set(held.map(\.office)) == Set(guest.offices))
        }
    }

    @Test func whatThereAreNoNamesForIsRefused() throws {
        let limit = try DemonstrationFixture.content().departmentLimit
        for departments in [0, -1, limit + 1, .max] {
            #expect(throws: Fault("demonstration.departments", ["limit": String(limit)])) {
                try DemonstrationFixture.plan(departments, 1)
            }
        }
        for systems in [0, -1, 1_000, Int.max] {
            let fault = #expect(throws: Fault.self) { try DemonstrationFixture.plan(1, systems) }
            #expect(fault?.message.id == "demonstration.systems")
        }
    }
}
