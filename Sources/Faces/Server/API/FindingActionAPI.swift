import CanonicalJSON
import HTTPTypes
import Hummingbird
import Identity
import Model
import Programme

/// What can be done about a finding, by those who may do it on the pages too.
struct FindingActionAPI {
    let estate: Estate
    private static let note = JSONShape.text(1...FindingAct.noteLimit)

    var operations: [APIOperation] {
        [
            APIOperation(.post, "/findings/{id}/plan", plan), APIOperation(.post, "/findings/{id}/ask", ask),
            APIOperation(.post, "/findings/{id}/decide", decide),
        ]
    }

    private func plan(_ request: Request, _ context: PageContext) async throws -> Response {
        try await act(.plan, ["note": Self.note, "due": .form(.day)], request, context) { body in
            .plan(note: body["note"]?.text ?? "", due: try day("due", body, context))
        }
    }

    private func ask(_ request: Request, _ context: PageContext) async throws -> Response {
        try await act(.ask, ["reason": Self.note, "until": .form(.day)], request, context) { body in
            .ask(reason: body["reason"]?.text ?? "", until: try day("until", body, context))
        }
    }

    private func decide(_ request: Request, _ context: PageContext) async throws -> Response {
        let shape: [String: JSONShape] = ["decision": .choice(["accept", "reject"]), "reason": Self.note]
        return try await act(.decide, shape, request, context) { body in
            .decide(isAccepted: body["decision"]?.text == "accept", reason: body["reason"]?.text ?? "")
        }
    }

    /// Does something about the finding that the path names, where the client has seen it as it is now.
    private func act(
        _ act: FindingAct, _ shape: [String: JSONShape], _ request: Request, _ context: PageContext,
        _ deed: (JSONValue) throws -> FindingDeed
    ) async throws -> Response {
        _ = try APIQuery(request, [])
        let (findings, lookup) = (FindingAPI(estate: estate), Lookup(estate: estate, context: context))
        let finding = try await lookup.finding(to: act.action).finding
        try request.requireMatch(Response.entityTag(of: try await findings.json(finding, context)))
        let members = shape.sorted { $0.key < $1.key }.map { JSONShape.Member($0.key, $0.value) }
        let value = try await request.json(.record(members)).value
        do {
            try await deed(value).take(on: finding, in: estate, context)
        } catch let fault as Fault {
            throw Self.refusal(fault)
        }
        return Response.entity(try await findings.json(lookup.finding().finding, context), for: request)
    }

    /// The end of a day to come.
    private func day(_ name: String, _ body: JSONValue, _ context: PageContext) throws(Refusal) -> Instant {
        guard let day = estate.endOfDay(toCome: body[name]?.text, at: context.now) else {
            throw Refusal(.unprocessableContent, Message("server.day-wrong"), field: name)
        }
        return day
    }

    private static func refusal(_ fault: Fault) -> Refusal {
        switch fault.message.id {
        case "programme.finding-closed", "programme.nothing-asked", "programme.already-asked":
            Refusal(.conflict, fault.message)
        case "programme.changed-meanwhile": Refusal(.preconditionFailed, fault.message, field: "If-Match")
        case "programme.own-request": Refusal(.forbidden, fault.message)
        default: Refusal(fault)
        }
    }
}
