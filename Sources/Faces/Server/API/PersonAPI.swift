import Accounts
import CanonicalJSON
import HTTPTypes
import Hummingbird
import Identity
import Model

/// `/people/{id}`: a person, and what can be done about them by those who look after people.
struct PersonAPI {
    let estate: Estate

    var operations: [APIOperation] {
        [
            APIOperation(.get, "/people/{id}", one), APIOperation(.put, "/people/{id}", put),
            APIOperation(.delete, "/people/{id}", erase), APIOperation(.post, "/people/{id}/disable", disable),
            APIOperation(.post, "/people/{id}/enable", enable), APIOperation(.post, "/people/{id}/reset", reset),
        ]
    }

    private func one(_ request: Request, _ context: PageContext) async throws -> Response {
        _ = try APIQuery(request, [])
        return try await entity(PeopleSight(estate, context), request, context)
    }

    private func put(_ request: Request, _ context: PageContext) async throws -> Response {
        let (sight, person) = try await matched(request, context)
        let body = try await request.json(Self.shape).value
        do {
            try await PeopleActs(estate: estate, sight: sight, context: context).change(
                person, name: body["name"]?.text ?? "", email: body["email"]?.text, language: try body.language)
        } catch let faults as FieldFaults {
            throw faults.refusal
        } catch let fault as Fault where fault.message.id == "identity.person-changed" {
            throw Refusal(.preconditionFailed, fault.message, field: "If-Match")
        }
        return try await entity(sight, request, context)
    }

    private func erase(_ request: Request, _ context: PageContext) async throws -> Response {
        let (_, person) = try await matched(request, context)
        try await estate.identity.people.erase(person.id, at: context.now, actor: context.actor())
        return Response(status: .noContent)
    }

    private func disable(_ request: Request, _ context: PageContext) async throws -> Response {
        let (sight, person) = try await matched(request, context)
        try await PeopleActs(estate: estate, sight: sight, context: context).disable(person)
        return try await entity(sight, request, context)
    }

    private func enable(_ request: Request, _ context: PageContext) async throws -> Response {
        let (sight, person) = try await matched(request, context)
        try await PeopleActs(estate: estate, sight: sight, context: context).enable(person)
        return try await entity(sight, request, context)
    }

    /// Takes away whatever the person signs in with. The way in that is made with it is told to nobody: who holds the key
    /// could go in by it as that person. The pages make another.
    private func reset(_ request: Request, _ context: PageContext) async throws -> Response {
        let (sight, person) = try await matched(request, context)
        _ = try await estate.identity.invitations.make(for: person.id, resetting: true, at: context.now)
        return try await entity(sight, request, context)
    }

    /// The person that the path names, whom the key looks after, and whom the client has seen as they are now.
    private func matched(
        _ request: Request, _ context: PageContext
    ) async throws -> (sight: PeopleSight, person: Person) {
        _ = try APIQuery(request, [])
        let sight = try PeopleSight(estate, context)
        let seen = try await sight.managed(context)
        try request.requireMatch(Response.entityTag(of: try await sight.row(seen).json(in: estate)))
        return (sight, seen.person)
    }

    private func entity(_ sight: PeopleSight, _ request: Request, _ context: PageContext) async throws -> Response {
        let row = try await sight.row(sight.seen(context))
        return Response.entity(row.json(in: estate), for: request)
    }

    private static let shape = JSONShape.record([
        .init("name", .line(1...200)), .init("email", .line(1...200), required: false), .init("language", .language),
    ])
}
