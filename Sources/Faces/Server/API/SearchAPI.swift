import Assurance
import CanonicalJSON
import HTTPTypes
import Hummingbird
import Identity
import Model
import Programme

/// `/search`: all that has a name, as far as the key sees it.
struct SearchAPI {
    let estate: Estate

    var operations: [APIOperation] { [APIOperation(.get, "/search", search)] }

    private func search(_ request: Request, _ context: PageContext) async throws -> Response {
        let query = try APIQuery(request, ["q"] + APIQuery.paging)
        guard let words = try query.text("q", limit: 200) else {
            throw Refusal(.badRequest, Message("server.api-missing", ["name": "q"]), field: "q")
        }
        let (hits, next) = try await Search(estate: estate, context: context).hits(
            words, after: query.after(), limit: query.limit())
        return try Response.list(hits.map(\.apiJSON), next: next, for: request)
    }
}

extension Search.Hit {
    /// As the API writes what was found.
    fileprivate var apiJSON: JSONValue {
        switch self {
        case .system(let system):
            [
                "kind": "system", "id": .string(system.id), "name": system.name.json,
                "department": .string(UnitPath(RegisteredSystem.department(of: system.path))?.id ?? system.unit),
            ]
        case .department(let unit): ["kind": "department", "id": .string(unit.id), "name": unit.name.json]
        case .finding(let finding):
            ["kind": "finding", "id": .string(finding.id), "name": finding.sighting.title.json]
        case .control(let control): ["kind": "control", "id": .string(control.id), "name": control.title.json]
        case .person(let person): ["kind": "person", "id": .string(person.id), "display": .string(person.display)]
        }
    }
}
