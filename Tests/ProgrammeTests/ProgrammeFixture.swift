import CanonicalJSON
import Engines
import Journal
import Model
import Programme
import SQLiteStorage
import Storage
import TestSupport
import Testing

/// A programme over a data folder of one test's own.
struct ProgrammeFixture {
    private let temporary = TemporaryFolder()
    private let store = TestDatabase()
    let journal: Journal
    let programme: Programme
    let database: any Database

    static let start = Instant(CalendarDate(year: 2026, month: 11, day: 1)!)

    init() async throws {
        let folder = try DataFolder(temporary.path + "/data")
        database = try store.open()
        journal = try await Journal(
            folder: folder, keys: Keys(folder), database: database, projections: [ProgrammeProjection()])
        programme = Programme(
            journal: journal, database: database,
            clock: RemediationClock(days: [.informational: 365, .low: 180, .medium: 90, .high: 30, .critical: 7]))
    }

    static func system(_ id: String, path: String = "gov/marine/", tier: Int = 2) -> RegisteredSystem {
        RegisteredSystem(
            id: id, unit: "marine", path: path, name: LocalizedText(en: "Permits \(id)", zhHant: "許可證", zhHans: "许可证"),
            tier: tier, grade: .restricted, exposure: .internet, personalData: true)
    }

    static func sighting(
        _ control: String, _ object: String = "front", severity: Severity = .high, value: String = "TLS 1.0"
    ) -> Sighting {
        Sighting(
            control: control, rule: "rule-\(control)", title: LocalizedText(en: "Old", zhHant: "舊", zhHans: "旧"),
            severity: severity, object: ObjectReference(.endpoint, object), observation: "o",
            matches: [Sighting.Match(field: "tls.versions", value: value)])
    }

    /// Records an assessment on a day after the start.
    @discardableResult
    func assess(
        _ system: RegisteredSystem, _ id: String, day: Int, posture: String = "falls-short",
        _ statuses: [String: String], sees sightings: [Sighting] = [], isCurrent: Bool = true
    ) async throws -> FindingChanges {
        let settled = statuses.filter { $0.value == "held" || $0.value == "not-applicable" }
        return try await programme.record(
            AssessmentRecord(
                id: id, subject: system.id, observations: [],
                conclusion: [
                    "posture": .string(posture), "system": ["id": .string(system.id)],
                    "statuses": .object(statuses.mapValues(JSONValue.string)), "current": .bool(isCurrent),
                ], sightings: sightings, settled: Set(settled.keys), at: Self.start.adding(days: day), actor: "test"),
            registering: system)
    }

    /// The findings of a system, what is due first coming first.
    func findings(_ filter: FindingFilter = FindingFilter(), _ scope: UnitScope = .everything) async throws -> [Finding]
    {
        try await programme.findings(filter, scope, limit: 100).rows
    }

    /// The finding that is due first.
    func mostUrgent() async throws -> Finding { try #require(await findings().first) }

    /// Whether a replay of all events gives the same tables.
    func verify() async throws -> LogReport { try await journal.verify(scratch: SQLiteDatabase()) }
}
