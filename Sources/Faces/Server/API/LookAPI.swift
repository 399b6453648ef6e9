import Hummingbird
import Model

/// `/systems/{id}/look`: has the services of a system looked at from here.
struct LookAPI {
    let estate: Estate

    var operations: [APIOperation] { [APIOperation(.post, "/systems/{id}/look", ask)] }

    private func ask(_ request: Request, _ context: PageContext) async throws -> Response {
        _ = try APIQuery(request, [])
        let standing = try await Lookup(estate: estate, context: context).system()
        let job = try await LookHandler.ask(standing, estate, context)
        return Response.entity(job.apiJSON, for: request, status: .accepted)
    }
}
