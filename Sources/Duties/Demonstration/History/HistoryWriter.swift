import CanonicalJSON
import Model
import Programme

/// Makes records of what is planned, in the form that real assessments have (`Assessment.record`).
struct HistoryWriter {
    /// Who made up what is recorded.
    static let actor = "seawall demo"
    private static let stepsShown = 3

    let catalogue: DemonstrationCatalogue
    let system: EstatePlan.PlannedSystem

    /// The record of a look.
    func record(_ look: SystemHistory.Look) -> AssessmentRecord {
        let standings = Array(zip(catalogue.controls, look.statuses))
        let broken = standings.filter { $1 == .broken }.map(\.0)
        let unseen = standings.filter { $1 == .unknown }.map(\.0)
        let attested = look.sightings.filter { $0.object.kind == .attestation }
        let conclusion: [String: JSONValue] = [
            "id": .string(look.id),
            "system": system.history.objects.json(
                department: system.department, attested: attested.map { ($0.control, look.at.adding(days: -100).date) }),
            "asOf": .string(look.at.description), "assessed": .string(look.at.description),
            "posture": .string(posture(broken, unseen)), "contentDigest": .string(catalogue.digest),
            "tool": .string(Self.actor),
            "statuses": .object(
                Dictionary(uniqueKeysWithValues: standings.map { ($0.id, .string($1.rawValue)) })),
            "nextSteps": .array(broken.prefix(Self.stepsShown).map { step($0, look) }),
            "observations": .strings(look.observations.map(\.id).sorted()),
            "missing": .object(Dictionary(uniqueKeysWithValues: unseen.map { ($0.id, [missing($0)]) })),
            "current": true,
        ]
        let settled = standings.filter { $1 == .held || $1 == .notApplicable }.map(\.0.id)
        return AssessmentRecord(
            id: look.id, subject: system.entry.id, observations: look.observations, conclusion: .object(conclusion),
            sightings: look.sightings, settled: Set(settled), at: look.at, actor: Self.actor)
    }

    private func posture(
        _ broken: [DemonstrationCatalogue.Control], _ unseen: [DemonstrationCatalogue.Control]
    ) -> String {
        if broken.contains(where: \.isDemanded) { return "falls-short" }
        return unseen.contains(where: \.isDemanded) ? "unknown" : "held"
    }

    private func step(_ control: DemonstrationCatalogue.Control, _ look: SystemHistory.Look) -> JSONValue {
        let objects = look.sightings.filter { $0.control == control.id }.map(\.object)
        return [
            "kind": "mend", "control": .string(control.id), "objects": .array(objects.map(Self.json)),
            "remedy": control.remedy.json,
        ]
    }

    private func missing(_ control: DemonstrationCatalogue.Control) -> JSONValue {
        let places = system.history.objects.settings(control.objects, control: control.id)
        let isAttested = control.objects == .attestation
        let object = isAttested ? ObjectReference(.subject, system.entry.id) : places[0].object
        return [
            "object": Self.json(object), "kind": .string(control.need.kind), "reason": control.need.absence.json,
        ]
    }

    private static func json(_ object: ObjectReference) -> JSONValue {
        ["kind": .string(object.kind.rawValue), "id": .string(object.id)]
    }
}
