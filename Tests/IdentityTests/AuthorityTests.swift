import Identity
import Model
import Testing

@Suite(.timeLimit(.minutes(10))) struct AuthorityTests {
    private let authority = Authority(bodies: Tree.bodies())

    private func ground(
        _ held: [Assignment], _ action: Action, _ unit: UnitPath, _ subject: String? = nil, fixedBy: Set<String> = [],
        authority other: Authority? = nil
    ) -> Decision.Ground {
        (other ?? authority).decide(
            held, action, on: Target(unit: unit, subject: subject, fixedBy: fixedBy), at: Tree.now
        ).ground
    }

    @Test func aSecurityOfficerActsInTheOwnUnitAndBelowAndNowhereElse() {
        let office = Tree.held(.ditso, Tree.harbour)
        #expect(ground([office], .seeFindings, Tree.harbour) == .allowed(office, .ownUnit))
        #expect(ground([office], .seeFindings, Tree.permits, "permits") == .allowed(office, .ownUnit))
        for unit in [Tree.government, Tree.health, Tree.school, Tree.bank, .root] {
            #expect(ground([office], .seeFindings, unit) == .elsewhere(office, .ownUnit))
        }
        #expect(ground([office], .conductAudits, Tree.harbour) == .otherOffice(office))
        #expect(ground([], .seeFindings, Tree.harbour) == .noOffice)
    }

    @Test func aSystemOwnerHasTheOwnSystemAlone() {
        let office = Tree.held(.systemOwner, Tree.harbour, subject: "permits")
        #expect(ground([office], .seeFindings, Tree.permits, "permits") == .allowed(office, .ownSubject))
        #expect(ground([office], .seeFindings, Tree.harbour, "fees") == .elsewhere(office, .ownSubject))
        #expect(ground([office], .seeFindings, Tree.harbour) == .elsewhere(office, .ownSubject))
        // A system that was moved to another department is its owner's no longer.
        #expect(ground([office], .seeFindings, Tree.health, "permits") == .elsewhere(office, .ownSubject))
    }

    @Test func anOfficeCountsFromItsBeginningUntilBeforeItsEnd() {
        for (from, until, counts) in [
            (Tree.now, nil, true), (Tree.yesterday, Tree.now, false), (Tree.tomorrow, nil, false),
            (Tree.yesterday, Tree.tomorrow, true),
        ] as [(Instant, Instant?, Bool)] {
            let office = Tree.held(.auditor, Tree.harbour, from: from, until: until)
            let ground = ground([office], .conductAudits, Tree.harbour)
            #expect(ground == (counts ? .allowed(office, .ownUnit) : .notInForce(office)))
        }
    }

    @Test func theNearestRefusalIsNamed() {
        let other = Tree.held(.staff, Tree.harbour)
        let elsewhere = Tree.held(.auditor, Tree.health)
        let past = Tree.held(.auditor, Tree.harbour, until: Tree.now)
        #expect(ground([other], .conductAudits, Tree.harbour) == .otherOffice(other))
        #expect(ground([other, elsewhere], .conductAudits, Tree.harbour) == .elsewhere(elsewhere, .ownUnit))
        #expect(ground([past, other, elsewhere], .conductAudits, Tree.harbour) == .notInForce(past))
    }

    @Test func theCentreSeesOfASchoolWhatItAgreedTo() {
        let officer = Tree.held(.centreOfficer, Tree.centre)
        let shown: [Agreement.Kind?: Set<Action>] = [
            nil: [], .some(.none): [], .counts: [.seePosture, .countFindings],
            .findings: [.seePosture, .countFindings, .seeFindings, .seeSystems],
            .all: [.seePosture, .countFindings, .seeFindings, .seeSystems, .seeObservations, .seeEvidence],
        ]
        for (kind, wanted) in shown {
            let authority = Authority(bodies: Tree.bodies(kind))
            for action in Action.allCases where RoleTable.reach(of: .centreOfficer, for: action) != .nothing {
                for unit in [Tree.school, Tree.classroom] {
                    let expected: Decision.Ground =
                        wanted.contains(action) ? .allowed(officer, .everything) : .notShared(officer, Tree.school)
                    #expect(ground([officer], action, unit, authority: authority) == expected, "\(action) \(unit)")
                }
                #expect(ground([officer], action, Tree.health, authority: authority) == .allowed(officer, .everything))
                #expect(ground([officer], action, Tree.bank, authority: authority) == .notShared(officer, Tree.bank))
            }
        }
        // The school's own people see all of it, and those above do not see it through the tree.
        let head = Tree.held(.director, Tree.school)
        #expect(ground([head], .seeFindings, Tree.classroom) == .allowed(head, .ownUnit))
        let above = Tree.held(.director, Tree.government)
        #expect(ground([above], .seeFindings, Tree.classroom) == .notShared(above, Tree.school))
    }

    @Test func anAgreementCountsWhileItIsInForceAndTheNewestOfSeveral() {
        let officer = Tree.held(.centreOfficer, Tree.centre)
        func sees(_ agreements: [Agreement]) -> Bool {
            let authority = Authority(bodies: Bodies([Bodies.Body(path: Tree.school, agreements: agreements)]))
            return authority.decide([officer], .seeFindings, on: Target(unit: Tree.school), at: Tree.now).isAllowed
        }
        let all = Agreement.Kind.all.extents
        let earlier = Tree.now.adding(days: -9)
        #expect(sees([Agreement(id: "1", body: "school", from: Tree.now, extents: all)]))
        #expect(!sees([Agreement(id: "1", body: "school", from: Tree.tomorrow, extents: all)]))
        #expect(!sees([Agreement(id: "1", body: "school", from: earlier, until: Tree.now, extents: all)]))
        #expect(
            !sees([
                Agreement(id: "2", body: "school", from: Tree.yesterday, extents: [:]),
                Agreement(id: "1", body: "school", from: earlier, extents: all),
            ]))
    }

    @Test func factsThatABodyWithholdsStayInside() {
        let bodies = Bodies([
            Bodies.Body(
                path: Tree.school,
                agreements: [
                    Agreement(
                        id: "1", body: "school", from: Tree.yesterday, extents: Agreement.Kind.all.extents,
                        withheld: ["tls.certificate", "data"])
                ])
        ])
        func withheld(_ fact: String, _ of: UnitPath = Tree.classroom, from: UnitPath = Tree.centre) -> Bool {
            bodies.withholds(fact: fact, of: of, from: from, at: Tree.now)
        }
        #expect(withheld("tls.certificate") && withheld("tls.certificate.issuer") && withheld("data.types"))
        #expect(!withheld("tls.certificates") && !withheld("tls.versions") && !withheld("database"))
        #expect(!withheld("data.types", from: Tree.school) && !withheld("data.types", Tree.health))
        #expect(Tree.bodies().withholds(fact: "x", of: Tree.bank, from: Tree.centre, at: Tree.now))
    }

    @Test func nobodyAssessesWhatTheyRun() {
        let assessor = Tree.held(.assessor, Tree.harbour)
        let owner = Tree.held(.systemOwner, Tree.harbour, subject: "permits")
        let held = [assessor, owner]
        #expect(ground(held, .concludeAssessments, Tree.harbour, "permits") == .conflict(assessor, .runsIt, owner))
        #expect(ground(held, .concludeAssessments, Tree.harbour, "fees") == .allowed(assessor, .ownUnit))
        let before = Tree.held(.systemOwner, Tree.harbour, subject: "permits", until: Tree.now)
        #expect(ground([assessor, before], .concludeAssessments, Tree.harbour, "permits").isAllowed)
    }

    @Test func nobodyClosesAFindingTheyMended() {
        let office = Tree.held(.ditso, Tree.harbour)
        #expect(
            ground([office], .closeFindings, Tree.harbour, "permits", fixedBy: ["p1"])
                == .conflict(office, .fixedIt, nil))
        #expect(ground([office], .closeFindings, Tree.harbour, "permits", fixedBy: ["p2"]).isAllowed)
        #expect(ground([office], .fixFindings, Tree.harbour, "permits", fixedBy: ["p1"]).isAllowed)
    }

    @Test func nobodyAuditsTheirOwnWork() {
        let auditor = Tree.held(.auditor, Tree.government)
        let office = Tree.held(.ditso, Tree.harbour)
        #expect(
            ground([auditor, office], .conductAudits, Tree.permits) == .conflict(auditor, .auditsOwnWork, office))
        #expect(ground([auditor, office], .conductAudits, Tree.health).isAllowed)
    }

    @Test func nobodyIsOnBothSidesOfAnExercise() {
        let red = Tree.held(.red, Tree.harbour, subject: "exercise-1")
        let blue = Tree.held(.blue, Tree.government)
        #expect(
            ground([red, blue], .attackInExercises, Tree.harbour, "exercise-1") == .conflict(red, .bothSides, blue))
        #expect(
            ground([red, blue], .defendInExercises, Tree.harbour, "exercise-1") == .conflict(blue, .bothSides, red))
        #expect(ground([red, blue], .defendInExercises, Tree.harbour, "exercise-2").isAllowed)
    }

    @Test func conflictsAreFoundWhenAnOfficeIsGiven() {
        func conflict(_ one: Assignment, _ other: Assignment) -> DutyConflict? {
            let found = DutyConflict.first(adding: one, to: [other])?.0
            #expect(found == DutyConflict.first(adding: other, to: [one])?.0)
            return found
        }
        let owner = Tree.held(.systemOwner, Tree.harbour, subject: "permits")
        #expect(conflict(Tree.held(.assessor, Tree.harbour, subject: "permits"), owner) == .runsIt)
        #expect(conflict(Tree.held(.assessor, Tree.harbour, subject: "fees"), owner) == nil)
        let auditor = Tree.held(.auditor, Tree.harbour)
        for office in [Office.director, .ditso, .systemOwner, .analyst, .drillController, .red, .blue] {
            for unit in [Tree.government, Tree.harbour, Tree.permits] {
                #expect(conflict(auditor, Tree.held(office, unit)) == .auditsOwnWork)
            }
            #expect(conflict(auditor, Tree.held(office, Tree.health)) == nil)
            #expect(conflict(auditor, Tree.held(office, Tree.harbour, until: Tree.yesterday)) == nil)
        }
        #expect(conflict(auditor, Tree.held(.assessor, Tree.harbour)) == nil)
        let red = Tree.held(.red, Tree.harbour, subject: "exercise-1")
        #expect(conflict(red, Tree.held(.blue, Tree.permits, subject: "exercise-1")) == .bothSides)
        #expect(conflict(red, Tree.held(.blue, Tree.permits)) == .bothSides)
        #expect(conflict(red, Tree.held(.blue, Tree.permits, subject: "exercise-2")) == nil)
        #expect(conflict(red, Tree.held(.blue, Tree.health)) == nil)
    }

    @Test func nobodyGivesAnOfficeThatReachesFartherThanTheirs() {
        func may(_ held: Assignment, _ office: Office, _ unit: UnitPath) -> Bool {
            authority.decideAppointment([held], to: office, in: unit, at: Tree.now).isAllowed
        }
        let head = Tree.held(.director, Tree.harbour)
        #expect(may(head, .ditso, Tree.harbour) && may(head, .auditor, Tree.permits) && may(head, .staff, Tree.harbour))
        #expect(!may(head, .centreOfficer, Tree.harbour) && !may(head, .administrator, Tree.harbour))
        #expect(!may(head, .ditso, Tree.health))
        let officer = Tree.held(.ditso, Tree.harbour)
        #expect(may(officer, .systemOwner, Tree.permits) && !may(officer, .director, Tree.harbour))
        #expect(!may(officer, .auditor, Tree.harbour))
        let centre = Tree.held(.centreOfficer, Tree.centre)
        #expect(may(centre, .centreOfficer, Tree.centre) && may(centre, .ditso, Tree.health))
        #expect(!may(centre, .administrator, Tree.centre) && !may(centre, .ditso, Tree.school))
        let administrator = Tree.held(.administrator, Tree.government)
        for office in Office.allCases { #expect(may(administrator, office, Tree.school)) }
    }
}

extension Decision.Ground {
    fileprivate var isAllowed: Bool { if case .allowed = self { true } else { false } }
}
