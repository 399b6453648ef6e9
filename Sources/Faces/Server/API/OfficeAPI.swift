import CanonicalJSON
import HTTPTypes
import Hummingbird
import Identity
import Model
import Programme

/// `/people/{id}/offices`: giving offices to a person, and ending them; `/departments/{id}/offices`: who holds them.
struct OfficeAPI {
    let estate: Estate

    var operations: [APIOperation] {
        [
            APIOperation(.post, "/people/{id}/offices", give),
            APIOperation(.post, "/people/{id}/offices/{office}/end", end),
            APIOperation(.get, "/departments/{id}/offices", list),
        ]
    }

    /// Who holds which office now, in a unit and below, as far as the key sees people there.
    private func list(_ request: Request, _ context: PageContext) async throws -> Response {
        let sight = try PeopleSight(estate, context)
        let query = try APIQuery(request, APIQuery.paging)
        let (after, limit) = (try query.after()?.id ?? "", try query.limit())
        guard let unit = try await estate.identity.units.unit(context.parameters.require("id")),
            sight.visibility.contains(Target(unit: unit.path))
        else { throw Refusal.notFound }
        let found = try await estate.identity.offices.all(
            sight.visibility.within([unit.path]), at: context.now, after: after, limit: Int64(limit + 1))
        let rows = found.prefix(limit)
        return try Response.list(
            rows.map { held in
                var members = held.apiJSON.members ?? [:]
                members["person"] = .string(held.person)
                return .object(members)
            }, next: found.count > limit ? rows.last.map { Cursor(id: $0.id) } : nil, for: request)
    }

    private func give(_ request: Request, _ context: PageContext) async throws -> Response {
        _ = try APIQuery(request, [])
        let sight = try PeopleSight(estate, context)
        let seen = try await sight.seen(context)
        guard context.may(.assignOffices) || context.may(.appointOffices) else {
            throw Refusal(.forbidden, Message("server.no-office-does-it"))
        }
        let (body, bytes) = try await request.json(Self.shape)
        let key = try IdempotencyKey(request, about: "offices of \(seen.person.id)", bytes, estate, context)
        let new = PeopleActs.NewOffice(
            office: body["office"]?.text.flatMap { Office(rawValue: $0) }, unit: body["unit"]?.text,
            system: body["system"]?.text, days: (body["from"]?.text, body["until"]?.text))
        if try await key.isRepeated() {
            // Of offices that are the same only one is held at a time: the newest is the one that was given then.
            let known = seen.shown.last {
                $0.office == new.office && $0.unit.id == new.unit && $0.subject == new.system
            }
            guard let known else { throw Refusal.notFound }
            return Response.json(known.apiJSON)
        }
        let id: String
        do {
            id = try await PeopleActs(estate: estate, sight: sight, context: context).give(new, to: seen)
        } catch let faults as FieldFaults {
            throw faults.refusal
        }
        try await key.note()
        return Response.json(try await held(id).apiJSON, status: .created)
    }

    private func end(_ request: Request, _ context: PageContext) async throws -> Response {
        _ = try APIQuery(request, [])
        let sight = try PeopleSight(estate, context)
        let seen = try await sight.seen(context)
        let id = try context.parameters.require("office")
        do {
            try await PeopleActs(estate: estate, sight: sight, context: context).end(id, of: seen)
        } catch let fault as Fault where fault.message.id == "identity.already-ended" {
            throw Refusal(.conflict, fault.message)
        }
        return Response.json(try await held(id).apiJSON)
    }

    private func held(_ id: String) async throws -> Assignment {
        guard let assignment = try await estate.identity.offices.assignment(id) else { throw Refusal.notFound }
        return assignment
    }

    private static let shape = JSONShape.record([
        .init("office", .choice(Office.allCases.map(\.rawValue))), .init("unit", .form(.unit)),
        .init("system", .form(.id), required: false), .init("from", .form(.day), required: false),
        .init("until", .form(.day), required: false),
    ])
}
