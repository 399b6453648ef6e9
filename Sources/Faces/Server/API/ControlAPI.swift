import Assurance
import CanonicalJSON
import Hummingbird
import Identity
import Model
import Programme
import Rules

/// `/controls`: what is demanded, and on whose word.
struct ControlAPI {
    let estate: Estate

    var operations: [APIOperation] {
        [APIOperation(.get, "/controls", list), APIOperation(.get, "/controls/{id}", one)]
    }

    private func list(_ request: Request, _ context: PageContext) async throws -> Response {
        let query = try APIQuery(request, ["family"] + APIQuery.paging)
        let (family, after, limit) = (try query.text("family"), try query.after()?.id ?? "", try query.limit())
        let controls = estate.catalogue.controls.filter { control in
            control.id > after && family.map { control.id.hasPrefix($0 + "-") } ?? true
        }
        let rows = controls.prefix(limit)
        return try Response.list(
            rows.map { .object($0.apiMembers) },
            next: controls.count > limit ? rows.last.map { Cursor(id: $0.id) } : nil, for: request)
    }

    private func one(_ request: Request, _ context: PageContext) async throws -> Response {
        let id = try context.parameters.require("id")
        _ = try APIQuery(request, [])
        guard let control = estate.catalogue.controls.first(where: { $0.id == id }) else { throw Refusal.notFound }
        var members = control.apiMembers
        members["rules"] = .array(
            estate.catalogue.rules.filter { $0.controls.contains(id) }.map { rule in
                ["id": .string(rule.id), "title": rule.title.json, "level": .string(rule.level.rawValue)]
            })
        if context.may(.seePosture) {
            members["systems"] = try await estate.overview.shares(of: id, context.scope(.seePosture)).json
        }
        return Response.entity(.object(members), for: request)
    }
}

extension Control {
    /// As the API writes a control.
    fileprivate var apiMembers: [String: JSONValue] {
        [
            "id": .string(id), "title": title.json, "statement": statement.json, "remedy": remedy.json,
            "force": .string(force.rawValue), "check": .string(check.rawValue), "weight": .integer(Int64(weight)),
            "sources": .array(
                sources.map { source in
                    [
                        "document": .string(source.document), "clause": .string(source.clause),
                        "standing": .string(source.standing.rawValue),
                    ]
                }),
            "needs": .array(
                needs.map { need in
                    ["kind": .string(need.kind), "freshDays": .integer(Int64(need.freshDays))]
                }),
        ]
    }
}
