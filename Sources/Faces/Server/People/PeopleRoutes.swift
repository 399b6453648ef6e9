import Accounts
import HTTPTypes
import Hummingbird
import Identity
import Model
import Pages
import Programme
import WebForms

/// The people of the units that a visitor sees, and how one is added.
struct PeopleRoutes {
    let estate: Estate

    func add(to router: Router<PageContext>) {
        router.get("/people") { request, context in try await list(request, context) }
        router.get("/people/new") { request, context in
            let sight = try PeopleSight(estate, context)
            return try await form(
                sight, FormState(values: ["language": context.visitor.language.rawValue]), request, context)
        }
        router.post("/people") { request, context in try await add(request, context) }
    }

    private func list(_ request: Request, _ context: PageContext) async throws -> Response {
        let sight = try PeopleSight(estate, context)
        let paging = try Paging(request, try request.query())
        let found = try await estate.identity.people.all(
            sight.visibility, after: paging.after?.id ?? "", limit: Int64(Paging.size + 1))
        let shown = Array(found.prefix(Paging.size))
        let ids = shown.map(\.id)
        let held = try await estate.identity.offices.all(of: ids)
        let states = try await estate.identity.states.states(of: ids)
        let names = OfficeNames(
            estate: estate, references: try await estate.references(at: context.now),
            language: context.visitor.language)
        let rows = shown.map { person in
            let offices = (held[person.id] ?? []).filter { $0.isInForce(at: context.now) }
            return PeopleView.Row(
                person: PersonReference(id: person.id, name: .name(person.display)), userName: person.signIn,
                offices: offices.filter { sight.visibility.contains(Target(unit: $0.unit, subject: $0.subject)) }
                    .map(names.name),
                hasSecondFactor: states[person.id]?.hasSecondFactor ?? false,
                needsSecondFactor: offices.contains { $0.office.isPrivileged }, lastSeen: states[person.id]?.lastSeen,
                isActive: !person.isDisabled)
        }
        let next = found.count > Paging.size ? shown.last.map { Cursor(id: $0.id) } : nil
        let view = PeopleView(
            Listing(
                rows: rows, pages: paging.links(next)),
            actions: context.may(.managePeople)
                ? [ActionButton(.say("server.person-add"), url: "/people/new", weight: .primary)] : [])
        return Response.page(view, estate.frame(request, context))
    }

    private func add(_ request: Request, _ context: PageContext) async throws -> Response {
        let sight = try PeopleSight(estate, context)
        let fields = try await request.form(context)
        var state = FormState(fields)
        let units = try await sight.units([.managePeople])
        guard let unit = units.first(where: { $0.id == fields["unit"] }) else {
            state.errors["unit"] = .say("server.choose-one")
            return try await form(sight, state, request, context, status: .unprocessableContent)
        }
        do {
            let details = try PersonDetails(
                signIn: fields["user"] ?? "", display: fields["display"] ?? "", email: fields["email"],
                language: fields["language"].flatMap { Language(rawValue: $0) } ?? .english, unit: unit.id)
            try await estate.identity.prepareKeys(unit.id, context.now)
            let person = try await estate.identity.people.add(details, at: context.now, actor: context.actor())
            let token = try await estate.identity.invitations.make(for: person, resetting: false, at: context.now)
            return InvitationAnswer(estate: estate).page(
                PersonReference(id: person, name: .name(details.display)), details.signIn, token, request, context)
        } catch let fault as Fault where fault.message.id.hasPrefix("identity.") {
            state.errors[PersonForm.field(of: fault)] = .message(fault.message)
            return try await form(sight, state, request, context, status: .unprocessableContent)
        }
    }

    private func form(
        _ sight: PeopleSight, _ state: FormState, _ request: Request, _ context: PageContext,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let units = try await sight.units([.managePeople])
        guard !units.isEmpty else { throw Refusal(.forbidden, Message("server.no-office-does-it")) }
        let view = FormView(
            title: .say("server.person-add"), trail: [Link(text: .say("pages.nav-people"), url: Paths.people)],
            section: .people, url: Paths.people,
            fields: [
                FormField("user", .say("pages.user-name"), .text, hint: .say("server.user-hint"))
            ] + PersonForm.fields + [
                FormField("unit", .say("server.unit"), .choice(units.map { $0.option(context.visitor.language) }))
            ],
            state: state, button: .say("server.person-add"), away: Link(text: .say("server.cancel"), url: Paths.people))
        return Response.page(view, estate.frame(request, context), status: status)
    }
}
