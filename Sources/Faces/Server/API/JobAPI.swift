import CanonicalJSON
import Hummingbird
import Model
import Work

/// `/jobs`: the work that the server does by itself.
struct JobAPI {
    let estate: Estate

    var operations: [APIOperation] {
        [
            APIOperation(.get, "/jobs", list), APIOperation(.get, "/jobs/{id}", one),
            APIOperation(.post, "/jobs/{id}/retry", retry),
        ]
    }

    private func list(_ request: Request, _ context: PageContext) async throws -> Response {
        let sight = try await WorkSight(estate, context)
        let query = try APIQuery(request, ["state"] + APIQuery.paging)
        let (jobs, next) = try await sight.jobs(query.choice("state"), after: query.after(), limit: query.limit())
        return try Response.list(jobs.map(\.apiJSON), next: next, for: request)
    }

    private func one(_ request: Request, _ context: PageContext) async throws -> Response {
        _ = try APIQuery(request, [])
        return Response.entity(try await WorkSight(estate, context).job().apiJSON, for: request)
    }

    private func retry(_ request: Request, _ context: PageContext) async throws -> Response {
        _ = try APIQuery(request, [])
        let sight = try await WorkSight(estate, context)
        try await sight.retry(sight.job())
        return Response.entity(try await sight.job().apiJSON, for: request)
    }
}

extension Job {
    /// As the API writes a piece of work.
    var apiJSON: JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(id), "kind": .string(kind), "state": .string(state.rawValue), "asked": created.json,
            "due": after.json, "attempts": .integer(attempts),
        ]
        if !department.isEmpty { members["department"] = .string(department) }
        if let progress {
            var part: [String: JSONValue] = ["step": .string(progress.step), "done": .integer(progress.done)]
            part["whole"] = progress.whole.map { .integer($0) }
            members["progress"] = .object(part)
        }
        members["problem"] = problem?.json
        members["finished"] = finished?.json
        return .object(members)
    }
}
