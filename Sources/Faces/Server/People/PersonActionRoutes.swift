import Accounts
import Hummingbird
import Identity
import Model
import Pages
import WebForms

/// What can be done about a person: a new way in, no way in any more or again, and nothing kept of them.
struct PersonActionRoutes {
    let estate: Estate

    func add(to router: Router<PageContext>) {
        for act in Act.allCases {
            router.post("/people/:id/\(act.rawValue)") { request, context in try await take(act, request, context) }
        }
        router.get("/people/:id/erase") { request, context in
            let seen = try await PeopleSight(estate, context).managed(context)
            return Act.erase.confirmation(seen.person).page(
                FormFields(), estate.frame(request, context), request) ?? .see(Paths.person(seen.person.id))
        }
    }

    private enum Act: String, CaseIterable {
        case reset, disable, enable, erase

        func confirmation(_ person: Person) -> Confirmation {
            let away = Link(text: .say("server.cancel"), url: Paths.person(person.id))
            switch self {
            case .reset:
                return Confirmation(
                    question: .say("server.person-reset-question"), consequence: .say("server.person-reset-what"),
                    button: .say("server.person-reset"), away: away)
            case .disable:
                return Confirmation(
                    question: .say("server.person-disable-question"), consequence: .say("server.person-disable-what"),
                    button: .say("server.person-disable"), away: away)
            case .enable:
                return Confirmation(
                    question: .say("server.person-enable-question"), consequence: .say("server.person-enable-what"),
                    button: .say("server.person-enable"), away: away)
            case .erase:
                return Confirmation(
                    question: .say("server.person-erase-question", ["name": person.display]),
                    consequence: .say("server.person-erase-what"), button: .say("server.person-erase"), away: away)
            }
        }
    }

    private func take(_ act: Act, _ request: Request, _ context: PageContext) async throws -> Response {
        let sight = try PeopleSight(estate, context)
        let person = try await sight.managed(context).person
        let fields = try await request.form(context)
        if let asked = act.confirmation(person).page(fields, estate.frame(request, context), request) { return asked }
        let (now, actor) = (context.now, try context.actor())
        let acts = PeopleActs(estate: estate, sight: sight, context: context)
        switch act {
        case .reset:
            let token = try await estate.identity.invitations.make(for: person.id, resetting: true, at: now)
            return InvitationAnswer(estate: estate).page(
                PersonReference(id: person.id, name: .name(person.display)), person.signIn, token, request, context)
        case .disable:
            try await acts.disable(person)
            return .see(Paths.person(person.id))
        case .enable:
            try await acts.enable(person)
            return .see(Paths.person(person.id))
        case .erase:
            try await estate.identity.people.erase(person.id, at: now, actor: actor)
            return .see(Paths.people)
        }
    }
}
