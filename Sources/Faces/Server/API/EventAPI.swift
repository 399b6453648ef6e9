import CanonicalJSON
import HTTPTypes
import Hummingbird
import Identity
import Journal
import Model
import Programme

/// `/events`: what changed, in the order of the log, as far as the key sees it.
struct EventAPI {
    let estate: Estate

    var operations: [APIOperation] { [APIOperation(.get, "/events", list)] }

    private func list(_ request: Request, _ context: PageContext) async throws -> Response {
        let query = try APIQuery(request, ["system"] + APIQuery.paging)
        let after = try query.integer("after", in: -1...9_000_000_000_000_000_000) ?? -1
        let limit = try query.limit()
        let sights = try sights(context, system: query.text("system"))
        let placed = try await estate.programme.changes(
            from: UInt64(after + 1), seeing: sights, limit: limit)
        return Response.json([
            "items": .array(placed.map(Self.json)),
            // A feed has no last page: the client goes on from here later.
            "next": .integer(placed.last.map { Int64(clamping: $0.sequence) } ?? Int64(after)),
        ])
    }

    /// - Throws: `Refusal` (403) where the key sees no kind of event.
    private func sights(_ context: PageContext, system: String?) throws(Refusal) -> [SightOfEvents] {
        var sights: [SightOfEvents] = []
        for (action, kinds) in Self.kinds where context.may(action) {
            sights.append(SightOfEvents(kinds, of: try context.scope(action, system: system)))
        }
        guard !sights.isEmpty else { throw Refusal(.forbidden, Message("server.no-office-does-it")) }
        return sights
    }

    private static let kinds: [(Action, [EventKind])] = [
        (.seeSystems, [.systemRegistered]), (.seePosture, [.assessmentConcluded]),
        (.seeObservations, [.observationRecorded]), (.seeFindings, EventKind.allCases.filter(\.isOfFindings)),
    ]

    /// What happened to what; the thing itself says how it is now.
    private static func json(_ placed: PlacedEvent) -> JSONValue {
        let event = placed.event
        var members: [String: JSONValue] = [
            "sequence": .integer(Int64(clamping: placed.sequence)), "id": .string(event.id),
            "kind": .string(event.kind), "system": .string(event.subject), "at": event.at.json,
            "actor": EventActor(event.actor).json,
        ]
        members["finding"] = event.body["finding"]
        return .object(members)
    }
}
