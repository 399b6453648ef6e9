import Assurance
import CanonicalJSON
import Identity
import Model
import Pages
import Programme
import Rules

/// The page of one finding.
struct FindingPage {
    let estate: Estate
    let references: References
    private static let evidenceShown = 20

    func view(_ finding: Finding, _ context: PageContext) async throws -> FindingView {
        let system = try await estate.programme.system(finding.subject, .everything)?.system
        let control = estate.catalogue.controls.first { $0.id == finding.sighting.control }
        let reference = FindingRows(estate: estate, references: references).reference(finding, system)
        return FindingView(
            id: finding.id, what: .localized(finding.sighting.title),
            why: control.map { .localized($0.statement) } ?? .name(finding.sighting.control),
            remedy: control.map { .localized($0.remedy) } ?? .name("–"), severity: finding.sighting.severity,
            state: FindingState(finding), system: reference, object: finding.sighting.object.id,
            rule: .name(ruleName(finding.sighting.rule)), controls: [estate.control(finding.sighting.control)],
            opened: finding.opened, due: finding.due, behind: try await behind(finding, system, context),
            proof: try await estate.proof(of: finding.id), actions: actions(finding),
            buttons: system.map { buttons(finding, $0, context) } ?? [], note: FormState(), version: finding.version,
            history: try await HistoryEntries(estate: estate).of(finding: finding))
    }

    /// The file that a rule stands in, which says more than its id.
    private func ruleName(_ id: String) -> String {
        let rule = estate.catalogue.rules.first { $0.id == id }
        return rule?.place.file.split(separator: "/").last.map(String.init) ?? id
    }

    private func behind(
        _ finding: Finding, _ system: RegisteredSystem?, _ context: PageContext
    ) async throws -> [FindingView.Behind] {
        guard let system, context.may(.seeObservations, on: system),
            let observation = try await estate.programme.observation(
                finding.sighting.observation, context.scope(.seeObservations))
        else { return [] }
        return [
            FindingView.Behind(
                role: .opened, observation: SystemView.ObservationRow(observation),
                matched: finding.matches(of: system, for: context).map {
                    Fact(name: $0.field, value: $0.value, isMatched: true)
                },
                evidence: observation.evidence(of: system, for: context).prefix(Self.evidenceShown).map {
                    Evidence($0, of: observation.reading.kind)
                })
        ]
    }

    private func actions(_ finding: Finding) -> [FindingView.Action] {
        finding.plan.map { plan in
            [
                FindingView.Action(
                    what: .written(plan.note, in: nil), due: plan.due, isDone: finding.state == .closed)
            ]
        } ?? []
    }

    private func buttons(_ finding: Finding, _ system: RegisteredSystem, _ context: PageContext) -> [ActionButton] {
        guard finding.state == .open else { return [] }
        var buttons: [ActionButton] = []
        let path = Paths.finding(finding.id)
        if context.may(.fixFindings, on: system) {
            buttons.append(ActionButton(.say("server.plan"), url: "\(path)/plan", weight: .primary))
            if finding.step == .answer || finding.step == .fix {
                buttons.append(ActionButton(.say("server.ask"), url: "\(path)/ask"))
            }
        }
        if finding.step == .decide, context.may(.makeDecisions, on: system) {
            buttons.append(ActionButton(.say("server.decide"), url: "\(path)/decide", weight: .primary))
        }
        return buttons
    }
}

extension Finding {
    /// Changes whenever anything that a person decides on changes.
    var version: String {
        let parts: [JSONValue] = [
            .string(state.rawValue), .string(step.rawValue), due.json, .string(sighting.severity.rawValue),
            .string(plan?.note ?? ""), .string(acceptance?.reason ?? ""), acceptance?.until.json ?? .null,
        ]
        return JSONValue.array(parts).fingerprint
    }
}

extension Evidence {
    /// A piece of evidence behind an observation of a kind: what was found in data has a name, the rest an id.
    init(_ item: EvidenceItem, of kind: String) {
        self.init(
            type: kind == "data.inventory" ? .say("detectors.\(item.type)") : .name(item.type), place: item.place,
            shown: item.shown,
            confidence: Int((item.confidence * 100).rounded()), reasons: item.reasons.map { .message($0) })
    }
}
