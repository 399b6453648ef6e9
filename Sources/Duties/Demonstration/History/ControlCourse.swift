import CanonicalJSON
import Model
import Programme

/// How one control of one system goes on from look to look.
struct ControlCourse {
    private let control: DemonstrationCatalogue.Control
    private let subject: String
    private let applies: Bool
    private let object: ObjectReference?
    /// How often it fails at first, of 1.
    private let share: Double
    private var luck: Double
    private let sight: Double
    private var wasBroken = false
    private var observation = ""
    /// How it stood at the last look.
    private(set) var status = SystemHistory.Status.notApplicable
    /// How it is broken where it is; nil where it cannot be.
    let weakness: DemonstrationCatalogue.Weakness?

    private static let worst = 0.6
    /// How much less fails at the end of the time than at its beginning.
    private static let progress = 0.9
    /// How often a weakness that was mended comes back.
    private static let relapse = 0.15
    /// How often what was planned is done in time.
    private static let word = 0.8

    init(
        _ control: DemonstrationCatalogue.Control, of objects: SystemObjects, temper: Double, care: Double,
        _ random: inout SplitMix64
    ) {
        self.control = control
        subject = objects.system.id
        (luck, sight) = (random.unit(), random.unit())
        share = temper * care
        let speaksOf = objects.endpoints.contains {
            control.endpoints.isEmpty || control.endpoints.contains($0.kind)
        }
        applies = control.binds(objects.system) && (control.objects != .endpoint || speaksOf)
        let settings = objects.settings(control.objects, control: control.id)
        var ways: [(DemonstrationCatalogue.Weakness, ObjectReference)] = []
        for weakness in control.weaknesses {
            for (object, facts) in settings
            where weakness.setting.allSatisfy({ facts[$0.key] == nil || facts[$0.key] == $0.value }) {
                ways.append((weakness, object))
            }
        }
        let way = ways.isEmpty ? nil : random.pick(ways)
        (weakness, object) = (way?.0, way?.1)
    }

    /// Looks at it in a week.
    ///
    /// - Parameter isPlanned: whether it was to be mended by then.
    mutating func look(week: Int, isPlanned: Bool, _ random: inout SplitMix64) -> SystemHistory.Status {
        guard applies else { return status }
        if isPlanned, random.chance(Self.word) { luck = 1 }
        let progress = Double(week) / Double(DemonstrationCalendar.weeks)
        let fails = min(Self.worst, share * (1.5 - Self.progress * progress))
        let relapses = random.chance(Self.relapse)
        if weakness != nil, luck < fails || (wasBroken && status == .held && relapses) {
            status = .broken
            wasBroken = true
        } else {
            status = sight < 0.01 + fails / 2 ? .unknown : .held
        }
        return status
    }

    /// Adds what was seen of a weakness.
    mutating func observe(
        _ weakness: DemonstrationCatalogue.Weakness, at: Instant, _ observations: inout [Observation],
        _ random: inout SplitMix64
    ) {
        guard let object else { return }
        for (number, reading) in weakness.readings.enumerated() {
            var reading = reading
            if reading.facts["attestation.control"] != nil {
                reading.facts["attestation.control"] = .string(control.id)
            }
            let id = ULID(at, using: &random).description
            if number == 0 { observation = id }
            observations.append(
                Observation(
                    id: id, subject: subject, object: object, reading: reading, collected: at,
                    actor: HistoryWriter.actor))
        }
    }

    /// The weakness as it is seen.
    func sighting(_ weakness: DemonstrationCatalogue.Weakness) -> Sighting {
        Sighting(
            control: control.id, rule: weakness.rule, title: weakness.title, severity: weakness.severity,
            object: object ?? ObjectReference(.subject, subject), observation: observation, matches: weakness.matches)
    }
}
