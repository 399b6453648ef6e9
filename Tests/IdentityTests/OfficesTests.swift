import CanonicalJSON
import Engines
import Identity
import Journal
import Model
import Storage
import TestSupport
import Testing

@Suite(.onEveryEngine, .timeLimit(.minutes(10))) struct OfficesTests {
    @Test func anOfficeIsGivenAndEnded() async throws {
        let fixture = try await IdentityFixture()
        let person = try await fixture.person("tai-man")
        let id = try await fixture.offices.assign(
            .systemOwner, to: person, in: "harbour", subject: "permits", from: Tree.now, at: Tree.now, actor: "t")
        let held = try await fixture.offices.all(of: person)
        #expect(
            held == [
                Assignment(
                    id: id, person: person, office: .systemOwner, unit: Tree.harbour, subject: "permits",
                    from: Tree.now)
            ])
        #expect(try await fixture.offices.assignment(id) == held.first)
        func allowed(at instant: Instant) async throws -> Bool {
            let decision = try await fixture.permissions.decide(
                person, .fixFindings, unit: "permits", subject: "permits", at: instant)
            return decision.isAllowed
        }
        #expect(try await allowed(at: Tree.now))
        try await fixture.offices.end(id, of: person, at: Tree.tomorrow, actor: "t")
        #expect(try await allowed(at: Tree.now))
        #expect(try await !allowed(at: Tree.tomorrow))
        let again = await faultOf { try await fixture.offices.end(id, of: person, at: Tree.tomorrow, actor: "t") }
        #expect(again == Fault("identity.already-ended", ["id": id]))
        try await fixture.verify()
    }

    @Test func whatCannotBeHeldIsNotRecorded() async throws {
        let fixture = try await IdentityFixture()
        let person = try await fixture.person("tai-man")
        func assign(
            _ office: Office, _ unit: String = "harbour", _ subject: String? = nil, person other: String? = nil,
            until: Instant? = nil
        ) async -> String? {
            await faultOf {
                _ = try await fixture.offices.assign(
                    office, to: other ?? person, in: unit, subject: subject, from: Tree.now, until: until,
                    at: Tree.now, actor: "t")
            }?.message.id
        }
        #expect(await assign(.systemOwner) == "identity.office-needs-subject")
        #expect(await assign(.ditso, "harbour", "permits") == "identity.office-without-subject")
        #expect(await assign(.ditso, "nowhere") == "identity.no-unit")
        #expect(await assign(.ditso, person: "nobody") == "identity.no-person")
        #expect(await assign(.ditso, until: Tree.now) == "identity.ends-before-it-begins")
        #expect(await assign(.ditso) == nil)
        #expect(await assign(.ditso, until: Tree.tomorrow) == "identity.office-held")
        #expect(await assign(.auditor, "permits") == "identity.duties-audits-own-work")
        #expect(await assign(.auditor, "gov") == "identity.duties-audits-own-work")
        #expect(await assign(.auditor, "health") == nil)
        #expect(await assign(.systemOwner, "harbour", "permits") == nil)
        #expect(await assign(.assessor, "harbour", "permits") == "identity.duties-runs-it")
        #expect(await assign(.red, "harbour", "exercise-1") == nil)
        #expect(await assign(.blue, "permits", "exercise-1") == "identity.duties-both-sides")
        #expect(await assign(.blue, "gov", "exercise-2") == "identity.duties-audits-own-work")
        #expect(await assign(.blue, "harbour", "exercise-2") == nil)
        #expect(try await fixture.offices.all(of: person).count == 5)
        try await fixture.verify()
    }

    @Test func permissionsAreLookedUpInFewStatements() async throws {
        let fixture = try await IdentityFixture()
        let person = try await fixture.holder(.ditso, Tree.harbour)
        let before = fixture.database.statements
        let standing = try await fixture.permissions.standing(of: person)
        #expect(fixture.database.statements == before + 2)
        #expect(try await fixture.permissions.decide(person, .seeSystems, unit: "permits", at: Tree.now).isAllowed)
        #expect(fixture.database.statements == before + 5)
        #expect(standing.decide(.seeSystems, on: Target(unit: Tree.permits), at: Tree.now).isAllowed)
        #expect(!standing.visibility(for: .seeSystems, at: Tree.now).isEmpty)
        #expect(fixture.database.statements == before + 5)
    }

    @Test func listsOfOfficesShowWhatMayBeSeen() async throws {
        let fixture = try await IdentityFixture()
        let harbour = try await fixture.holder(.ditso, Tree.harbour)
        let health = try await fixture.holder(.ditso, Tree.health)
        let sees = try await fixture.permissions.standing(of: harbour).visibility(for: .seePeople, at: Tree.now)
        let seen = try await fixture.offices.all(sees, at: Tree.now, limit: 10)
        #expect(seen.map(\.person) == [harbour])
        let all = try await fixture.offices.all(.everything, at: Tree.now, limit: 10)
        #expect(Set(all.map(\.person)) == [harbour, health])
        #expect(try await fixture.offices.all(.everything, at: Tree.yesterday.adding(days: -1), limit: 10).isEmpty)
    }

    @Test func aKeyDoesNoMoreThanItsScopeAndItsOwner() async throws {
        let fixture = try await IdentityFixture()
        let person = try await fixture.holder(.ditso, Tree.harbour)
        let owner = try await fixture.permissions.standing(of: person)
        let key = owner.confined(
            to: Standing.Scope(actions: [.seeSystems, .conductAudits], units: [Tree.permits, Tree.health]))
        func ground(_ action: Action, _ unit: UnitPath) -> Decision.Ground {
            key.decide(action, on: Target(unit: unit), at: Tree.now).ground
        }
        #expect(key.decide(.seeSystems, on: Target(unit: Tree.permits), at: Tree.now).isAllowed)
        #expect(ground(.seeSystems, Tree.harbour) == .keyScope)
        #expect(ground(.seeFindings, Tree.permits) == .keyScope)
        #expect(!key.decide(.seeSystems, on: Target(unit: Tree.health), at: Tree.now).isAllowed)
        #expect(!key.decide(.conductAudits, on: Target(unit: Tree.permits), at: Tree.now).isAllowed)
        for action in Action.allCases {
            for unit in Tree.all {
                let target = Target(unit: unit)
                let allowed = key.decide(action, on: target, at: Tree.now).isAllowed
                #expect(key.visibility(for: action, at: Tree.now).contains(target) == allowed)
                #expect(!allowed || owner.decide(action, on: target, at: Tree.now).isAllowed)
            }
        }
        #expect(!key.decideAppointment(to: .analyst, in: Tree.permits, at: Tree.now).isAllowed)
        #expect(owner.decideAppointment(to: .analyst, in: Tree.permits, at: Tree.now).isAllowed)
    }

    @Test func everyKindOfEventHasItsRow() throws {
        let lines = Run(["cat", RoleTableTests.root + "docs/events.md"]).text.split(separator: "\n")
        let rows = lines.filter { $0.hasPrefix("| ") }.map { line in
            line.split(separator: "|").map { $0.drop { $0 == " " } }
        }
        let ours = rows.filter { $0.count > 1 && $0[1].hasPrefix("Identity") }
        let kinds = ours.compactMap { $0.first.map { String($0.prefix { $0 != " " }) } }
        #expect(Set(kinds) == Set(IdentityEventKind.allCases.map(\.rawValue)) && Set(kinds).count == kinds.count)
        for row in ours { #expect(row.count == 5 && row.allSatisfy { !$0.isEmpty }, "\(row)") }
    }

    @Test func eventsThatCannotBeReadAreNotTakenIn() async throws {
        let fixture = try await IdentityFixture()
        let bodies: [IdentityEventKind: JSONValue] = [
            .unitAdded: ["parent": nil, "relation": "moon", "name": ["en": "a", "zh-Hant": "a", "zh-Hans": "a"]],
            .unitChanged: ["parent": nil, "relation": "governed", "name": ["en": "a"]],
            .personAdded: [:], .personMoved: ["unit": 7],
            .officeAssigned: ["office": "king", "unit": "gov", "from": 1],
            .officeEnded: ["assignment": "x"],
            .agreementMade: ["from": 1, "extents": ["moon": "all"], "withheld": []], .agreementEnded: [:],
        ]
        for (kind, body) in bodies {
            let event = Event(
                id: "e-\(kind.rawValue)", kind: kind.rawValue, subject: "s", at: Tree.now, actor: "t", body: body)
            #expect(
                await faultOf { try await fixture.journal.record([event]) }
                    == Fault("identity.unreadable-event", ["id": event.id]))
        }
        try await fixture.verify()
    }
}
