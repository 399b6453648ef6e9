import Accounts
import CanonicalJSON
import ContentFiles
import Credentials
import Files
import Identity
import Journal
import Logging
import Model
import Programme
import SQLiteStorage
import Sealing
import Storage
import Work

@testable import Server

/// Fills a data folder with a small estate and writes the key of an officer who sees all of it: what `scripts/test-api`
/// holds a running server to its description with. `SeedEstate CONTENT DATA HOST:PORT`
@main struct SeedEstate {
    private static let departments = ["marine", "police"]
    /// A body that is not governed, with an agreement; the officer is its director.
    private static let body = "school"
    private static let systems = 12

    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4 else { preconditionFailure("usage: SeedEstate CONTENT DATA HOST:PORT") }
        let content = try ContentFolder.locate(named: arguments[1])
        let folder = try DataFolder(arguments[2])
        let now = SystemClock.now()
        let database = try SQLiteDatabase(folder: folder.path)
        let (estate, sealer) = try await EstateOpener(
            content: content, phrases: content.phrases(), folder: folder, database: database, log: .files,
            hosts: [arguments[3]], zoneMinutes: 480, version: "test", logger: Logger(label: "seed"), now: { now }
        ).open()
        try await unit("gov", under: nil, .governed, estate, sealer, at: now)
        for department in departments {
            try await unit(department, under: "gov", .governed, estate, sealer, at: now)
            for number in 1...systems { try await assess(department, number, estate, at: now) }
        }
        try await unit(body, under: "gov", .voluntary, estate, sealer, at: now)
        _ = try await estate.identity.agreements.make(
            for: body, from: now, extents: Agreement.Kind.counts.extents, at: now, actor: "seed")
        try await people(estate, at: now)
        try await work(estate, at: now)
        print(try await key(estate, database, at: now))
    }

    private static func unit(
        _ id: String, under parent: String?, _ relation: OrgUnit.Relation, _ estate: Estate,
        _ sealer: Sealer, at now: Instant
    ) async throws {
        let name = LocalizedText(en: "The \(id)", zhHant: "\(id)署", zhHans: "\(id)署")
        try await estate.identity.units.add(id, under: parent, name: name, relation: relation, at: now, actor: "seed")
        try await sealer.prepare([id], at: now)
    }

    private static func assess(_ department: String, _ number: Int, _ estate: Estate, at now: Instant) async throws {
        let id = "\(department)-\(number)"
        let system = RegisteredSystem(
            id: id, unit: department, path: "gov/\(department)/",
            name: LocalizedText(en: "Permits \(number)", zhHant: "許可證 \(number)", zhHans: "许可证 \(number)"),
            tier: number % 3 + 1, grade: .restricted, exposure: .internet, personalData: true)
        guard number % 4 != 0 else {
            try await estate.programme.register([system], at: now, actor: "seed")
            return
        }
        let front = ObjectReference(.endpoint, "front")
        let observation = Observation(
            id: ULID(now).description, subject: id, object: front,
            reading: Reading(kind: "transit.tls", facts: ["tls.versions": ["TLSv1.0", "TLSv1.2"]]), collected: now,
            actor: "seed")
        let sighting = Sighting(
            control: "CRY-01", rule: "old-version",
            title: LocalizedText(en: "Old TLS", zhHant: "舊版 TLS", zhHans: "旧版 TLS"), severity: .high, object: front,
            observation: observation.id, matches: [Sighting.Match(field: "tls.versions", value: "TLSv1.0")])
        let isShort = number % 2 == 0
        let statuses: JSONValue = ["CRY-01": isShort ? "broken" : "held", "CRY-02": "held", "CLS-01": "unknown"]
        try await estate.programme.record(
            AssessmentRecord(
                id: ULID(now).description, subject: id, observations: [observation],
                conclusion: [
                    "posture": isShort ? "falls-short" : "unknown", "system": ["id": .string(id)],
                    "statuses": statuses,
                ], sightings: isShort ? [sighting] : [], settled: ["CRY-02"], at: now, actor: "seed"),
            registering: system)
    }

    private static func people(_ estate: Estate, at now: Instant) async throws {
        for department in departments {
            for (number, office) in [Office.analyst, .staff, .staff].enumerated() {
                let details = try PersonDetails(
                    signIn: "\(department).\(number)", display: "陳 \(number)", email: nil,
                    language: .traditionalChinese,
                    unit: department)
                let person = try await estate.identity.people.add(details, at: now, actor: "seed")
                _ = try await estate.identity.offices.assign(
                    office, to: person, in: department, from: now, at: now, actor: "seed")
            }
        }
    }

    /// Work that waits, and some that was given up.
    private static func work(_ estate: Estate, at now: Instant) async throws {
        for department in departments {
            _ = try await estate.jobs.add("seed", department: department, at: now)
            var time = now
            while try await estate.jobs.counts(departments: [department], since: now).dead == 0 {
                time = time.adding(days: 1)
                guard let claim = try await estate.jobs.claim(["seed"], at: time) else { break }
                try await estate.jobs.fail(claim, Message("work.worker-lost"), at: time)
            }
            _ = try await estate.jobs.add("seed", department: department, at: now)
        }
    }

    private static func key(_ estate: Estate, _ database: SQLiteDatabase, at now: Instant) async throws -> String {
        let details = try PersonDetails(
            signIn: "officer", display: "Officer", email: nil, language: .english, unit: "gov")
        let person = try await estate.identity.people.add(details, at: now, actor: "seed")
        _ = try await estate.identity.offices.assign(
            .ditso, to: person, in: "gov", subject: nil, from: now, at: now, actor: "seed")
        _ = try await estate.identity.offices.assign(
            .director, to: person, in: body, subject: nil, from: now, at: now, actor: "seed")
        let standing = try await database.read { try Standing(of: person, $0) }
        let actions = Set(Action.allCases.filter { !standing.visibility(for: $0, at: now).isEmpty })
        let (key, _) = try await estate.identity.keys.make(
            for: standing, label: "contract test", actions: actions, units: ["gov"], lifetime: 86_400, at: now)
        return key.text
    }
}
