import Assurance
import CanonicalJSON
import Model
import OSCAL
import Pages
import Phrases

/// An assessment as OSCAL assessment results: what was looked at, what was seen, and a finding for each control.
struct AssessmentOSCAL {
    let assessment: Assessment
    let phrases: PhraseBook
    let language: Language

    var json: JSONValue {
        let subject = assessment.system.subject
        let applicable = assessment.verdicts.filter { $0.status != .notApplicable }
        return AssessmentResults(
            uuid: NameBasedUUID.of("assessment \(assessment.id)"), title: subject.name[language],
            description: say("pages.posture-\(assessment.posture.rawValue)"), tool: assessment.tool,
            moment: assessment.assessed.description, language: language.rawValue,
            properties: assessment.overlays.map { .init("overlay", "\($0.label) sha256:\($0.digest)") },
            controls: applicable.map(\.control.id),
            excluded: assessment.verdicts.filter { $0.status == .notApplicable }.map(\.control.id),
            items: objects.map { object in
                AssessmentResults.Item(
                    uuid: uuid(of: object), description: "\(object.kind.rawValue) \(object.id)",
                    properties: [.init("kind", object.kind.rawValue), .init("id", object.id)])
            },
            observations: assessment.observations.map(observation), findings: applicable.map(finding)
        ).json
    }

    private var objects: [ObjectReference] {
        Set(ObjectReference.Kind.allCases.flatMap { assessment.system.objects($0) }).sorted()
    }

    private func observation(_ observation: Observation) -> AssessmentResults.Observation {
        let method: AssessmentResults.Observation.Method =
            switch observation.reading.kind {
            case AttestationProbe.kind: .interview
            case DeclaredProbe.kind, ComponentProbe.kind: .examine
            default: .test
            }
        var properties = [AssessmentResults.Property("kind", observation.reading.kind)]
        properties += observation.reading.facts.sorted { $0.key < $1.key }.compactMap { name, value in
            let trimmed = words(value.text ?? value.canonical)
            return trimmed.isEmpty ? nil : AssessmentResults.Property(name, trimmed)
        }
        let description: String =
            switch observation.reading.completeness {
            case .complete: say("pages.complete")
            case .partial(let reasons): reasons.map { phrases.text($0, in: language) }.joined(separator: " ")
            case .notAssessed(let reason): phrases.text(reason, in: language)
            }
        return AssessmentResults.Observation(
            uuid: NameBasedUUID.of("observation \(observation.id)"),
            title: "\(observation.reading.kind) \(observation.object.id)", description: description, method: method,
            item: uuid(of: observation.object), collected: observation.collected.description, properties: properties,
            evidence: observation.reading.evidence.prefix(20).map {
                "\($0.type), \($0.place.printable): \($0.shown.printable)"
            })
    }

    private func finding(_ verdict: ControlVerdict) -> AssessmentResults.Finding {
        let reason: String =
            switch verdict.status {
            case .held: "pass"
            case .broken: "fail"
            case .waived, .unknown, .notApplicable: "other"
            }
        var remarks = verdict.breaches.map {
            "\($0.object.id): \(words($0.title))" + ($0.overlay.map { " (\(wording.rule($0)))" } ?? "")
        }
        remarks += verdict.missing.map { "\($0.object.id): \(phrases.text($0.reason, in: language))" }
        if let waiver = verdict.waiver {
            remarks.append("\(waiver.grantedBy): \(waiver.reason) (\(waiver.from) – \(waiver.until))")
        }
        var properties: [AssessmentResults.Property] = [
            .init("status", verdict.status.rawValue), .init("force", verdict.control.force.rawValue),
            .init("check", verdict.control.check.rawValue),
        ]
        let overlay = verdict.control.overlay
        for source in verdict.control.sources {
            properties.append(.init("source", words("\(source.document) \(source.clause)")))
            properties.append(.init("standing", overlay == nil ? source.standing.rawValue : "overlay"))
        }
        if let overlay { properties.append(.init("origin", words(wording.origin(overlay)))) }
        properties += verdict.control.tightenings.map { .init("tightened", words(wording.tightening($0))) }
        let spoken = verdict.control.title.shown(in: language).language
        if spoken != language { properties.append(.init("language", spoken.rawValue)) }
        return AssessmentResults.Finding(
            uuid: NameBasedUUID.of("finding \(assessment.id) \(verdict.control.id)"),
            title: "\(verdict.control.id) \(words(verdict.control.title))",
            description: words(verdict.control.statement), control: verdict.control.id,
            satisfied: verdict.status == .held, reason: reason,
            remarks: remarks.isEmpty ? nil : remarks.joined(separator: "\n"), properties: properties,
            observations: verdict.observations.map { NameBasedUUID.of("observation \($0)") })
    }

    private func uuid(of object: ObjectReference) -> String {
        NameBasedUUID.of("item \(assessment.system.subject.id) \(object.kind.rawValue) \(object.id)")
    }

    private var wording: OverlayWording { OverlayWording(phrases: phrases, language: language) }

    private func words(_ text: LocalizedText) -> String { words(text.shown(in: language).text) }

    /// OSCAL's string type has no blanks at its ends.
    private func words(_ text: String) -> String {
        text.printable.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }

    private func say(_ id: String) -> String { phrases.text(Message(id), in: language) }
}
