import Assurance
import CanonicalJSON
import Hummingbird
import Identity
import Model
import Programme

/// `/overview`: all that the key sees of how things stand, in a few numbers.
struct OverviewAPI {
    let estate: Estate

    var operations: [APIOperation] { [APIOperation(.get, "/overview", overview)] }

    private func overview(_ request: Request, _ context: PageContext) async throws -> Response {
        let scope = try context.scope(.seePosture)
        _ = try APIQuery(request, [])
        let standings = try await estate.overview.departments(scope)
        let overdue = try await estate.overview.overdue(scope, at: context.now)
        var members = standings.apiFigures
        members["at"] = context.now.json
        members["departments"] = .integer(Int64(standings.count))
        members["overdue"] = .integer(overdue.values.reduce(0, +))
        members["families"] = .array(
            estate.families.map { family in
                let counts = standings.compactMap { $0.families[family.id] }.reduce(StatusCounts(), +)
                return ["id": .string(family.id), "name": family.name.json, "controls": counts.json]
            })
        return Response.json(.object(members))
    }
}
