import CanonicalJSON
import Identity
import Model
import Programme

// What stands behind a verdict, as far as its viewer may see it; pages and the API show the same.

extension Finding {
    /// What made the rule match, as far as the facts behind it may be seen.
    func matches(of system: RegisteredSystem?, for context: PageContext) -> [Sighting.Match] {
        guard let system, let unit = UnitPath(system.path), context.may(.seeObservations, on: system),
            let standing = context.visitor.viewer?.standing
        else { return [] }
        return sighting.matches.filter { !standing.withholds(fact: $0.field, of: unit, at: context.now) }
    }
}

extension Observation {
    /// The facts that are not withheld by an agreement.
    func facts(of unit: UnitPath, for standing: Standing, at instant: Instant) -> [String: JSONValue] {
        reading.facts.filter { !standing.withholds(fact: $0.key, of: unit, at: instant) }
    }

    /// The evidence, where the viewer may see evidence of the system.
    func evidence(of system: RegisteredSystem, for context: PageContext) -> [EvidenceItem] {
        context.may(.seeEvidence, on: system) ? reading.evidence : []
    }
}
