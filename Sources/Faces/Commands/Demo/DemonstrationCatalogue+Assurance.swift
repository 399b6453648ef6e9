import Assurance
import CanonicalJSON
import Demonstration
import Model
import Programme
import Rules

extension DemonstrationCatalogue {
    /// The kind of observation that shows an object with nothing wrong.
    private static let shown: [(ObjectReference.Kind, String)] = [
        (.subject, "subject.declared"), (.endpoint, "transit.tls"), (.store, "storage.protection"),
    ]

    /// What the real catalogue says, with the examples that stand beside its rules as what instruments saw.
    ///
    /// - Throws: `Fault` where an example cannot be read.
    init(_ catalogue: Catalogue, schemas: [FactSchema]) throws(Fault) {
        let matcher = catalogue.plan.makeMatcher()
        let byKind = Dictionary(schemas.map { ($0.kind, $0) }) { first, _ in first }
        var weaknesses: [String: [Weakness]] = [:]
        var sound: [ObjectReference.Kind: Reading] = [:]
        for rule in catalogue.rules {
            guard let kind = rule.logsource.category, let schema = byKind[kind] else { continue }
            let examples = try RuleExamples.read(rule)
            if let record = examples.matches.first,
                let match = try matcher.matches(record: record, logsource: rule.logsource).first(where: {
                    $0.rule == rule.id
                })
            {
                let weakness = Weakness(
                    rule, record, catalogue.plan.explain(match, record: record), schema: schema, others: schemas)
                for control in rule.controls { weaknesses[control, default: []].append(weakness) }
            }
            guard let object = Self.shown.first(where: { $0.1 == kind })?.0, sound[object] == nil else { continue }
            for record in examples.passes
            where try matcher.matches(record: record, logsource: rule.logsource).isEmpty {
                sound[object] = Reading(kind: kind, facts: record.filter { schema.contains($0.key) })
            }
        }
        self.init(
            controls: catalogue.controls.map { Control($0, weaknesses: weaknesses[$0.id] ?? []) }, sound: sound,
            digest: catalogue.digest)
    }
}

extension DemonstrationCatalogue.Weakness {
    /// A rule, with the record that it matches taken apart: what instruments state, and what the system file does.
    fileprivate init(
        _ rule: SigmaRule, _ record: Facts, _ explanations: [Explanation], schema: FactSchema, others: [FactSchema]
    ) {
        let fields = explanations.map(\.field).filter { !schema.contains($0) }
        var readings = [Reading(kind: schema.kind, facts: record.filter { schema.contains($0.key) })]
        for other in others where fields.contains(where: other.contains) {
            readings.append(Reading(kind: other.kind, facts: record.filter { other.contains($0.key) }))
        }
        self.init(
            rule: rule.id, title: rule.title, severity: Severity(rawValue: rule.level.rawValue) ?? .medium,
            readings: readings,
            matches: explanations.map {
                Sighting.Match(field: $0.field, value: $0.value.text ?? $0.value.canonical)
            }, setting: record.filter { fields.contains($0.key) })
    }
}

extension DemonstrationCatalogue.Control {
    fileprivate init(_ control: Control, weaknesses: [DemonstrationCatalogue.Weakness]) {
        let kind = control.needs.first?.kind ?? ""
        let absence =
            control.check == .attestation
            ? Message("assurance.not-attested", ["control": control.id])
            : Message("assurance.never-observed", ["kind": kind])
        let speaksOfAll = control.needs.contains { $0.endpoints.isEmpty }
        let bounds = control.applicability
        self.init(
            id: control.id, isDemanded: control.force == .shall, remedy: control.remedy, objects: bounds.objects,
            endpoints: speaksOfAll ? [] : Set(control.needs.flatMap(\.endpoints)), need: (kind, absence),
            weaknesses: weaknesses
        ) { system in
            (bounds.tiers.isEmpty || bounds.tiers.contains(system.tier))
                && (bounds.grades.isEmpty || bounds.grades.contains(system.grade))
                && (bounds.exposures.isEmpty || bounds.exposures.contains(system.exposure))
                && (bounds.personalData == nil || bounds.personalData == system.personalData)
        }
    }
}
