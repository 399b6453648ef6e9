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
            let seen = try await sight.seen(context)
            return try await PersonPage(estate: estate, sight: sight, seen: seen).answer(request, context)
        }
        router.get("/people/:id/edit") { request, context in
            let seen = try await PeopleSight(estate, context).managed(context)
            return form(seen.person, FormState(values: PersonForm.values(seen.person)), request, context)
        }
        router.post("/people/:id/edit") { request, context in try await change(request, context) }
    }

    private func change(_ request: Request, _ context: PageContext) async throws -> Response {
        let sight = try PeopleSight(estate, context)
        let person = try await sight.managed(context).person
        let fields = try await request.form(context)
        guard fields["version"] == PersonForm.version(person) else {
            return overtaken(person, fields, request, context)
        }
        do {
            try await PeopleActs(estate: estate, sight: sight, context: context).change(
                person, name: fields["display"] ?? "", email: fields["email"],
                language: fields["language"].flatMap { Language(rawValue: $0) } ?? person.language)
        } catch let faults as FieldFaults {
            var state = FormState(fields)
            faults.show(in: &state, naming: PersonForm.names)
            return form(person, state, request, context, status: .unprocessableContent)
        } catch let fault as Fault where fault.message.id == "identity.person-changed" {
            return overtaken(try await sight.managed(context).person, fields, request, context)
        }
        return .see(Paths.person(person.id))
    }

    /// Someone was faster: what they wrote stands beside what is to be written over it.
    private func overtaken(
        _ person: Person, _ fields: FormFields, _ request: Request, _ context: PageContext
    ) -> Response {
        var state = FormState(fields)
        state.errors[""] = .say("server.person-changed-meanwhile")
        for (name, value) in PersonForm.values(person) where value != fields[name] ?? "" {
            state.errors[name] = .say("server.now-reads", ["value": value])
        }
        return form(person, state, request, context, status: .conflict)
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
