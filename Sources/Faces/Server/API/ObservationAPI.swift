import CanonicalJSON
import Hummingbird
import Identity
import Model
import Programme

/// `/observations`: what instruments and people stated.
struct ObservationAPI {
    let estate: Estate

    var operations: [APIOperation] { [APIOperation(.get, "/observations/{id}", one)] }

    private func one(_ request: Request, _ context: PageContext) async throws -> Response {
        let id = try context.parameters.require("id")
        _ = try APIQuery(request, [])
        let standing = try context.standing()
        guard let observation = try await estate.programme.observation(id, context.scope(.seeObservations)),
            let system = try await estate.programme.system(observation.subject, context.scope(.seeSystems))?.system
        else { throw Refusal.notFound }
        let unit = UnitPath(system.path) ?? .root
        var members = observation.json.members ?? [:]
        members["facts"] = .object(observation.facts(of: unit, for: standing, at: context.now))
        if !context.may(.seeEvidence, on: system) { members["evidence"] = .array([]) }
        members["subject"] = nil
        members["system"] = .string(system.id)
        members["collected"] = observation.collected.json
        if observation.actor.hasPrefix("person:") { members["actor"] = "person" }
        return Response.entity(.object(members), for: request)
    }
}
