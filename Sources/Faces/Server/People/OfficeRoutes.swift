import HTTPTypes
import Hummingbird
import Identity
import Model
import Pages
import WebForms

/// Giving offices to a person, and ending them.
struct OfficeRoutes {
    let estate: Estate
    /// What the form calls its fields.
    private static let names: [ActField: String] = [.unit: "department", .until: "to"]

    func add(to router: Router<PageContext>) {
        router.post("/people/:id/offices") { request, context in try await assign(request, context) }
        router.post("/people/:id/offices/:assignment/end") { request, context in try await end(request, context) }
    }

    private func assign(_ request: Request, _ context: PageContext) async throws -> Response {
        let sight = try PeopleSight(estate, context)
        let seen = try await sight.seen(context)
        let fields = try await request.form(context)
        let new = PeopleActs.NewOffice(
            office: fields["office"].flatMap { Office(rawValue: $0) }, unit: fields["department"],
            system: fields["system"], days: (fields["from"] ?? "", fields["to"]))
        do {
            _ = try await PeopleActs(estate: estate, sight: sight, context: context).give(new, to: seen)
        } catch let faults as FieldFaults {
            var state = FormState(fields)
            faults.show(in: &state, naming: Self.names)
            return try await PersonPage(estate: estate, sight: sight, seen: seen).answer(
                request, context, assigning: state, status: .unprocessableContent)
        }
        return .see(Paths.person(seen.person.id))
    }

    private func end(_ request: Request, _ context: PageContext) async throws -> Response {
        let sight = try PeopleSight(estate, context)
        let seen = try await sight.seen(context)
        let id = try context.parameters.require("assignment")
        let acts = PeopleActs(estate: estate, sight: sight, context: context)
        try acts.requireEnding(id, of: seen)
        let fields = try await request.form(context)
        let question = Confirmation(
            question: .say("server.office-end-question"), consequence: .say("server.office-end-what"),
            button: .say("server.office-end"),
            away: Link(text: .say("server.cancel"), url: Paths.person(seen.person.id)))
        if let asked = question.page(fields, estate.frame(request, context), request) { return asked }
        do {
            try await acts.end(id, of: seen)
        } catch let fault as Fault where fault.message.id == "identity.already-ended" {
            // Someone else was faster: the page shows when it ended.
            return try await PersonPage(estate: estate, sight: sight, seen: seen).answer(
                request, context, notices: [Notice(kind: .warning, text: .message(fault.message))], status: .conflict)
        }
        return .see(Paths.person(seen.person.id))
    }
}
