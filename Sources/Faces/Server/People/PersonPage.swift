import Accounts
import CanonicalJSON
import HTTPTypes
import Hummingbird
import Identity
import Journal
import Model
import Pages
import Phrases

/// The page of one person.
struct PersonPage {
    let estate: Estate
    let sight: PeopleSight
    let seen: PeopleSight.Seen
    private static let entries: Int64 = 50

    func answer(
        _ request: Request, _ context: PageContext, assigning state: FormState = FormState(), notices: [Notice] = [],
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let references = try await estate.references(at: context.now)
        let person = seen.person
        let account = try await estate.identity.states.states(of: [person.id])[person.id]
        let view = PersonView(
            person: PersonReference(id: person.id, name: .name(person.display)), userName: person.signIn,
            mail: person.email, hasSecondFactor: account?.hasSecondFactor ?? false,
            needsSecondFactor: seen.held.contains { $0.office.isPrivileged && $0.isInForce(at: context.now) },
            lastSeen: person.lastSeen, isActive: !person.isDisabled,
            assignments: try await assignments(references, context),
            assigning: try await assigning(state, context), history: try await history(), actions: buttons())
        return Response.page(view, estate.frame(request, context, notices: notices), status: status)
    }

    private func assignments(
        _ references: References, _ context: PageContext
    ) async throws -> [PersonView.Assignment] {
        // The id of an assignment is that of the event that made it.
        let actors = try await estate.journal.actors(of: seen.shown.map(\.id))
        return seen.shown.reversed().map { assignment in
            let hasEnded = assignment.until.map { $0 <= context.now } ?? false
            let mayEnd = !hasEnded && sight.mayAppoint(to: assignment.office, in: assignment.unit)
            let path = "\(Paths.person(seen.person.id))/offices/\(assignment.id)/end"
            return PersonView.Assignment(
                id: assignment.id, office: name(assignment, context),
                on: DepartmentReference(id: assignment.unit.id, name: references.name(of: assignment.unit.text)),
                from: assignment.from, to: assignment.until,
                by: actors[assignment.id].map { EventActor($0).wording } ?? .name("–"),
                end: mayEnd
                    ? ActionButton(
                        .say("server.office-end"), url: path, posts: true, weight: .danger,
                        question: .say("server.office-end-question")) : nil)
        }
    }

    private func name(_ assignment: Assignment, _ context: PageContext) -> Wording {
        guard let subject = assignment.subject else { return .message(assignment.office.name) }
        let office = estate.phrases.text(assignment.office.name, in: context.visitor.language)
        return .say("server.office-of-system", ["office": office, "system": subject])
    }

    /// The form that gives an office; nil where the visitor gives none, or none to this person.
    private func assigning(_ state: FormState, _ context: PageContext) async throws -> PersonView.Assigning? {
        guard !seen.person.isDisabled, seen.person.id != sight.standing.person else { return nil }
        let units = try await sight.units([.assignOffices, .appointOffices])
        let offices = Office.allCases.filter { office in
            units.contains { sight.mayAppoint(to: office, in: $0.path) }
        }
        guard !offices.isEmpty else { return nil }
        return PersonView.Assigning(
            url: "\(Paths.person(seen.person.id))/offices",
            offices: offices.map { Option($0.rawValue, .message($0.name)) },
            departments: units.map { $0.option(context.visitor.language) }, state: state)
    }

    private func buttons() -> [ActionButton] {
        guard sight.mayManage(seen) else { return [] }
        let path = Paths.person(seen.person.id)
        var buttons = [ActionButton(.say("server.person-edit"), url: "\(path)/edit")]
        if seen.person.isDisabled {
            buttons.append(
                ActionButton(
                    .say("server.person-enable"), url: "\(path)/enable", posts: true,
                    question: .say("server.person-enable-question")))
        } else {
            buttons += [
                ActionButton(
                    .say("server.person-reset"), url: "\(path)/reset", posts: true,
                    question: .say("server.person-reset-question")),
                ActionButton(
                    .say("server.person-disable"), url: "\(path)/disable", posts: true, weight: .danger,
                    question: .say("server.person-disable-question")),
            ]
        }
        // Nothing brings it back: asked for on a page of its own, always.
        return buttons + [ActionButton(.say("server.person-erase"), url: "\(path)/erase", weight: .danger)]
    }

    /// What happened to the person, without what happened in units that the visitor does not see.
    private func history() async throws -> [HistoryEntry] {
        let kinds: [IdentityEventKind] = [.personAdded, .personDisabled, .personEnabled, .officeAssigned, .officeEnded]
        let shown = Set(seen.shown.map(\.id))
        return try await estate.journal.events(
            of: seen.person.id, kinds: kinds.map(\.rawValue), limit: Self.entries
        ).compactMap { placed in
            let event = placed.event
            switch IdentityEventKind(rawValue: event.kind) {
            case .officeAssigned: guard shown.contains(event.id) else { return nil }
            case .officeEnded: guard shown.contains(event.body["assignment"]?.text ?? "") else { return nil }
            default: guard seen.isOfOwn else { return nil }
            }
            return HistoryEntry(
                at: event.at, kind: .note, text: .say("server.event-\(event.kind)"),
                actor: EventActor(event.actor).wording,
                leaf: Int(clamping: placed.sequence))
        }
    }
}
