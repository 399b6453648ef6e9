import HTTPTypes
import Hummingbird
import Identity
import Model
import Pages
import WebForms

/// One person: their page, and what is kept of them.
struct PersonRoutes {
    let estate: Estate

    func add(to router: Router<PageContext>) {
        router.get("/people/:id") { request, context in
            let sight = try PeopleSight(estate, context)
            let seen = try await sight.person(context.parameters.require("id"))
            return try await PersonPage(estate: estate, sight: sight, seen: seen).answer(request, context)
        }
        router.get("/people/:id/edit") { request, context in
            let (_, seen) = try await managed(context)
            return form(seen.person, FormState(values: PersonForm.values(seen.person)), request, context)
        }
        router.post("/people/:id/edit") { request, context in try await change(request, context) }
    }

    private func managed(_ context: PageContext) async throws -> (PeopleSight, PeopleSight.Seen) {
        let sight = try PeopleSight(estate, context)
        let seen = try await sight.person(context.parameters.require("id"))
        try sight.requireManaging(seen)
        return (sight, seen)
    }

    private func change(_ request: Request, _ context: PageContext) async throws -> Response {
        let (_, seen) = try await managed(context)
        let person = seen.person
        let fields = try await request.form(context)
        var state = FormState(fields)
        guard fields["version"] == PersonForm.version(person) else {
            // Someone was faster: what they wrote stands beside what is to be written over it.
            state.errors[""] = .say("server.person-changed-meanwhile")
            for (name, value) in PersonForm.values(person) where value != fields[name] ?? "" {
                state.errors[name] = .say("server.now-reads", ["value": value])
            }
            return form(person, state, request, context, status: .conflict)
        }
        do {
            let details = try PersonDetails(
                signIn: person.signIn, display: fields["display"] ?? "", email: fields["email"],
                language: fields["language"].flatMap { Language(rawValue: $0) } ?? person.language, unit: person.unit)
            try await estate.identity.people.change(person.id, to: details)
        } catch let fault as Fault where fault.message.id.hasPrefix("identity.bad-") {
            state.errors[PersonForm.field(of: fault)] = .message(fault.message)
            return form(person, state, request, context, status: .unprocessableContent)
        }
        return .see(Paths.person(person.id))
    }

    private func form(
        _ person: Person, _ state: FormState, _ request: Request, _ context: PageContext,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let path = Paths.person(person.id)
        let view = FormView(
            title: .say("server.person-edit"), above: .name(person.signIn),
            trail: [
                Link(text: .say("pages.nav-people"), url: Paths.people), Link(text: .name(person.display), url: path),
            ], section: .people, url: "\(path)/edit", fields: PersonForm.fields, state: state,
            hidden: ["version": PersonForm.version(person)], button: .say("pages.save"),
            away: Link(text: .say("server.cancel"), url: path))
        return Response.page(view, estate.frame(request, context), status: status)
    }
}
