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
        let fields = try request.query()
        let paging = try Paging(request, fields)
        let order = try FilterWord.order(fields["sort"], People.Column.self)
        let (found, next) = try await sight.rows(by: order, after: paging.after, limit: Paging.size)
        let names = OfficeNames(
            estate: estate, references: try await estate.references(at: context.now),
            language: context.visitor.language)
        let rows = found.map { row in
            PeopleView.Row(
                person: PersonReference(id: row.person.id, name: .name(row.person.display)),
                userName: row.person.signIn, offices: row.offices.map(names.name),
                hasSecondFactor: row.account?.hasSecondFactor ?? false, needsSecondFactor: row.needsSecondFactor,
                lastSeen: row.person.lastSeen, isActive: !row.person.isDisabled)
        }
        let view = PeopleView(
            Listing(
                rows: rows, sorting: paging.sorting(order), pages: paging.links(next)),
            actions: context.may(.managePeople)
                ? [ActionButton(.say("server.person-add"), url: "/people/new", weight: .primary)] : [])
        return Response.page(view, estate.frame(request, context))
    }

    private func add(_ request: Request, _ context: PageContext) async throws -> Response {
        let sight = try PeopleSight(estate, context)
        let fields = try await request.form(context)
        let new = PeopleActs.NewPerson(
            signIn: fields["user"] ?? "", name: fields["display"] ?? "", email: fields["email"],
            language: fields["language"].flatMap { Language(rawValue: $0) } ?? .english, unit: fields["unit"])
        do {
            let person = try await PeopleActs(estate: estate, sight: sight, context: context).add(new)
            let token = try await estate.identity.invitations.make(for: person, resetting: false, at: context.now)
            return InvitationAnswer(estate: estate).page(
                PersonReference(id: person, name: .name(new.name)), new.signIn, token, request, context)
        } catch let faults as FieldFaults {
            var state = FormState(fields)
            faults.show(in: &state, naming: PersonForm.names)
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
