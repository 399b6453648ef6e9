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
    private static let noteLimit = 2000

    func add(to router: Router<PageContext>) {
        for act in Act.allCases {
            router.get("/findings/:id/\(act.rawValue)") { request, context in
                let (finding, system) = try await find(act, context)
                return try await form(
                    act, finding, system, FormState(values: ["version": finding.version]), request, context)
            }
            router.post("/findings/:id/\(act.rawValue)") { request, context in
                try await take(act, request, context)
            }
        }
    }

    private enum Act: String, CaseIterable {
        case plan, ask, decide

        var action: Action { self == .decide ? .makeDecisions : .fixFindings }
    }

    private func find(_ act: Act, _ context: PageContext) async throws -> (Finding, RegisteredSystem) {
        let id = try context.parameters.require("id")
        guard let finding = try await estate.programme.finding(id, context.scope(.seeFindings)),
            let system = try await estate.programme.system(finding.subject, context.scope(.seeSystems))?.system
        else { throw Refusal.notFound }
        try context.require(act.action, on: system)
        return (finding, system)
    }

    private func take(_ act: Act, _ request: Request, _ context: PageContext) async throws -> Response {
        let (finding, system) = try await find(act, context)
        let fields = try await request.form(context)
        var state = FormState(values: Dictionary(fields.fields.map { ($0.name, $0.value) }) { first, _ in first })
        guard state.values["version"] == finding.version else {
            return try await overtaken(act, finding, system, state, request, context)
        }
        let note = fields["note"] ?? ""
        if note.isEmpty { state.errors["note"] = .say("server.note-missing") }
        if note.utf8.count > Self.noteLimit {
            state.errors["note"] = .say("server.note-long", ["limit": String(Self.noteLimit)])
        }
        var day: Instant?
        if act != .decide {
            day = estate.endOfDay(toCome: fields["day"], at: context.now)
            if day == nil { state.errors["day"] = .say("server.day-wrong") }
        }
        let decision = fields["decision"]
        if act == .decide, decision != "accept", decision != "reject" {
            state.errors["decision"] = .say("server.decision-missing")
        }
        guard state.errors.isEmpty else {
            return try await form(act, finding, system, state, request, context, status: .unprocessableContent)
        }
        let (now, actor) = (context.now, try context.actor())
        do {
            switch act {
            case .plan:
                try await estate.programme.plan(
                    finding, office: Office.systemOwner.rawValue, due: day ?? now, note: note, at: now, actor: actor)
            case .ask:
                try await estate.programme.ask(
                    acceptance: finding, until: day ?? now, reason: note, at: now, actor: actor)
            case .decide:
                try await estate.programme.decide(
                    finding, accept: decision == "accept", note: note, at: now, actor: actor)
            }
        } catch let fault as Fault where fault.message.id == "programme.changed-meanwhile" {
            let (finding, system) = try await find(act, context)
            return try await overtaken(act, finding, system, state, request, context)
        }
        return .see(Paths.finding(finding.id))
    }

    /// Someone was faster: what they did is shown before this is done on top of it.
    private func overtaken(
        _ act: Act, _ finding: Finding, _ system: RegisteredSystem, _ state: FormState, _ request: Request,
        _ context: PageContext
    ) async throws -> Response {
        var state = state
        state.errors[""] = .say("server.changed-meanwhile")
        state.values["version"] = finding.version
        return try await form(act, finding, system, state, request, context, status: .conflict)
    }

    private func form(
        _ act: Act, _ finding: Finding, _ system: RegisteredSystem, _ state: FormState, _ request: Request,
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
