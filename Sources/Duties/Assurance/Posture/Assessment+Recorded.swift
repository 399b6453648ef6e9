public import CanonicalJSON
public import Model
public import Programme

extension Assessment {
    /// An assessment as it was recorded, to be written in a form that others read: the verdicts are those of then, and
    /// nothing is judged anew.
    ///
    /// - Parameters:
    ///   - content: what `record(fresh:)` put into the record.
    ///   - observations: those that it rests on.
    ///   - findings: what is open of the system; those that it saw stand behind its verdicts.
    /// - Returns: nil where the catalogue lacks a control that it judged, or the system file is not as this program
    ///   writes it.
    public init?(
        recorded content: JSONValue, id: String, catalogue: Catalogue, observations: [Observation], findings: [Finding]
    ) {
        guard let system = content["system"].flatMap({ SystemFile(json: $0) }),
            let asOf = content["asOf"]?.text.flatMap({ Instant($0) }),
            let assessed = content["assessed"]?.text.flatMap({ Instant($0) }),
            let posture = content["posture"]?.text.flatMap(Posture.init), let statuses = content["statuses"]?.members,
            let digest = content["contentDigest"]?.text, let tool = content["tool"]?.text
        else { return nil }
        let known = Set(observations.map(\.id))
        var verdicts: [ControlVerdict] = []
        for control in catalogue.controls {
            guard let status = statuses[control.id]?.text.flatMap(ControlStatus.init) else { continue }
            let seen = findings.filter { $0.sighting.control == control.id }.map(\.sighting)
            verdicts.append(
                ControlVerdict(
                    control: control, status: status,
                    breaches: status == .broken || status == .waived ? seen.map(Breach.init) : [],
                    observations: Set(seen.map(\.observation)).intersection(known).sorted()))
        }
        guard verdicts.count == statuses.count else { return nil }
        self.init(
            id: id, system: system, asOf: asOf, assessed: assessed, posture: posture, verdicts: verdicts,
            nextSteps: [], observations: observations, contentDigest: digest, tool: tool,
            overlays: (content["overlays"]?.elements ?? []).compactMap { OverlayMark(json: $0) })
    }
}

extension Breach {
    fileprivate init(_ sighting: Sighting) {
        self.init(
            rule: sighting.rule, title: sighting.title, level: sighting.severity.rawValue, object: sighting.object,
            observation: sighting.observation,
            matches: sighting.matches.map { Match(selection: "", field: $0.field, value: $0.value) }, evidence: [])
    }
}
