import Assurance
import CanonicalJSON
import Model
import TestSupport
import Testing

/// A control of the centre is made stricter or is left alone: for every kind of change, both directions.
@Suite(.timeLimit(.minutes(10))) struct TighteningTests {
    private let fixture: EstateFixture

    init() throws { fixture = try EstateFixture() }

    private func fault(_ tighten: String) async -> Fault? {
        await faultOf { _ = try OverlayFixture(tighten: "[{\(tighten)}]").catalogue() }
    }

    private static let strictness: [Control.Force] = [.may, .should, .shall]

    @Test func forceIsRaisedAndNeverLowered() async throws {
        for (control, force) in fixture.catalogue.controls.flatMap({ control in Self.strictness.map { (control, $0) } })
        {
            let isWeaker = Self.strictness.firstIndex(of: force)! < Self.strictness.firstIndex(of: control.force)!
            let fault = await fault("control: \(control.id), force: \(force)")
            #expect(fault?.message.id == (isWeaker ? "assurance.overlay-weaker-force" : nil), "\(control.id) \(force)")
            if let fault {
                #expect(fault.place?.line == 1 && fault.place?.file == "marine/controls/marine.yaml")
                #expect(fault.message.arguments["centre"] == control.force.rawValue)
            }
        }
    }

    @Test func freshnessIsShortenedAndNeverLengthened() async throws {
        for control in fixture.catalogue.controls {
            for need in control.needs {
                for days in [1, need.freshDays - 1, need.freshDays, need.freshDays + 1, 3_660] where days > 0 {
                    let fault = await fault(
                        "control: \(control.id), needs: [{kind: \(need.kind), fresh-days: \(days)}]")
                    let wanted = days > need.freshDays ? "assurance.overlay-weaker-freshness" : nil
                    #expect(fault?.message.id == wanted, "\(control.id) \(need.kind) \(days)")
                }
            }
        }
    }

    @Test(
        arguments: [
            // ACC-07 binds tiers 2 and 3, CRY-01 the Internet, CRY-13 three grades, PRJ-05 those with personal data.
            ("ACC-07", "tiers: [1, 2, 3]", nil), ("ACC-07", "tiers: [2, 3]", nil),
            ("ACC-07", "tiers: [1, 2]", "applies.tiers"),
            ("ACC-07", "tiers: []", "applies.tiers"), ("CRY-01", "exposure: [internet, intranet]", nil),
            ("CRY-01", "exposure: [intranet]", "applies.exposure"),
            ("CRY-13", "grades: [restricted, confidential, secret, top-secret]", nil),
            ("CRY-13", "grades: [secret, top-secret]", "applies.grades"), ("PRJ-05", "personal-data: any", nil),
            ("PRJ-05", "personal-data: true", nil), ("PRJ-05", "personal-data: false", "applies.personal-data"),
            ("CRY-02", "tiers: [1]", "applies.tiers"), ("CRY-02", "personal-data: true", "applies.personal-data"),
        ] as [(String, String, String?)])
    func applicabilityIsWidenedAndNeverNarrowed(control: String, applies: String, field: String?) async throws {
        let fault = await fault("control: \(control), applies: {\(applies)}")
        #expect(fault?.message.id == field.map { _ in "assurance.overlay-narrower" })
        #expect(fault?.message.arguments["field"] == field)
    }

    @Test(
        arguments: [
            ("CRY-02", "kind: transit.certificate, endpoints: [https]", "assurance.overlay-narrower"),
            ("CRY-02", "kind: transit.tls, fresh-days: 7", nil),
            ("CRY-02", "kind: transit.tls", "assurance.missing-key"),
            ("CLS-03", "kind: data.inventory, unless-encrypted: false", nil),
            ("CLS-03", "kind: storage.protection, unless-encrypted: true", "assurance.overlay-weaker-encrypted"),
            ("BKP-02", "kind: subject.declared, fresh-days: 7", "assurance.overlay-attested"),
        ] as [(String, String, String?)])
    func needsAreAddedAndNeverDropped(control: String, need: String, id: String?) async throws {
        #expect(await fault("control: \(control), needs: [{\(need)}]")?.message.id == id)
    }

    @Test(arguments: [
        ("title", "title: {en: x}"), ("statement", "statement: {en: x}"), ("remedy", "remedy: {en: x}"),
        ("sources", "sources: []"), ("check", "check: {by: attestation}"), ("weight", "weight: 1"), ("id", "id: X"),
        ("rules", "rules: []"), ("objects", "applies: {objects: store}"),
    ])
    func whatOnlyTheCentreSaysIsNotReplaced(field: String, text: String) async throws {
        let fault = await fault("control: CRY-12, \(text)")
        #expect(fault?.message.id == "assurance.overlay-replaces")
        #expect(fault?.message.arguments["field"] == field)
        #expect(fault?.message.arguments["centre"]?.isEmpty == false)
    }

    /// Whatever overlays say: what is broken without them stays broken, what is unknown is not held, what is waived stays under
    /// its waiver or falls, and nothing that applies ceases to.
    @Test func noOverlayMakesAControlOfTheCentreHeld() throws {
        var random = SplitMix(state: 2026)
        var stricter = 0
        for round in 0..<60 {
            let catalogue = try overlay(&random, round).catalogue()
            var estate = try EstateFixture(grade: [.restricted, .confidential, .unclassified][round % 3])
            for _ in 0..<4 { spoil(&estate, &random) }
            let without = try estate.verdicts(estate.observations)
            estate.catalogue = catalogue
            let with = try estate.verdicts(estate.observations).filter { $0.control.overlay == nil }
            #expect(with.map(\.control.id) == without.map(\.control.id))
            for (before, after) in zip(without, with) {
                let allowed: Set<ControlStatus> =
                    switch before.status {
                    case .broken: [.broken]
                    case .unknown: [.unknown, .broken]
                    case .waived: [.waived, .unknown, .broken]
                    case .held: [.held, .unknown, .broken]
                    case .notApplicable: [.notApplicable, .held, .unknown, .broken]
                    }
                #expect(
                    allowed.contains(after.status), "\(round): \(before.control.id) \(before.status) → \(after.status)")
                #expect(Set(after.breaches.map(\.rule)).isSuperset(of: before.breaches.map(\.rule)))
                if after.status != before.status { stricter += 1 }
            }
            let order: [Posture] = [.held, .unknown, .fallsShort]
            let (old, new) = (Judge.posture(of: without), Judge.posture(of: with))
            #expect(order.firstIndex(of: new)! >= order.firstIndex(of: old)!)
        }
        #expect(stricter > 100, "the overlays changed too little to show anything: \(stricter)")
    }

    private func overlay(_ random: inout SplitMix, _ round: Int) -> OverlayFixture {
        var entries: [String] = []
        for control in fixture.catalogue.controls where random.below(3) == 0 {
            var parts = ["control: \(control.id)"]
            if random.below(2) == 0 { parts.append("force: shall") }
            let needs = control.needs.map { need in
                "{kind: \(need.kind), fresh-days: \(1 + random.below(need.freshDays))\(random.below(2) == 0 ? ", unless-encrypted: false" : "")}"
            }
            parts.append("needs: [\(needs.joined(separator: ", "))]")
            if random.below(2) == 0 {
                parts.append(
                    "applies: {tiers: [1, 2, 3], exposure: [internet, intranet, isolated], personal-data: any}")
            }
            entries.append("{\(parts.joined(separator: ", "))}")
        }
        var overlay = OverlayFixture(tighten: "[\(entries.joined(separator: ", "))]")
        overlay.files["rules/a.yml"] = OverlayFixture.rule(
            "marine-a", tag: "control.cry-02", kind: "transit.certificate",
            "certificate.lifetime_days|gt: \(random.below(400))")
        return overlay
    }

    /// Breaks, ages or takes away something.
    private func spoil(_ estate: inout EstateFixture, _ random: inout SplitMix) {
        let place = random.below(estate.observations.count)
        switch random.below(5) {
        case 0: estate.observations.remove(at: place)
        case 1: estate.observations[place].collected = EstateFixture.now.adding(days: -random.below(40))
        case 2: estate.observations[place].reading.completeness = .partial([Message("transit.silent")])
        case 3:
            // As if detectors of an overlay had found what the centre's did not.
            var joined = estate.observations[place].reading
            guard joined.kind == "data.inventory" else { return }
            joined.facts["data.personal"] = true
            joined.facts["data.markings"] = ["secret"]
            estate.observations[place].reading = joined.adding(to: estate.observations[place].reading)
        default: estate.observations[place].collected = EstateFixture.now.adding(days: -5)
        }
    }

    @Test(arguments: ["data.inventory", "storage.protection"])
    func aRuleOnWhatItsDetectorsFindWaitsForThem(kind: String) throws {
        var overlay = OverlayFixture()
        overlay.files["detectors/x.yaml"] = "detectors: []"
        overlay.files["rules/x.yml"] = OverlayFixture.rule(
            "marine-x", tag: "control.ast-06", kind: kind, "data.types: marine-staff-number")
        var estate = fixture
        func status() throws -> ControlStatus? {
            try estate.verdicts(estate.observations).first { $0.control.id == "AST-06" }?.status
        }
        #expect(try status() == .held)
        estate.catalogue = try overlay.catalogue()
        #expect(try status() == .unknown)
        for place in estate.observations.indices where estate.observations[place].reading.kind == "data.inventory" {
            estate.observations[place].reading.facts["data.overlays"] = ["marine"]
        }
        #expect(try status() == .held)
    }

    @Test func anObservationTooOldForAnOverlayStillBreaksWhatItBreaksAtTheCentre() throws {
        var estate = fixture
        let place = try #require(
            estate.observations.firstIndex { $0.reading.kind == "transit.certificate" && $0.object.id == "site" })
        estate.observations[place].reading.facts["certificate.not_after"] = "2026-12-01T00:00:00Z"
        estate.observations[place].collected = EstateFixture.now.adding(days: -5)
        let tighten = "[{control: CRY-12, needs: [{kind: transit.certificate, fresh-days: 3}]}]"
        for catalogue in [estate.catalogue, try OverlayFixture(tighten: tighten).catalogue()] {
            estate.catalogue = catalogue
            let verdict = try estate.verdicts(estate.observations).first { $0.control.id == "CRY-12" }
            #expect(verdict?.status == .broken)
        }
    }

    @Test func whatAnOverlaysDetectorsAddKeepsNothingFromBeingBroken() throws {
        var estate = fixture
        let place = try #require(estate.observations.firstIndex { $0.reading.kind == "data.inventory" })
        var centre = estate.observations[place].reading
        centre.facts["data.secrets"] = true
        var joined = centre
        // No detector can say so: it shows that the centre's own word counts whatever stands beside it.
        joined.facts["data.secrets"] = false
        for reading in [centre, joined.adding(to: centre)] {
            estate.observations[place].reading = reading
            estate.observations[place].reading.completeness = .complete
            let verdict = try estate.verdicts(estate.observations).first { $0.control.id == "CLS-06" }
            #expect(verdict?.status == .broken)
        }
        #expect(
            joined.adding(to: centre).centreFacts == centre.facts
                && joined.adding(to: centre).joinedFacts == joined.facts)
    }
}

/// SplitMix64, so that every run makes the same overlays.
private struct SplitMix {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int(truncatingIfNeeded: (mixed ^ (mixed >> 31)) % UInt64(max(1, limit)))
    }
}
