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
                id: verdict.control.id, name: verdict.control.title[language], help: verdict.control.remedy[language],
                properties: [
                    "force": .string(verdict.control.force.rawValue), "check": .string(verdict.control.check.rawValue),
                    "sources": .strings(
                        verdict.control.sources.map { "\($0.document) \($0.clause) (\($0.standing.rawValue))" }),
                ])
        }
        let (tool, version) = Self.split(assessment.tool)
        return SARIFLog(
            tool: tool, version: version, language: language.rawValue, rules: rules,
            results: named.flatMap(results)
        ).json
    }

    private func results(of verdict: ControlVerdict) -> [SARIFLog.Result] {
        let suppression = verdict.waiver.map { "\($0.grantedBy): \($0.reason) (\($0.from) – \($0.until))" }
        let level: SARIFLog.Level = verdict.control.force == .shall ? .error : .warning
        let broken = verdict.breaches.map { breach in
            SARIFLog.Result(
                rule: verdict.control.id, level: level, kind: "fail",
                message: "\(breach.object.id): \(breach.title[language])", locations: locations(of: breach),
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
