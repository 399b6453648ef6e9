import Assurance
import CanonicalJSON
import Model
import Testing

/// Shows that a false "held" is impossible: whatever is broken or taken away, the posture falls, and names the control.
@Suite(.timeLimit(.minutes(10))) struct MutationTests {
    private let fixture: EstateFixture

    init() throws { fixture = try EstateFixture() }

    @Test(arguments: [Grade.restricted, .confidential])
    func theRepairedEstateIsHeld(grade: Grade) throws {
        let fixture = try EstateFixture(grade: grade)
        let verdicts = try fixture.verdicts(fixture.observations)
        let open = verdicts.filter { $0.control.force == .shall && $0.status != .held && $0.status != .notApplicable }
        // ACC-04 is asked of CONFIDENTIAL systems alone, and this estate does not attest it.
        #expect(open.map(\.control.id) == (grade == .confidential ? ["ACC-04"] : []))
        #expect(Judge.posture(of: verdicts) == (grade == .confidential ? .unknown : .held))
    }

    /// Each row breaks one thing: control, object, kind of observation, facts that change, and which other controls the
    /// same defect breaks.
    @Test func everyDefectBreaksItsControlAndNoOther() throws {
        let rows = try EstateFixture.rows("mutations.json")
        var covered: Set<String> = []
        for row in rows {
            let control = row[0].text ?? ""
            let grade: Grade = ["CRY-04", "CRY-10", "CRY-13"].contains(control) ? .confidential : .restricted
            let estate = try EstateFixture(grade: grade)
            let before = EstateFixture.ids(try estate.verdicts(estate.observations), .broken)
            var observations = estate.observations
            let place = try #require(
                observations.firstIndex { $0.object.id == row[1].text && $0.reading.kind == row[2].text }, "\(row)")
            observations[place].reading.facts.merge(row[3].members ?? [:]) { $1 }
            observations[place].reading.completeness = .complete
            let verdicts = try estate.verdicts(observations)
            let broken = EstateFixture.ids(verdicts, .broken).subtracting(before)
            let others = Set((row.count > 4 ? row[4].elements ?? [] : []).compactMap(\.text))
            #expect(broken == others.union([control]), "\(control) \(row[1]) \(row[2]) \(row[3])")
            let force = estate.catalogue.controls.first { $0.id == control }?.force
            if force == .shall { #expect(Judge.posture(of: verdicts) == .fallsShort) }
            covered.insert(control)
        }
        let shall = fixture.catalogue.controls.filter { $0.force == .shall && $0.check == .instrument }.map(\.id)
        #expect(Set(shall).subtracting(covered).sorted() == [], "no row breaks these")
    }

    @Test(arguments: [Grade.restricted, .confidential])
    func takingAnyObservationAwayLeavesNothingFalselyHeld(grade: Grade) throws {
        let estate = try EstateFixture(grade: grade)
        let whole = try estate.verdicts(estate.observations)
        for place in estate.observations.indices {
            let gone = estate.observations[place]
            var without = estate.observations
            without.remove(at: place)
            var silent = estate.observations
            silent[place].reading = Reading(
                kind: gone.reading.kind, facts: [:], completeness: .notAssessed(Message("transit.silent")))
            var old = estate.observations
            old[place].collected = EstateFixture.now.adding(days: -4_000)
            for observations in [without, silent, old] {
                let verdicts = try estate.verdicts(observations)
                for (before, after) in zip(whole, verdicts) {
                    guard before.observations.contains(gone.id), before.status == .held else { continue }
                    #expect(
                        after.status == .unknown || after.status == .broken,
                        "\(after.control.id) is \(after.status) without \(gone.object.id) \(gone.reading.kind)")
                    #expect(after.missing.contains { $0.object == gone.object } || !after.breaches.isEmpty)
                }
            }
        }
    }

    @Test func aPartialObservationDoesNotHold() throws {
        var observations = fixture.observations
        let place = try #require(observations.firstIndex { $0.reading.kind == "transit.tls" && $0.object.id == "site" })
        observations[place].reading.completeness = .partial([Message("transit.version-open", ["version": "TLSv1.0"])])
        let verdicts = try fixture.verdicts(observations)
        #expect(verdicts.first { $0.control.id == "CRY-01" }?.status == .unknown)
        #expect(Judge.posture(of: verdicts) == .unknown)
    }

    @Test func theNewestAttestationCounts() throws {
        var estate = fixture
        let place = try #require(estate.system.attestations.firstIndex { $0.control == "CMP-02" })
        let kept = estate.system.attestations[place]
        var old = kept
        old.id = "cmp-02-old"
        old.on = CalendarDate(daysSinceEpoch: kept.on.daysSinceEpoch - 900)
        estate.system.attestations.append(old)
        #expect(try Judge.posture(of: estate.verdicts(estate.observations)) == .held)
        estate.system.attestations[place].id = "cmp-02-new"
        #expect(try Judge.posture(of: estate.verdicts(estate.observations)) == .unknown)
    }

    @Test func everyAttestedControlFallsWithItsAttestation() throws {
        let attested = fixture.catalogue.controls.filter { $0.check == .attestation }
        for control in attested where fixture.system.attestations.contains(where: { $0.control == control.id }) {
            for (fact, value) in [
                ("attestation.statement", JSONValue("not-met")), ("attestation.evidence_present", false),
                ("attestation.until", "2026-11-23"), ("attestation.on", "2019-01-01"),
            ] {
                var observations = fixture.observations
                let id = try #require(fixture.system.attestations.first { $0.control == control.id }?.id)
                let place = try #require(
                    observations.firstIndex { $0.object == ObjectReference(.attestation, id) })
                observations[place].reading.facts[fact] = value
                let broken = EstateFixture.ids(try fixture.verdicts(observations), .broken)
                #expect(broken.contains(control.id), "\(control.id) with \(fact) = \(value)")
            }
        }
    }
}
