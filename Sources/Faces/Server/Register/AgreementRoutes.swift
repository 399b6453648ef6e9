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

    /// - Throws: `Refusal` (404) for a unit that the visitor does not see, and for one that is governed.
    private func page(_ context: PageContext) async throws -> AgreementPage {
        let id = try context.parameters.require("id")
        let standing = try context.standing()
        guard let unit = try await estate.identity.units.unit(id), unit.relation != .governed,
            standing.visibility(for: .seePosture, at: context.now).contains(Target(unit: unit.path))
        else { throw Refusal.notFound }
        return AgreementPage(
            estate: estate, unit: unit, agreements: try await estate.identity.agreements.all(of: id),
            mayMake: standing.decide(.makeAgreements, on: Target(unit: unit.path), at: context.now).isAllowed)
    }

    private func ownPage(_ context: PageContext) async throws -> AgreementPage {
        let page = try await page(context)
        guard page.mayMake else { throw Refusal(.forbidden, Message("server.agreement-not-yours")) }
        return page
    }

    private func make(_ request: Request, _ context: PageContext) async throws -> Response {
        let page = try await ownPage(context)
        let fields = try await request.form(context)
        var state = FormState(fields)
        var faults = FieldFaults()
        let term = Term(fields["from"], fields["to"], now: context.now, in: estate, &faults)
        faults.show(in: &state, naming: [.until: "to"])
        let extents = Self.extents(fields, &state)
        let withheld = Self.withheld(fields, &state)
        guard state.errors.isEmpty else {
            return try await page.answer(request, context, making: state, status: .unprocessableContent)
        }
        guard fields["version"] == page.version else {
            state.errors[""] = .say("server.agreements-changed")
            return try await page.answer(request, context, making: state, status: .conflict)
        }
        if let asked = question(extents, page, context).page(fields, estate.frame(request, context), request) {
            return asked
        }
        do {
            _ = try await estate.identity.agreements.make(
                for: page.unit.id, from: term.from, until: term.until, extents: extents, withheld: withheld,
                seen: page.agreements, at: context.now, actor: context.actor())
        } catch let fault as Fault where fault.message.id == "identity.agreements-changed" {
            return try await self.page(context).answer(
                request, context, making: state,
                notices: [Notice(kind: .warning, text: .say("server.agreements-changed"))], status: .conflict)
        } catch let fault as Fault where fault.message.id == "identity.ends-before-it-begins" {
            state.errors["to"] = .message(fault.message)
            return try await page.answer(request, context, making: state, status: .unprocessableContent)
        }
        return .see(Paths.agreements(page.unit.id))
    }

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

    private static func withheld(_ fields: FormFields, _ state: inout FormState) -> Set<String> {
        let names = (fields["withheld"] ?? "").split { $0.isWhitespace || $0 == "," }.map(String.init)
        do throws(Fault) {
            return try AgreementTerms.withheld(names)
        } catch {
            state.errors["withheld"] = .message(error.message)
            return []
        }
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
            away: Link(text: .say("server.cancel"), url: Paths.agreements(page.unit.id)))
    }

    private func end(_ request: Request, _ context: PageContext) async throws -> Response {
        let page = try await page(context)
        let id = try context.parameters.require("agreement")
        guard page.agreements.contains(where: { $0.id == id }) else { throw Refusal.notFound }
        guard page.mayMake else { throw Refusal(.forbidden, Message("server.agreement-not-yours")) }
        let fields = try await request.form(context)
        let question = Confirmation(
            question: .say("server.agreement-end-question"), consequence: .say("server.agreement-end-what"),
            button: .say("server.agreement-end"),
            away: Link(text: .say("server.cancel"), url: Paths.agreements(page.unit.id)))
        if let asked = question.page(fields, estate.frame(request, context), request) { return asked }
        do {
            try await estate.identity.agreements.end(
                id, of: page.unit.id, at: context.now, actor: context.actor())
        } catch let fault as Fault where fault.message.id == "identity.already-ended" {
            // Someone else was faster: the page shows when it ended.
            return try await self.page(context).answer(
                request, context, notices: [Notice(kind: .warning, text: .message(fault.message))], status: .conflict)
        }
        return .see(Paths.agreements(page.unit.id))
    }
}
