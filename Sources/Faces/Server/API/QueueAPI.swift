import CanonicalJSON
import Hummingbird
import Identity
import Model
import Pages
import Programme

/// `/queues`: what waits for the one behind the key.
struct QueueAPI {
    let estate: Estate

    var operations: [APIOperation] { [APIOperation(.get, "/queues", list)] }

    private func list(_ request: Request, _ context: PageContext) async throws -> Response {
        let query = try APIQuery(request, ["office"])
        let waiting = try WaitingQueues(estate, context, office: query.text("office"))
        let queues = try await waiting.all().map { queue -> JSONValue in
            [
                "kind": .string(queue.kind.rawValue), "total": .integer(queue.total),
                "items": .array(
                    queue.findings.map {
                        $0.apiJSON(seeing: $0.matches(of: queue.systems[$0.subject], for: context))
                    }),
            ]
        }
        return Response.json(["offices": .array(waiting.offices.map(\.apiJSON)), "queues": .array(queues)])
    }
}
