import CanonicalJSON
import Model

/// Of each object and kind, the newest observation that was there at a date.
struct NewestObservations {
    /// What an observation says to a control's need.
    enum Answer: Equatable {
        /// It is there, fresh and complete; its id.
        case there(String)
        /// The store is encrypted, and the need says that it then needs none.
        case notNeeded
        /// It is not, or not enough; why, and its id where there is one that rules may still match on.
        case missing(Message, String?)
    }

    private var byObject: [ObjectReference: [String: Observation]] = [:]

    /// The newest of some observations that are not after a date.
    init(_ observations: [Observation], asOf: Instant) {
        for observation in observations where observation.collected <= asOf {
            let kind = observation.reading.kind
            if let other = byObject[observation.object]?[kind],
                (other.collected, other.id) > (observation.collected, observation.id)
            {
                continue
            }
            byObject[observation.object, default: [:]][kind] = observation
        }
    }

    /// All of them, in an order that does not depend on chance.
    var all: [Observation] {
        byObject.values.flatMap(\.values).sorted {
            ($0.object, $0.reading.kind) < ($1.object, $1.reading.kind)
        }
    }

    /// Those of one object, by kind.
    func of(_ object: ObjectReference) -> [String: Observation] { byObject[object] ?? [:] }

    /// Whether a need is met on an object at a date.
    func answer(to need: Control.Need, on object: ObjectReference, asOf: Instant) -> Answer {
        guard let observation = byObject[object]?[need.kind] else {
            return .missing(Message("assurance.never-observed", ["kind": need.kind]), nil)
        }
        let age = observation.collected.days(until: asOf)
        guard age <= need.freshDays else {
            let arguments = ["kind": need.kind, "days": String(age), "limit": String(need.freshDays)]
            let isHeeded = age <= need.breakingDays && !observation.reading.isNotAssessed
            return .missing(Message("assurance.too-old", arguments), isHeeded ? observation.id : nil)
        }
        switch observation.reading.completeness {
        case .complete:
            let looked = Set((observation.reading.facts["data.overlays"]?.elements ?? []).compactMap(\.text))
            guard let absent = need.detectors.subtracting(looked).min() else { return .there(observation.id) }
            let arguments = ["kind": need.kind, "overlay": absent]
            return .missing(Message("assurance.seen-without-overlay", arguments), observation.id)
        case .partial(let reasons):
            if need.unlessEncrypted, isEncrypted(object) { return .there(observation.id) }
            return .missing(reasons.first ?? Message("assurance.partial", ["kind": need.kind]), observation.id)
        case .notAssessed(let reason):
            if need.unlessEncrypted, isEncrypted(object) { return .notNeeded }
            return .missing(reason, nil)
        }
    }

    private func isEncrypted(_ object: ObjectReference) -> Bool {
        guard let protection = byObject[object]?["storage.protection"],
            protection.reading.completeness == .complete
        else { return false }
        return protection.reading.facts["protection.state"] == .string("encrypted")
            && protection.reading.facts["protection.readable"] != .bool(true)
    }
}

extension Reading {
    fileprivate var isNotAssessed: Bool { if case .notAssessed = completeness { true } else { false } }
}
