import Backups
import CanonicalJSON
import Files
public import Identity
public import Journal
public import Model
public import Programme
public import Sealing
public import Storage
import TransparencyLog

/// Writes down all that is recorded of a body, for the body itself: readable, and with what proves it.
public struct BodyExport: Sendable {
    /// Makes more files of a system out of what the export holds of it, by their names in the folder.
    public typealias Reports = @Sendable (_ system: SystemStanding) async throws -> [String: [UInt8]]

    private let journal: Journal
    private let database: any Database
    private let programme: Programme
    private let seal: PersonalSeal
    private let sealer: Sealer
    private let program: String
    private static let page = 500

    /// - Parameters:
    ///   - seal: opens what is kept of people.
    ///   - sealer: opens what events keep outside.
    ///   - program: what makes it, with its version.
    public init(
        journal: Journal, database: any Database, programme: Programme, seal: PersonalSeal, sealer: Sealer,
        program: String
    ) {
        self.journal = journal
        self.database = database
        self.programme = programme
        self.seal = seal
        self.sealer = sealer
        self.program = program
    }

    /// Exports a unit and all below it into a new folder, whole or not at all; also one that left, as long as nothing
    /// of it was erased.
    ///
    /// All receipts are by one checkpoint; what is recorded meanwhile may be in the files of records, and is not proven.
    ///
    /// - Throws: `Fault` (`identity.no-unit`, `sealing.…`, `journal.…`, `files.…`).
    public func make(_ unit: String, to path: String, reports: Reports, at now: Instant) async throws -> ExportReport {
        // What is wrong with the name is said before anything is read.
        _ = try await BodyRecord.read(unit, from: database, opening: seal)
        let head = try await journal.carrier.head()
        return try await AtomicFolder.write(to: path) { partial in
            let folder = ExportFolder(partial)
            try folder.begin()
            let record = try await BodyRecord.read(unit, from: database, opening: seal)
            try await writeBody(record, to: folder)
            for system in try await programme.systems(ofUnits: record.ids) {
                try await write(system, to: folder)
                try await folder.write(reports(system))
            }
            try await writeEvents(record, head, to: folder)
            try await folder.finish()
            try await seal(folder, unit, head, at: now)
            return ExportReport(
                path: path, unit: unit, counts: folder.counts, size: head.checkpoint.size)
        }
    }

    private func writeBody(_ record: BodyRecord, to folder: ExportFolder) async throws {
        try await folder.append(record.units.map(\.line), to: .units)
        try await folder.append(record.members.map(\.line), to: .people)
        try await folder.append(record.offices.map(\.line), to: .offices)
        try await folder.append(record.agreements.map(\.line), to: .agreements)
        let values = try await journal.privateValues(of: record.ids, openedBy: sealer)
        try await folder.append(values.map(\.line), to: .privateValues)
    }

    private func write(_ standing: SystemStanding, to folder: ExportFolder) async throws {
        let id = standing.system.id
        try await folder.append([standing.line], to: .systems)
        var after: Cursor?
        repeat {
            let page = try await programme.observations(of: id, after: after, limit: Self.page)
            try await folder.append(page.rows.map(\.line), to: .observations)
            after = page.next
        } while after != nil
        repeat {
            let page = try await programme.assessments(of: id, after: after, limit: Self.page)
            for entry in page.rows {
                guard let content = try await programme.assessment(entry.id, of: id) else { continue }
                let line = content.adding([
                    "id": .string(entry.id), "subject": .string(id), "at": .moment(entry.at),
                ])
                try await folder.append([line], to: .assessments)
                if entry.id == standing.assessment {
                    try await folder.append(Self.results(of: content, entry.id, id), to: .results)
                }
            }
            after = page.next
        } while after != nil
        var filter = FindingFilter()
        filter.subject = id
        repeat {
            let page = try await programme.findings(filter, .everything, after: after, limit: Self.page)
            try await folder.append(page.rows.map(\.line), to: .findings)
            after = page.next
        } while after != nil
    }

    /// The verdict on each control, by the newest assessment.
    private static func results(of content: JSONValue, _ assessment: String, _ system: String) -> [JSONValue] {
        (content["statuses"]?.members ?? [:]).sorted { $0.key < $1.key }.map { control, status in
            [
                "system": .string(system), "control": .string(control), "status": status,
                "assessment": .string(assessment),
            ]
        }
    }

    private func writeEvents(_ record: BodyRecord, _ head: LogHead, to folder: ExportFolder) async throws {
        let selections = Self.selections(record.units.first?.unit.id ?? "")
        var rest = try await journal.leaves(of: selections, before: head.checkpoint.size)[...]
        while !rest.isEmpty {
            let page = try await journal.receipts(of: Array(rest.prefix(Self.page)), by: head.note)
            rest = rest.dropFirst(Self.page)
            let own = page.filter { record.concerns($0.event) }
            try await folder.append(own.map(\.event.json), to: .events)
            try await folder.append(own.compactMap(\.event.decisionLine), to: .decisions)
            try await folder.append(own.map(\.line), to: .receipts)
        }
    }

    /// The events of a unit and all below it.
    static func selections(_ unit: String, withLeaving: Bool = true) -> [EventSelection] {
        BodyRecord.selections(unit, withLeaving: withLeaving)
            + Programme.selections(ofUnits: BodyRecord.units(below: unit))
    }

    /// Puts what says what the rest is, and the signed digests of all of it.
    private func seal(_ folder: ExportFolder, _ unit: String, _ head: LogHead, at now: Instant) async throws {
        let counts = folder.counts.map { ($0.key.rawValue, JSONValue.integer(Int64($0.value))) }
        let manifest: JSONValue = [
            "format": "seawall-body-export", "version": .integer(Int64(ExportNames.version)),
            "made": .moment(now), "program": .string(program), "unit": .string(unit),
            "log": [
                "origin": .string(head.checkpoint.origin), "size": .integer(Int64(clamping: head.checkpoint.size)),
                "root": .string(head.root),
            ],
            "records": .object(Dictionary(uniqueKeysWithValues: counts)),
        ]
        try await folder.write([
            ExportNames.manifest: Array((manifest.pretty + "\n").utf8),
            ExportNames.checkpoint: Array(head.note.description.utf8),
            ExportNames.key: Array(try await journal.verifier().description.utf8),
        ])
        let sums = Array(try await folder.sums().text.utf8)
        let note = try journal.carrier.sign(
            ExportNames.signedText(FileDigest.hexadecimal(of: sums)), after: head)
        try await folder.write([
            ExportNames.sums: sums, ExportNames.signature: Array(note.description.utf8),
        ])
    }
}
