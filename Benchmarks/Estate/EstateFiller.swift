import CanonicalJSON
import Model
import Programme

/// Systems of a whole government with what was seen of them: of each, 100 observations, 20 controls, 10 findings.
struct EstateFiller {
    static let observations = 100
    static let departments = 80
    /// Units below the departments, the departments among them.
    static let units = 999
    private static let objects = 10
    private static let atOnce = 64
    private static let start = Instant(seconds: 1_795_000_000)
    private static let controls = ["CRY", "CLS", "NET", "ACC"].flatMap { family in
        (1...5).map { "\(family)-0\($0)" }
    }

    let programme: Programme
    let systems: Int

    /// The unit with a number: departments first, then sections of them in turn.
    static func unit(_ number: Int) -> (id: String, path: String) {
        let department = number % departments
        if number < departments { return ("department-\(department)", "gov/department-\(department)/") }
        let id = "section-\(number)"
        return (id, "gov/department-\(department)/\(id)/")
    }

    func fill() async throws {
        for first in stride(from: 0, to: systems, by: 500) {
            try await programme.register(
                (first..<min(first + 500, systems)).map(entry), at: Self.start, actor: "benchmark")
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<systems {
                if number >= Self.atOnce { try await group.next() }
                group.addTask { try await programme.record(assessment(number)) }
            }
            try await group.waitForAll()
        }
    }

    /// One assessment that found 13,000 weaknesses, as a scanner's report brings them.
    func importFindings() async throws {
        let id = ULID(Self.start).description
        let observation = observation("system-0", ObjectReference(.store, "import"), at: Self.start)
        try await programme.record(
            AssessmentRecord(
                id: id, subject: "system-0", observations: [observation],
                conclusion: conclusion("system-0"),
                sightings: (0..<13_000).map { sighting("CRY-01", ObjectReference(.store, "s\($0)"), observation.id) },
                settled: [], at: Self.start.adding(days: 2), actor: "benchmark"))
    }

    private func entry(_ number: Int) -> RegisteredSystem {
        let unit = Self.unit(number % Self.units)
        return RegisteredSystem(
            id: "system-\(number)", unit: unit.id, path: unit.path,
            name: LocalizedText(en: "System \(number)", zhHant: "系統 \(number)", zhHans: "系统 \(number)"),
            tier: number % 3 + 1, grade: .restricted, exposure: number.isMultiple(of: 2) ? .internet : .intranet,
            personalData: number.isMultiple(of: 3))
    }

    private func assessment(_ number: Int) -> AssessmentRecord {
        let subject = "system-\(number)"
        let at = Self.start.adding(days: 1)
        let seen = (0..<Self.observations).map { place in
            observation(subject, ObjectReference(.endpoint, "front-\(place % Self.objects)"), at: at)
        }
        let broken = (0..<10).map { place in
            sighting(Self.controls[place % 5], seen[place].object, seen[place].id)
        }
        return AssessmentRecord(
            id: ULID(at).description, subject: subject, observations: seen,
            conclusion: conclusion(subject), sightings: broken, settled: [], at: at, actor: "benchmark")
    }

    private func observation(_ subject: String, _ object: ObjectReference, at: Instant) -> Observation {
        Observation(
            id: ULID(at).description, subject: subject, object: object,
            reading: Reading(
                kind: "transit.tls",
                facts: [
                    "tls.versions": ["TLSv1.0", "TLSv1.2", "TLSv1.3"], "tls.forward_secrecy": "some",
                    "tls.suite_count": 17, "tls.post_quantum": "no", "tls.reachable": true,
                ]), collected: at, actor: "benchmark")
    }

    private func conclusion(_ subject: String) -> JSONValue {
        let statuses = Self.controls.enumerated().map { place, control in
            (control, JSONValue.string(place < 5 ? "broken" : place.isMultiple(of: 7) ? "unknown" : "held"))
        }
        return [
            "posture": "falls-short", "system": ["id": .string(subject)],
            "statuses": .object(Dictionary(uniqueKeysWithValues: statuses)),
        ]
    }

    private func sighting(_ control: String, _ object: ObjectReference, _ observation: String) -> Sighting {
        Sighting(
            control: control, rule: "benchmark-\(control)",
            title: LocalizedText(en: "An old version is offered", zhHant: "仍提供舊版本", zhHans: "仍提供旧版本"),
            severity: Severity.allCases[object.id.utf8.reduce(0) { $0 &+ Int($1) } % Severity.allCases.count],
            object: object, observation: observation,
            matches: [Sighting.Match(field: "tls.versions", value: "TLSv1.0")])
    }
}
