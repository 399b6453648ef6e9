import Accounts
import CanonicalJSON
import HTTPTypes
import Hummingbird
import Identity
import Model

/// `/key`: what a key may know and do of its own affairs. All else about an account is for its person, in a browser.
struct KeyAPI {
    let estate: Estate

    var operations: [APIOperation] { [APIOperation(.get, "/key", one), APIOperation(.delete, "/key", revoke)] }

    private func one(_ request: Request, _ context: PageContext) async throws -> Response {
        let key = try key(request, context)
        let offices = try context.standing().assignments.filter { $0.isInForce(at: context.now) }
        return Response.json([
            "id": .string(key.id), "person": .string(key.person), "label": .string(key.label),
            "actions": .strings(key.actions.map(\.rawValue).sorted()), "units": .strings(key.units.sorted()),
            "offices": .array(offices.map(\.apiJSON)), "made": key.made.json, "expires": key.expires.json,
        ])
    }

    private func revoke(_ request: Request, _ context: PageContext) async throws -> Response {
        let key = try key(request, context)
        try await estate.identity.keys.revoke(key.id, of: key.person, at: context.now)
        return Response(status: .noContent)
    }

    private func key(_ request: Request, _ context: PageContext) throws(Refusal) -> ListedKey {
        _ = try APIQuery(request, [])
        guard let key = context.visitor.viewer?.key else { throw Refusal(.unauthorized) }
        return key
    }
}
