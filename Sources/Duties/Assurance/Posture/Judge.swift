import CanonicalJSON
public import Model
import Rules

/// Judges observations by a catalogue: for each control held, broken, waived or unknown, and what stands behind it.
public struct Judge: Sendable {
    private let catalogue: Catalogue

    /// A judge by a catalogue.
    public init(_ catalogue: Catalogue) { self.catalogue = catalogue }

    /// The verdicts on one system, in catalogue order.
    ///
    /// - Parameters:
    ///   - system: the system, whose objects are the scope.
    ///   - observations: what was seen of it, of any age; of each object and kind the newest not after `asOf` counts.
    ///   - asOf: the date judged for.
    /// - Throws: `Fault` where a rule could not be evaluated (a regular expression beyond its limits).
    public func verdicts(
        on system: SystemFile, from observations: [Observation], asOf: Instant
    ) throws(Fault) -> [ControlVerdict] {
        let newest = NewestObservations(observations, asOf: asOf)
        let breaches = try self.breaches(on: system, newest: newest, asOf: asOf)
        return catalogue.controls.map { control in
            verdict(on: control, system: system, newest: newest, breaches: breaches[control.id] ?? [], asOf: asOf)
        }
    }

    /// The word on the whole: *shall* controls decide.
    public static func posture(of verdicts: [ControlVerdict]) -> Posture {
        let shall = verdicts.filter { $0.control.force == .shall }
        if shall.contains(where: { $0.status == .broken }) { return .fallsShort }
        return shall.contains { $0.status == .unknown } ? .unknown : .held
    }

    private func breaches(
        on system: SystemFile, newest: NewestObservations, asOf: Instant
    ) throws(Fault) -> [String: [Breach]] {
        let rules = Dictionary(catalogue.rules.map { ($0.id, $0) }) { first, _ in first }
        let matcher = catalogue.plan.makeMatcher()
        var breaches: [String: [Breach]] = [:]
        for observation in newest.all {
            if case .notAssessed = observation.reading.completeness { continue }
            let others = newest.of(observation.object)
            var matched: Set<String> = []
            // What detectors of overlays add may break a control of the centre. It cannot keep one from being broken: rules of
            // the centre judge what the centre's own detectors found too, as if nothing had been added.
            let isAddedTo = observation.reading.isAddedTo || others.values.contains { $0.reading.isAddedTo }
            for isOfCentre in isAddedTo ? [false, true] : [false] {
                let record = JudgementRecord(system: system, asOf: asOf, isOfCentre: isOfCentre)
                    .facts(of: observation, others: others)
                let source = LogSource(category: observation.reading.kind, product: "seawall", service: nil)
                for match in try matcher.matches(record: record, logsource: source) {
                    let origin = catalogue.overlay(ofRule: match.rule)
                    guard let rule = rules[match.rule], !isOfCentre || origin == nil,
                        matched.insert(match.rule).inserted
                    else { continue }
                    let breach = breach(match, of: rule, origin, record, observation)
                    for control in rule.controls { breaches[control, default: []].append(breach) }
                }
            }
        }
        return breaches
    }

    private func breach(
        _ match: RuleMatch, of rule: SigmaRule, _ origin: OverlayMark?, _ record: Facts, _ observation: Observation
    ) -> Breach {
        Breach(
            rule: rule.id, title: rule.title, level: rule.level.rawValue, object: observation.object,
            observation: observation.id,
            matches: catalogue.plan.explain(match, record: record).map { explanation in
                Breach.Match(
                    selection: explanation.selection, field: explanation.field,
                    value: explanation.value.text ?? explanation.value.canonical)
            },
            evidence: Self.best(observation.reading.evidence), overlay: origin)
    }

    private func verdict(
        on control: Control, system: SystemFile, newest: NewestObservations, breaches: [Breach], asOf: Instant
    ) -> ControlVerdict {
        guard control.applicability.binds(system.subject) else {
            return ControlVerdict(control: control, status: .notApplicable)
        }
        let scope = ControlScope(control: control, system: system)
        var missing = scope.missing.map { MissingObservation(object: $0.object, kind: $0.kind, reason: $0.reason) }
        var used: Set<String> = []
        for (object, need) in scope.pairs {
            switch newest.answer(to: need, on: object, asOf: asOf) {
            case .there(let id): used.insert(id)
            case .notNeeded: break
            case .missing(let reason, let id):
                if let id { used.insert(id) }
                missing.append(MissingObservation(object: object, kind: need.kind, reason: reason))
            }
        }
        // A rule speaks only of what the control asked for: an observation too old to hold it cannot break it either.
        let standing = breaches.filter { used.contains($0.observation) }
        if scope.pairs.isEmpty, missing.isEmpty { return ControlVerdict(control: control, status: .notApplicable) }
        let status: ControlStatus = !standing.isEmpty ? .broken : !missing.isEmpty ? .unknown : .held
        var verdict = ControlVerdict(
            control: control, status: status, breaches: standing, missing: missing, observations: used.sorted())
        applyWaiver(to: &verdict, system: system, asOf: asOf)
        return verdict
    }

    private func applyWaiver(to verdict: inout ControlVerdict, system: SystemFile, asOf: Instant) {
        guard verdict.status == .broken || verdict.status == .unknown else { return }
        let objects = Set(verdict.breaches.map(\.object) + verdict.missing.map(\.object))
        let waivers = system.waivers.filter { $0.control == verdict.control.id }
        let covering = waivers.filter { waiver in objects.contains { waiver.covers($0, on: asOf.date) } }
        if objects.allSatisfy({ object in covering.contains { $0.covers(object, on: asOf.date) } }) {
            verdict.waiver = covering.max { $0.until < $1.until }
            verdict.status = .waived
        } else {
            verdict.lapsed = waivers.filter { !($0.from <= asOf.date && asOf.date <= $0.until) }
                .max { $0.until < $1.until }
        }
    }

    private static func best(_ evidence: [EvidenceItem]) -> [EvidenceItem] {
        Array(evidence.sorted { $0.confidence > $1.confidence }.prefix(10))
    }
}
