import Assurance
import CanonicalJSON
import Model
import Phrases
import SARIF

/// An assessment as SARIF: a result for each breach and for each thing that could not be seen.
struct AssessmentSARIF {
    let assessment: Assessment
    let phrases: PhraseBook
    let language: Language

    var json: JSONValue {
        let named = assessment.verdicts.filter { $0.status != .notApplicable }
        let rules = named.map { verdict in
            SARIFLog.Rule(
                id: verdict.control.id, name: verdict.control.title.shown(in: language).text,
                help: verdict.control.remedy.shown(in: language).text, properties: properties(of: verdict.control))
        }
        let (tool, version) = Self.split(assessment.tool)
        return SARIFLog(
            tool: tool, version: version, extensions: assessment.overlays.map(component), language: language.rawValue,
            rules: rules, results: named.flatMap(results)
        ).json
    }

    private func properties(of control: Control) -> [String: JSONValue] {
        let isOwn = control.overlay == nil
        var properties: [String: JSONValue] = [
            "force": .string(control.force.rawValue), "check": .string(control.check.rawValue),
            "sources": .strings(
                control.sources.map { "\($0.document) \($0.clause) (\(isOwn ? $0.standing.rawValue : "overlay"))" }),
        ]
        properties["overlay"] = control.overlay.map { .string($0.label) }
        if !control.tightenings.isEmpty { properties["tightened"] = .array(control.tightenings.map(\.json)) }
        let spoken = control.title.shown(in: language).language
        if spoken != language { properties["language"] = .string(spoken.rawValue) }
        return properties
    }

    private func component(_ overlay: OverlayMark) -> SARIFLog.Component {
        SARIFLog.Component(
            name: "overlay \(overlay.namespace)", version: overlay.version,
            organization: overlay.issuer.shown(in: language).text,
            properties: ["sha256": .string(overlay.digest), "issued": .string(overlay.issued.description)])
    }

    private func results(of verdict: ControlVerdict) -> [SARIFLog.Result] {
        let suppression = verdict.waiver.map { "\($0.grantedBy): \($0.reason) (\($0.from) – \($0.until))" }
        let level: SARIFLog.Level = verdict.control.force == .shall ? .error : .warning
        let broken = verdict.breaches.map { breach in
            SARIFLog.Result(
                rule: verdict.control.id, level: level, kind: "fail",
                message: "\(breach.object.id): \(breach.title.shown(in: language).text)",
                locations: locations(of: breach),
                fingerprint: "\(verdict.control.id)/\(breach.rule)/\(breach.object.kind.rawValue)/\(breach.object.id)",
                suppression: suppression)
        }
        let unknown = verdict.missing.map { missing in
            SARIFLog.Result(
                rule: verdict.control.id, level: .none, kind: "open",
                message: "\(missing.object.id): \(phrases.text(missing.reason, in: language))",
                locations: [Self.location(missing.object)],
                fingerprint:
                    "\(verdict.control.id)/\(missing.kind)/\(missing.object.kind.rawValue)/\(missing.object.id)",
                suppression: suppression)
        }
        return broken + unknown
    }

    private func locations(of breach: Breach) -> [SARIFLog.Location] {
        let places = breach.evidence.map { item in
            SARIFLog.Location(logicalName: "\(breach.object.id)/\(item.place)", logicalKind: "resource")
        }
        return places.isEmpty ? [Self.location(breach.object)] : places
    }

    private static func location(_ object: ObjectReference) -> SARIFLog.Location {
        SARIFLog.Location(logicalName: object.id, logicalKind: "resource")
    }

    private static func split(_ tool: String) -> (String, String) {
        let parts = tool.split(separator: " ", maxSplits: 1)
        return (parts.first.map(String.init) ?? tool, parts.count > 1 ? String(parts[1]) : "")
    }
}
