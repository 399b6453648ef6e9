import HTTPTypes
import Hummingbird
import Identity
import Model
import Pages
import Programme
import WebForms

/// What can be done about a finding: plan its mending, ask that it be accepted for a time, decide on that.
struct FindingActionRoutes {
    let estate: Estate

    func add(to router: Router<PageContext>) {
        for act in FindingAct.allCases {
            router.get("/findings/:id/\(act.rawValue)") { request, context in
                let (finding, system) = try await Lookup(estate: estate, context: context).finding(to: act.action)
                return try await form(
                    act, finding, system, FormState(values: ["version": finding.version]), request, context)
            }
            router.post("/findings/:id/\(act.rawValue)") { request, context in
                try await take(act, request, context)
            }
        }
    }

    private func take(_ act: FindingAct, _ request: Request, _ context: PageContext) async throws -> Response {
        let (finding, system) = try await Lookup(estate: estate, context: context).finding(to: act.action)
        let fields = try await request.form(context)
        var state = FormState(values: Dictionary(fields.fields.map { ($0.name, $0.value) }) { first, _ in first })
        guard state.values["version"] == finding.version else {
            return try await overtaken(act, finding, system, state, request, context)
        }
        guard let deed = deed(act, fields, context, &state.errors) else {
            return try await form(act, finding, system, state, request, context, status: .unprocessableContent)
        }
        do {
            try await deed.take(on: finding, in: estate, context)
        } catch let fault as Fault where fault.message.id == "programme.changed-meanwhile" {
            let (finding, system) = try await Lookup(estate: estate, context: context).finding(to: act.action)
            return try await overtaken(act, finding, system, state, request, context)
        }
        return .see(Paths.finding(finding.id))
    }

    /// What was filled in; nil where something is wrong with it, which is then among the errors.
    private func deed(
        _ act: FindingAct, _ fields: FormFields, _ context: PageContext, _ errors: inout [String: Wording]
    ) -> FindingDeed? {
        let note = fields["note"] ?? ""
        if note.isEmpty { errors["note"] = .say("server.note-missing") }
        if note.unicodeScalars.count > FindingAct.noteLimit {
            errors["note"] = .say("server.note-long", ["limit": String(FindingAct.noteLimit)])
        }
        guard act != .decide else {
            let decision = fields["decision"]
            if decision != "accept", decision != "reject" { errors["decision"] = .say("server.decision-missing") }
            return errors.isEmpty ? .decide(isAccepted: decision == "accept", reason: note) : nil
        }
        guard let day = estate.endOfDay(toCome: fields["day"], at: context.now) else {
            errors["day"] = .say("server.day-wrong")
            return nil
        }
        guard errors.isEmpty else { return nil }
        return act == .plan ? .plan(note: note, due: day) : .ask(reason: note, until: day)
    }

    /// Someone was faster: what they did is shown before this is done on top of it.
    private func overtaken(
        _ act: FindingAct, _ finding: Finding, _ system: RegisteredSystem, _ state: FormState, _ request: Request,
        _ context: PageContext
    ) async throws -> Response {
        var state = state
        state.errors[""] = .say("server.changed-meanwhile")
        state.values["version"] = finding.version
        return try await form(act, finding, system, state, request, context, status: .conflict)
    }

    private func form(
        _ act: FindingAct, _ finding: Finding, _ system: RegisteredSystem, _ state: FormState, _ request: Request,
        _ context: PageContext, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        var fields: [FormField] = []
        switch act {
        case .plan:
            fields.append(FormField("note", .say("server.plan-note"), .multiline(rows: 4)))
            fields.append(FormField("day", .say("server.plan-day"), .date))
        case .ask:
            fields.append(
                FormField("note", .say("server.ask-note"), .multiline(rows: 4), hint: .say("server.ask-hint")))
            fields.append(FormField("day", .say("server.ask-day"), .date))
        case .decide:
            fields.append(
                FormField(
                    "decision", .say("server.decision"),
                    .radios([
                        Option("accept", .say("server.accept"), hint: .say("server.accept-what")),
                        Option("reject", .say("server.reject"), hint: .say("server.reject-what")),
                    ])))
            fields.append(FormField("note", .say("server.decision-note"), .multiline(rows: 4)))
        }
        let asked = act == .decide ? finding.acceptance?.reason : nil
        let view = FormView(
            title: .say("server.\(act.rawValue)"), above: .localized(finding.sighting.title),
            below: asked.map { .written($0, in: nil) },
            trail: [
                Link(text: .localized(system.name), url: Paths.system(system.id)),
                Link(text: .localized(finding.sighting.title), url: Paths.finding(finding.id)),
            ], section: .findings, url: "\(Paths.finding(finding.id))/\(act.rawValue)", fields: fields, state: state,
            hidden: ["version": state.values["version"] ?? finding.version], button: .say("server.\(act.rawValue)"),
            away: Link(text: .say("server.back"), url: Paths.finding(finding.id)))
        return Response.page(view, estate.frame(request, context), status: status)
    }
}
