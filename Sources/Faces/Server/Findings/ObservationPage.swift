import CanonicalJSON
import Identity
import Model
import Pages
import Programme

/// The page of one observation.
struct ObservationPage {
    let estate: Estate
    let references: References

    func view(
        _ observation: Observation, of system: RegisteredSystem, _ context: PageContext
    ) async throws -> ObservationView {
        let standing = try context.standing()
        let unit = UnitPath(system.path) ?? .root
        let facts = observation.facts(of: unit, for: standing, at: context.now).sorted { $0.key < $1.key }
        return ObservationView(
            id: observation.id, kind: observation.reading.kind, kindName: .name(observation.reading.kind),
            system: references.system(system), object: observation.object.id,
            completeness: ObservationView.Completeness(observation.reading.completeness),
            collected: observation.collected, actor: observation.actor,
            facts: facts.map { Fact(name: $0.key, value: $0.value.text ?? $0.value.canonical) },
            evidence: observation.evidence(of: system, for: context).map { Evidence($0, of: observation.reading.kind) },
            results: [],
            findings: [],
            proof: try await estate.proof(of: observation.id))
    }
}
