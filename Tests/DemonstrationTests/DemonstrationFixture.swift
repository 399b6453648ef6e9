import CanonicalJSON
import Demonstration
import Files
import Identity
import Journal
import Model
import Programme
import SQLiteStorage
import Storage
import TestSupport

/// What the tests make estates from: the names of the content, and a catalogue of a few controls.
enum DemonstrationFixture {
    private static let root = String(
        #filePath.dropLast("Tests/DemonstrationTests/DemonstrationFixture.swift".count))

    /// The last day that the estates of the tests know.
    static let end = Instant(CalendarDate(year: 2026, month: 11, day: 27)!)

    /// The names of the content.
    static let folder = root + "Content/demo"

    static func content() throws -> DemonstrationContent {
        try DemonstrationContent(
            files: BoundedFile.list(folder).map { ($0, try BoundedFile.read(folder + "/" + $0, limit: 1 << 20)) })
    }

    /// Sixty controls of three families: attested, on stores, and on endpoints, some of the Internet alone.
    static let catalogue = DemonstrationCatalogue(
        controls: (0..<60).map { number in
            let family = ["ACC", "CLS", "CRY"][number / 20]
            let objects = [ObjectReference.Kind.attestation, .store, .endpoint][number / 20]
            let id = "\(family)-\(10 + number % 20)"
            return DemonstrationCatalogue.Control(
                id: id, isDemanded: number.isMultiple(of: 2), remedy: text("Mend it", "修正", "修复"), objects: objects,
                endpoints: [], need: ("kind-\(number)", Message("assurance.not-attested", ["control": id])),
                weaknesses: [
                    DemonstrationCatalogue.Weakness(
                        rule: "rule-\(number)", title: text("Weak", "弱點", "弱点"),
                        severity: Severity.allCases[number % 5],
                        readings: [Reading(kind: "kind-\(number)", facts: ["fact": .integer(Int64(number))])],
                        matches: [Sighting.Match(field: "fact", value: "\(number)")], setting: [:])
                ]
            ) { number % 4 != 3 || $0.exposure == .internet }
        }, sound: [.endpoint: Reading(kind: "transit.tls", facts: ["tls.reachable": true])], digest: "00")

    static func plan(
        _ departments: Int = 3, _ systems: Int = 4, seed: UInt64 = 1
    ) throws -> EstatePlan {
        try EstatePlanner(content: content(), catalogue: catalogue).plan(
            EstatePlan.Size(departments: departments, systems: systems, seed: seed), until: end)
    }

    private static func text(_ en: String, _ zhHant: String, _ zhHans: String) -> LocalizedText {
        LocalizedText(en: en, zhHant: zhHant, zhHans: zhHans)
    }
}

/// A record of one test's own, with an estate in it.
struct WrittenEstate {
    private let temporary = TemporaryFolder()
    let database: any Database
    let journal: Journal
    let programme: Programme
    let units: Units
    let offices: Offices
    let guests: [EstateWriter.Guest]

    init(_ plan: EstatePlan) async throws {
        let folder = try DataFolder(temporary.path + "/data")
        database = try SQLiteDatabase(folder: folder.path)
        journal = try await Journal(
            folder: folder, keys: Keys(folder), database: database,
            projections: [IdentityProjection(), ProgrammeProjection()])
        programme = Programme(
            journal: journal, database: database,
            clock: RemediationClock(days: [.informational: 365, .low: 180, .medium: 90, .high: 30, .critical: 7]))
        units = Units(journal: journal, database: database)
        offices = Offices(journal: journal, database: database)
        // Names are of no interest here, so they are not hidden.
        let seal = PersonalSeal(
            seal: { bytes, _ in String(decoding: bytes, as: UTF8.self) }, open: { text, _ in Array(text.utf8) },
            fingerprint: { String(decoding: $0, as: UTF8.self) })
        let writer = EstateWriter(
            catalogue: DemonstrationFixture.catalogue, programme: programme, units: units,
            people: People(journal: journal, database: database, seal: seal), offices: offices,
            prepareKeys: { _ in })
        guests = try await writer.write(plan)
    }

    /// What was recorded: each event's kind, moment and body, without the ids that chance gives.
    func events() async throws -> [String] {
        try await database.read { transaction in
            try transaction.rows("SELECT kind, subject, at, actor, body FROM events").map { row in
                let words = ["kind", "subject", "actor", "body"].map { Self.masked(row.text($0)) }
                return (words + [String(row.integer("at"))]).joined(separator: " ")
            }
        }.sorted()
    }

    /// How many rows a question finds.
    func count(_ query: SQL) async throws -> Int64 {
        try await database.read { try $0.rows(query).first?.integer("count") ?? 0 }
    }

    /// A text with every ULID in it replaced.
    private static func masked(_ text: String) -> String {
        text.replacing(#/[0-9A-HJKMNP-TV-Z]{26}/#, with: "ULID")
    }
}
