import HTTPTypes
import Hummingbird
import Identity
import Model
import Pages
import Phrases
import WebForms

/// What a body that is not governed lets others see: shown to those who see the body, decided by the body alone.
struct AgreementRoutes {
    let estate: Estate

    func add(to router: Router<PageContext>) {
        router.get("/departments/:id/agreements") { request, context in
            try await page(context).answer(request, context)
        }
        router.post("/departments/:id/agreements") { request, context in try await make(request, context) }
        router.post("/departments/:id/agreements/:agreement/end") { request, context in
            try await end(request, context)
        }
    }

    private func page(_ context: PageContext) async throws -> AgreementPage {
        AgreementPage(estate: estate, sight: try await AgreementSight(estate, context))
    }

    private func make(_ request: Request, _ context: PageContext) async throws -> Response {
        let page = try await page(context)
        try page.sight.requireMaking()
        let acts = AgreementActs(estate: estate, sight: page.sight, context: context)
        let fields = try await request.form(context)
        var state = FormState(fields)
        var faults = FieldFaults()
        let new = AgreementActs.NewAgreement(
            extents: Self.extents(fields, &state), withheld: Self.words(fields["withheld"]),
            days: (fields["from"], fields["to"]))
        let terms = acts.terms(new, &faults)
        faults.show(in: &state, naming: Self.names)
        guard let terms, state.errors.isEmpty else {
            return try await page.answer(request, context, making: state, status: .unprocessableContent)
        }
        guard fields["version"] == page.sight.version else {
            state.errors[""] = .say("server.agreements-changed")
            return try await page.answer(request, context, making: state, status: .conflict)
        }
        if let asked = question(terms.extents, page, context).page(fields, estate.frame(request, context), request) {
            return asked
        }
        do {
            _ = try await acts.make(terms)
        } catch let fault as Fault where fault.message.id == "identity.agreements-changed" {
            return try await self.page(context).answer(
                request, context, making: state,
                notices: [Notice(kind: .warning, text: .say("server.agreements-changed"))], status: .conflict)
        } catch let faults as FieldFaults {
            faults.show(in: &state, naming: Self.names)
            return try await page.answer(request, context, making: state, status: .unprocessableContent)
        }
        return .see(Paths.agreements(page.sight.unit.id))
    }

    /// What the form calls its fields.
    private static let names: [ActField: String] = [.until: "to"]

    private static func extents(_ fields: FormFields, _ state: inout FormState) -> [Agreement.Field: Agreement.Extent] {
        var extents: [Agreement.Field: Agreement.Extent] = [:]
        for field in Agreement.Field.allCases {
            let extent = fields[field.rawValue].flatMap { Agreement.Extent(rawValue: $0) }
            if let extent, field.extents.contains(extent) {
                extents[field] = extent
            } else {
                state.errors[field.rawValue] = .say("server.choose-one")
            }
        }
        return extents
    }

    private static func words(_ text: String?) -> [String] {
        (text ?? "").split { $0.isWhitespace || $0 == "," }.map(String.init)
    }

    /// Asks on a page of its own, in full, what will be seen.
    private func question(
        _ extents: [Agreement.Field: Agreement.Extent], _ page: AgreementPage, _ context: PageContext
    ) -> Confirmation {
        func say(_ message: Message) -> String { estate.phrases.text(message, in: context.visitor.language) }
        let sights = Agreement.Field.allCases.map { field in
            say(
                Message(
                    "server.agreement-sight",
                    [
                        "field": say(field.name), "shown": say(field.sight(extents[field] ?? .none)),
                    ]))
        }
        return Confirmation(
            question: .say("pages.agreement-question"),
            consequence: .say("server.agreement-what", ["sights": sights.joined(separator: " ")]),
            button: .say("pages.agreement-make"),
            away: Link(text: .say("server.cancel"), url: Paths.agreements(page.sight.unit.id)))
    }

    private func end(_ request: Request, _ context: PageContext) async throws -> Response {
        let page = try await page(context)
        let id = try page.sight.ending(context)
        let fields = try await request.form(context)
        let question = Confirmation(
            question: .say("server.agreement-end-question"), consequence: .say("server.agreement-end-what"),
            button: .say("server.agreement-end"),
            away: Link(text: .say("server.cancel"), url: Paths.agreements(page.sight.unit.id)))
        if let asked = question.page(fields, estate.frame(request, context), request) { return asked }
        do {
            try await AgreementActs(estate: estate, sight: page.sight, context: context).end(id)
        } catch let fault as Fault where fault.message.id == "identity.already-ended" {
            // Someone else was faster: the page shows when it ended.
            return try await self.page(context).answer(
                request, context, notices: [Notice(kind: .warning, text: .message(fault.message))], status: .conflict)
        }
        return .see(Paths.agreements(page.sight.unit.id))
    }
}
