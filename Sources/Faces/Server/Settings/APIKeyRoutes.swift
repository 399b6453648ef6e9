import Accounts
import Credentials
import HTTPTypes
import Hummingbird
import Identity
import Model
import Pages
import WebForms

/// Keys by which programs act for a person: made, shown this once, revoked.
struct APIKeyRoutes {
    let estate: Estate
    private static let days = 1...365

    func add(to router: Router<PageContext>) {
        router.post("/settings/keys") { request, context in try await make(request, context) }
        router.post("/settings/keys/:id/revoke") { request, context in try await revoke(request, context) }
    }

    private func make(_ request: Request, _ context: PageContext) async throws -> Response {
        let page = try SettingsPage(estate, request, context)
        let fields = try await request.form(context)
        if let asked = page.proofAsked { return asked }
        var state = FormState(fields)
        let profile = fields["scope"].flatMap { KeyProfile(rawValue: $0) }
        let grant = profile?.grant(page.standing, at: context.now)
        if grant == nil { state.errors["scope"] = .say("server.choose-one") }
        let days = fields["days"].flatMap { Int($0) }.flatMap { Self.days.contains($0) ? $0 : nil }
        if days == nil { state.errors["days"] = .say("server.days-wrong") }
        guard let grant, let days, state.errors.isEmpty else {
            return try await page.answer(SettingsPage.Forms(key: state), status: .unprocessableContent)
        }
        do {
            let made = try await estate.identity.keys.make(
                for: page.standing, label: fields["name"] ?? "", actions: grant.actions, units: grant.units,
                lifetime: Int64(days) * 86_400, at: context.now)
            return try await page.answer(SettingsPage.Forms(newKey: made.key.text))
        } catch let fault as Fault where fault.message.id.hasPrefix("accounts.") {
            state.errors[fault.message.id == "accounts.bad-label" ? "name" : ""] = .message(fault.message)
            return try await page.answer(SettingsPage.Forms(key: state), status: .unprocessableContent)
        }
    }

    private func revoke(_ request: Request, _ context: PageContext) async throws -> Response {
        let page = try SettingsPage(estate, request, context)
        let fields = try await request.form(context)
        let id = try context.parameters.require("id")
        let question = Confirmation(
            question: .say("server.key-revoke-question"), consequence: .say("server.key-revoke-what"),
            button: .say("server.key-revoke-do"), away: Link(text: .say("server.keep"), url: Paths.settings))
        if let asked = question.page(fields, estate.frame(request, context), request) { return asked }
        try await estate.identity.keys.revoke(id, of: page.person, at: context.now)
        return Done.keyRevoked.see
    }
}
