import Assurance
import CanonicalJSON
import Handover
import Identity
import Journal
import Model
import OSCAL
import Programme

/// The export of a body and its departure, over an open record.
struct BodyHandover: Sendable {
    let admin: AdminRecord
    let session: Session
    private static let page = 500

    private var export: BodyExport {
        BodyExport(
            journal: admin.record.journal, database: admin.record.database, programme: admin.record.programme,
            seal: admin.seal, sealer: admin.sealer, program: session.tool)
    }

    var departure: Departure {
        Departure(journal: admin.record.journal, units: admin.units, people: admin.people, sealer: admin.sealer)
    }

    /// Exports a body, and reads the export to its end: what cannot be proven is no export.
    func make(_ unit: String, to folder: String) async throws -> ExportReport {
        let catalogue = try session.catalogue()
        let report = try await export.make(
            unit, to: folder, reports: { try await reports($0, catalogue) }, at: session.now)
        _ = try await check(folder, of: unit)
        return report
    }

    /// Checks an export of this record.
    func check(_ folder: String, of unit: String) async throws -> StoredExport {
        let stored = try await StoredExport.check(folder, log: admin.record.journal.verifier())
        guard stored.unit == unit else {
            throw Fault("handover.other-unit", ["unit": stored.unit], at: SourcePlace(file: folder))
        }
        return stored
    }

    /// The newest assessment of a system in OSCAL, where the catalogue of today knows every control that it judged.
    private func reports(_ standing: SystemStanding, _ catalogue: Catalogue) async throws -> [String: [UInt8]] {
        let (programme, system) = (admin.record.programme, standing.system.id)
        guard let id = standing.assessment, let content = try await programme.assessment(id, of: system) else {
            return [:]
        }
        let ids = (content["observations"]?.elements ?? []).compactMap(\.text)
        let observations = try await programme.observations(named: ids)
        guard
            let assessment = Assessment(
                recorded: content, id: id, catalogue: catalogue,
                observations: ids.compactMap { observations[$0] }, findings: try await open(system))
        else { return [:] }
        let oscal = AssessmentOSCAL(assessment: assessment, phrases: session.phrases, language: session.language)
        return ["oscal/\(system).assessment-results.json": Array((oscal.json.pretty + "\n").utf8)]
    }

    private func open(_ system: String) async throws -> [Finding] {
        var filter = FindingFilter()
        filter.subject = system
        filter.state = .open
        var (findings, after): ([Finding], Cursor?) = ([], nil)
        repeat {
            let page = try await admin.record.programme.findings(filter, .everything, after: after, limit: Self.page)
            findings += page.rows
            after = page.next
        } while after != nil
        return findings
    }
}
