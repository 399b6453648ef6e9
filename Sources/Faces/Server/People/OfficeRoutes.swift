import HTTPTypes
import Hummingbird
import Identity
import Model
import Pages
import Programme
import WebForms

/// Giving offices to a person, and ending them.
struct OfficeRoutes {
    let estate: Estate

    func add(to router: Router<PageContext>) {
        router.post("/people/:id/offices") { request, context in try await assign(request, context) }
        router.post("/people/:id/offices/:assignment/end") { request, context in try await end(request, context) }
    }

    private func assign(_ request: Request, _ context: PageContext) async throws -> Response {
        let sight = try PeopleSight(estate, context)
        let seen = try await sight.person(context.parameters.require("id"))
        let fields = try await request.form(context)
        guard seen.person.id != sight.standing.person else {
            throw Refusal(.forbidden, Message("server.office-own"))
        }
        var state = FormState(fields)
        let page = PersonPage(estate: estate, sight: sight, seen: seen)
        let office = fields["office"].flatMap { Office(rawValue: $0) }
        if office == nil { state.errors["office"] = .say("server.choose-one") }
        // A unit in which the visitor gives nothing is not told from none at all.
        let unit = try await sight.units([.assignOffices, .appointOffices]).first { $0.id == fields["department"] }
        if unit == nil { state.errors["department"] = .say("server.choose-one") }
        let term = Term(fields, now: context.now, in: estate)
        state.errors.merge(term.errors) { $1 }
        if let office, let unit {
            if !sight.mayAppoint(to: office, in: unit.path) {
                state.errors["office"] = .say("server.office-not-yours")
            } else if try await !isSystem(fields["system"], in: unit) {
                state.errors["system"] = .say("server.no-such-system")
            }
        }
        guard let office, let unit, let from = term.from, state.errors.isEmpty else {
            return try await page.answer(request, context, assigning: state, status: .unprocessableContent)
        }
        do {
            _ = try await estate.identity.offices.assign(
                office, to: seen.person.id, in: unit.id, subject: fields["system"], from: from, until: term.until,
                at: context.now, actor: context.actor())
        } catch let fault as Fault where fault.message.id.hasPrefix("identity.") {
            state.errors[Self.field(of: fault)] = .message(fault.message)
            return try await page.answer(request, context, assigning: state, status: .unprocessableContent)
        }
        return .see(Paths.person(seen.person.id))
    }

    /// Whether a system is one of the unit or of those below; one that is none of theirs is not told from none at all.
    private func isSystem(_ id: String?, in unit: OrgUnit) async throws -> Bool {
        guard let id else { return true }
        return try await estate.programme.system(id, UnitScope(under: unit.path.text)) != nil
    }

    private static func field(of fault: Fault) -> String {
        switch fault.message.id {
        case "identity.office-needs-subject", "identity.office-without-subject": "system"
        case "identity.ends-before-it-begins": "to"
        default: ""
        }
    }

    private func end(_ request: Request, _ context: PageContext) async throws -> Response {
        let sight = try PeopleSight(estate, context)
        let seen = try await sight.person(context.parameters.require("id"))
        let id = try context.parameters.require("assignment")
        guard let assignment = seen.shown.first(where: { $0.id == id }) else { throw Refusal.notFound }
        guard sight.mayAppoint(to: assignment.office, in: assignment.unit) else {
            throw Refusal(.forbidden, Message("server.office-not-yours"))
        }
        let fields = try await request.form(context)
        let question = Confirmation(
            question: .say("server.office-end-question"), consequence: .say("server.office-end-what"),
            button: .say("server.office-end"),
            away: Link(text: .say("server.cancel"), url: Paths.person(seen.person.id)))
        if let asked = question.page(fields, estate.frame(request, context), request) { return asked }
        do {
            try await estate.identity.offices.end(
                id, of: seen.person.id, at: context.now, actor: context.actor())
        } catch let fault as Fault where fault.message.id == "identity.already-ended" {
            // Someone else was faster: the page shows when it ended.
            return try await PersonPage(estate: estate, sight: sight, seen: seen).answer(
                request, context, notices: [Notice(kind: .warning, text: .message(fault.message))], status: .conflict)
        }
        return .see(Paths.person(seen.person.id))
    }
}
