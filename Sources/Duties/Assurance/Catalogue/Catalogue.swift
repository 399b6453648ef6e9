public import Model
import Phrases
public import Rules

/// The controls and the rules that break them, compiled once.
public struct Catalogue: Sendable {
    /// The controls, in the order of their ids.
    public let controls: [Control]
    /// The rules, in the order of their files.
    public let rules: [SigmaRule]
    /// The rules, ready to match.
    public let plan: RulePlan
    /// SHA-256 over the names and bytes of the files it was made from, and over the digests of overlays, in hexadecimal.
    public let digest: String
    /// The overlays that take part, in the order of their namespaces.
    public let overlays: [OverlayMark]
    /// Whose a rule is that an overlay added, by its id.
    let origins: [String: OverlayMark]

    /// A catalogue of controls and rules that belong together.
    ///
    /// - Parameter mustBeComplete: whether every control that an instrument decides must have a rule: without one
    ///   it could never be broken. A draft of rules need not be complete.
    /// - Throws: `Fault` where a rule names a control that is not there or judges what the control does not need, a
    ///   control lacks a rule, or a rule names a fact that no instrument states.
    public init(
        controls: [Control], rules: [SigmaRule], schemas: [FactSchema], digest: String, mustBeComplete: Bool = true
    ) throws(Fault) {
        try self.init(
            controls: controls, rules: rules, schemas: schemas, digest: digest, mustBeComplete: mustBeComplete,
            overlays: [], origins: [:])
    }

    /// A catalogue with overlays.
    init(
        controls: [Control], rules: [SigmaRule], schemas: [FactSchema], digest: String, mustBeComplete: Bool,
        overlays: [OverlayMark], origins: [String: OverlayMark]
    ) throws(Fault) {
        self.overlays = overlays
        self.origins = origins
        self.controls = controls.sorted { $0.id < $1.id }
        self.rules = rules
        self.digest = digest
        let byID = Dictionary(controls.map { ($0.id, $0) }) { first, _ in first }
        var ruled: Set<String> = []
        for rule in rules {
            for control in rule.controls {
                guard let needs = byID[control]?.needs else {
                    let nearest = NearestName.of(control, among: byID.keys) ?? ""
                    throw Fault(
                        "assurance.rule-without-control", ["control": control, "nearest": nearest], at: rule.place)
                }
                guard let category = rule.logsource.category, needs.contains(where: { $0.kind == category }) else {
                    throw Fault(
                        "assurance.rule-beside-needs",
                        ["control": control, "kinds": needs.map(\.kind).joined(separator: ", ")], at: rule.place)
                }
                ruled.insert(control)
            }
            guard !rule.controls.isEmpty else { throw Fault("assurance.rule-without-tag", at: rule.place) }
        }
        for control in controls where mustBeComplete && !ruled.contains(control.id) {
            throw Fault("assurance.control-without-rule", ["control": control.id])
        }
        let kinds = Set(schemas.map(\.kind))
        for control in controls {
            for need in control.needs where !kinds.contains(need.kind) {
                throw Fault("assurance.unknown-need", ["control": control.id, "kind": need.kind])
            }
        }
        let common =
            JudgementRecord.commonFacts
            + schemas.filter { JudgementRecord.storeKinds.contains($0.kind) }.flatMap { $0.fields.map(\.name) }
        plan = try RulePlan(rules, schemas: schemas, common: common)
    }

    /// The overlay that added a rule; nil for the centre's own.
    public func overlay(ofRule id: String) -> OverlayMark? { origins[id] }
}
