import CanonicalJSON
import Engines
import Handover
import Identity
import Journal
import Model
import Programme
import SQLiteStorage
import Sealing
import Secrets
import Storage
import TestSupport
import Testing

/// A record with a department and a school that takes part of its own will, on the test's engine, with true keys.
struct HandoverFixture {
    let temporary = TemporaryFolder()
    private let store = TestDatabase()
    let database: any Database
    let journal: Journal
    let sealer: Sealer
    let seal: PersonalSeal
    let programme: Programme

    static let now = Instant(seconds: 1_795_000_000)
    static let later = now.adding(days: 1)

    var units: Units { Units(journal: journal, database: database) }
    var people: People { People(journal: journal, database: database, seal: seal) }
    var offices: Offices { Offices(journal: journal, database: database) }
    var agreements: Agreements { Agreements(journal: journal, database: database) }
    var permissions: Permissions { Permissions(database: database) }
    var departure: Departure { Departure(journal: journal, units: units, people: people, sealer: sealer) }
    var folder: String { temporary.path + "/export" }

    init() async throws {
        let folder = try DataFolder(temporary.path + "/data")
        database = try store.open()
        let keys = try Keys(folder)
        journal = try await Journal(
            folder: folder, keys: keys, database: database,
            projections: [IdentityProjection(), ProgrammeProjection()], alongside: Sealer.migrations,
            log: store.engine == .sqlite ? .files : .database)
        let ring = try KeySource.folder(folder.path + "/keys").ring([.master], mayMake: true, department: "local")
        sealer = try await Sealer(
            database: database, masters: ring.generations(.master).map { MasterKey(id: $0.id, bytes: $0.bytes) })
        seal = PersonalSeal(sealer, keys)
        programme = Programme(
            journal: journal, database: database,
            clock: RemediationClock(days: [.informational: 365, .low: 180, .medium: 90, .high: 30, .critical: 7]))
    }

    /// Who is in it, by short names.
    struct Cast {
        /// The school's director, the owner of its system, one who moved to the harbour, and one who came from there.
        let head, teacher, mover, newcomer: String
        /// An officer of the centre, and one of the harbour who assesses in the school.
        let officer, assessor: String
        /// The agreement of the school, and the finding in its system.
        let agreement, finding: String
    }

    /// Fills it: units, people who come and go, systems that were assessed, a plan, a decision, a sealed value.
    func fill() async throws -> Cast {
        for (id, parent, relation) in [
            ("gov", nil, .governed), ("centre", "gov", .governed), ("harbour", "gov", .governed),
            ("school", "gov", .voluntary), ("science", "school", .governed),
        ] as [(String, String?, OrgUnit.Relation)] {
            try await unit(id, under: parent, relation)
        }
        let head = try await person("head", "school", .director)
        let teacher = try await person("teacher", "science", .systemOwner, subject: "timetable")
        let mover = try await person("mover", "school")
        try await people.move(mover, to: "harbour", at: Self.now, actor: "test")
        let newcomer = try await person("newcomer", "harbour", .staff)
        try await people.move(newcomer, to: "school", at: Self.now, actor: "test")
        let officer = try await person("officer", "centre", .centreOfficer)
        let assessor = try await person("assessor", "harbour")
        _ = try await offices.assign(
            .assessor, to: assessor, in: "school", from: Self.now, at: Self.now, actor: "test")
        let agreement = try await agreements.make(
            for: "school", from: Self.now, extents: Agreement.Kind.all.extents, withheld: ["tls.certificate"],
            at: Self.now, actor: "test")
        try await assess("permits", in: "harbour", path: "gov/harbour/")
        let finding = try await assess("timetable", in: "science", path: "gov/school/science/")
        try await programme.plan(
            finding, office: "system-owner", due: Self.later, note: "new proxy", at: Self.now,
            actor: "person:\(teacher)")
        let planned = try #require(await programme.finding(finding.id, .everything))
        try await programme.ask(
            acceptance: planned, until: Self.later, reason: "holidays", at: Self.now, actor: "person:\(teacher)")
        try await note("private-1", "陳大文", of: "school")
        return Cast(
            head: head, teacher: teacher, mover: mover, newcomer: newcomer, officer: officer, assessor: assessor,
            agreement: agreement, finding: finding.id)
    }

    func unit(_ id: String, under parent: String?, _ relation: OrgUnit.Relation) async throws {
        try await units.add(
            id, under: parent, name: LocalizedText(en: "The \(id)", zhHant: "\(id) 單位", zhHans: "\(id) 单位"),
            relation: relation, at: Self.now, actor: "test")
        try await sealer.prepare([id], at: Self.now)
    }

    func person(_ name: String, _ unit: String, _ office: Office? = nil, subject: String? = nil) async throws -> String
    {
        let id = try await people.add(
            PersonDetails(
                signIn: name, display: "Person \(name)", email: "\(name)@example.hk", language: .traditionalChinese,
                unit: unit), at: Self.now, actor: "test")
        if let office {
            _ = try await offices.assign(
                office, to: id, in: unit, subject: subject, from: Self.now, at: Self.now, actor: "test")
        }
        return id
    }

    @discardableResult
    func assess(_ id: String, in unit: String, path: String) async throws -> Finding {
        let system = RegisteredSystem(
            id: id, unit: unit, path: path, name: LocalizedText(en: id, zhHant: id, zhHans: id), tier: 2,
            grade: .restricted, exposure: .internet, personalData: true)
        let observation = Observation(
            id: ULID(Self.now).description, subject: id, object: ObjectReference(.endpoint, "front"),
            reading: Reading(kind: "transit.tls", facts: ["tls.versions": ["TLSv1.0"]]), collected: Self.now,
            actor: "test")
        let sighting = Sighting(
            control: "CRY-01", rule: "old-tls", title: LocalizedText(en: "Old", zhHant: "舊", zhHans: "旧"),
            severity: .high, object: ObjectReference(.endpoint, "front"), observation: observation.id,
            matches: [Sighting.Match(field: "tls.versions", value: "TLSv1.0")])
        try await programme.record(
            AssessmentRecord(
                id: ULID(Self.now).description, subject: id, observations: [observation],
                conclusion: [
                    "posture": "falls-short", "system": ["id": .string(id)],
                    "statuses": ["CRY-01": "broken", "CRY-02": "held"],
                ], sightings: [sighting], settled: ["CRY-02"], at: Self.now, actor: "test"), registering: system)
        var filter = FindingFilter()
        filter.subject = id
        return try #require(await programme.findings(filter, .everything, limit: 1).rows.first)
    }

    /// An event that speaks of something private.
    func note(_ id: String, _ text: String, of unit: String) async throws {
        let name: JSONValue = ["en": "The school", "zh-Hant": "學校", "zh-Hans": "学校"]
        let event = Event(
            id: ULID(Self.now).description, kind: "UnitChanged", subject: unit, at: Self.now, actor: "test",
            body: [
                "parent": "gov", "name": name, "relation": "voluntary", "about": PrivateValue.reference(id),
            ])
        try await journal.record(
            [event], privately: [PrivateValue(id: id, unit: unit, value: Array(text.utf8))], sealedBy: sealer)
    }

    /// Exports the school.
    @discardableResult
    func export(_ unit: String = "school", to folder: String? = nil) async throws -> ExportReport {
        let export = BodyExport(
            journal: journal, database: database, programme: programme, seal: seal, sealer: sealer, program: "test 1")
        return try await export.make(
            unit, to: folder ?? self.folder,
            reports: { system in ["oscal/\(system.system.id).json": Array("{}\n".utf8)] }, at: Self.now)
    }

    /// The records of a kind.
    func records(_ kind: String) throws -> [JSONValue] {
        try Run(["cat", "\(folder)/\(kind).jsonl"]).text.split(separator: "\n").map {
            try JSONValue(parsing: Array($0.utf8))
        }
    }

    func check(_ log: Journal? = nil) async throws -> StoredExport {
        try await StoredExport.check(folder, log: log?.verifier())
    }

    /// How many rows a table has.
    func count(_ table: StaticString) async throws -> Int64 {
        try await database.read { try $0.rows("SELECT COUNT(*) AS n FROM \(raw: table)") }.first?.integer("n") ?? -1
    }

    /// Recomputes the log, and all tables from the events.
    func verify() async throws { _ = try await journal.verify(scratch: SQLiteDatabase()) }
}
