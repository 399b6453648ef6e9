import CanonicalJSON
import Hummingbird
import Identity
import Model
import Programme

/// `/observations`: what instruments and people stated.
struct ObservationAPI {
    let estate: Estate

    var operations: [APIOperation] {
        [
            APIOperation(.get, "/observations/{id}", one), APIOperation(.get, "/systems/{id}/observations", list),
        ]
    }

    private func one(_ request: Request, _ context: PageContext) async throws -> Response {
        _ = try APIQuery(request, [])
        let (observation, system) = try await Lookup(estate: estate, context: context).observation()
        return Response.entity(try json(observation, of: system, context), for: request)
    }

    /// The newest of each kind of each object: what the system is judged by.
    private func list(_ request: Request, _ context: PageContext) async throws -> Response {
        let query = try APIQuery(request, APIQuery.paging)
        let (after, limit) = (try query.after()?.id ?? "", try query.limit())
        let system = try await Lookup(estate: estate, context: context).system().system
        guard context.may(.seeObservations, on: system) else { throw Refusal.notFound }
        let found = try await estate.programme.newestObservations(subject: system.id, before: context.now)
            .filter { $0.id > after }.sorted { $0.id < $1.id }
        let rows = found.prefix(limit)
        return try Response.list(
            rows.map { try json($0, of: system, context) },
            next: found.count > limit ? rows.last.map { Cursor(id: $0.id) } : nil, for: request)
    }

    /// As the API writes an observation, as far as its facts and its evidence may be shown to the key.
    private func json(
        _ observation: Observation, of system: RegisteredSystem, _ context: PageContext
    ) throws(Refusal) -> JSONValue {
        var members = observation.json.members ?? [:]
        members["facts"] = .object(
            observation.facts(of: UnitPath(system.path) ?? .root, for: try context.standing(), at: context.now))
        if !context.may(.seeEvidence, on: system) { members["evidence"] = .array([]) }
        members["subject"] = nil
        members["system"] = .string(system.id)
        members["collected"] = observation.collected.json
        members["actor"] = EventActor(observation.actor).json
        return .object(members)
    }
}
