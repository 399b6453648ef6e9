import Accounts
import CanonicalJSON
import Credentials
import HTTPTypes
import Hummingbird
import Model
import Pages
import WebForms

/// Passkeys of a person who is signed in: the two halves of the ceremony, and taking one away.
struct PasskeyRoutes {
    let estate: Estate
    private static let labelLimit = 100

    func add(to router: Router<PageContext>) {
        router.post("/settings/passkeys/options") { request, context -> Response in
            let page = try SettingsPage(estate, request, context)
            _ = try await request.script(context)
            if let asked = page.proofAskedOfScript { return asked }
            let (token, options) = try await estate.identity.factors.preparePasskey(page.person, at: context.now)
            var response = Response.json(options)
            response.setCookie(Cookies.passing(Cookies.step, token.text))
            return response
        }
        router.post("/settings/passkeys") { request, context in try await keep(request, context) }
        router.post("/settings/passkeys/:id/remove") { request, context in try await remove(request, context) }
    }

    private func keep(_ request: Request, _ context: PageContext) async throws -> Response {
        let page = try SettingsPage(estate, request, context)
        let value = try await request.script(context)
        if let asked = page.proofAskedOfScript { return asked }
        guard let text = request.cookies[Cookies.step]?.value, let token = try? SignInToken(text),
            let credential = value["credential"]
        else { throw Refusal(.badRequest, Message("server.sign-in-over")) }
        let codes: [String]?
        do {
            codes = try await estate.identity.factors.addPasskey(
                token, page.person, credential, label: label(value, request, context), at: context.now)
        } catch let fault as Fault where fault.message.id.isOfCeremony {
            return .json(["problem": .string(fault.message.id)], status: .unprocessableContent)
        }
        // Whoever had no recovery codes is led to where they are made and shown.
        var response = Response.json(["location": .string(codes == nil ? Done.passkey.path : Paths.recoveryCodes)])
        response.setCookie(Cookies.removed(Cookies.step))
        return response
    }

    /// The name that the person gave it; else the browser and the day.
    private func label(_ value: JSONValue, _ request: Request, _ context: PageContext) -> String {
        if let given = value["label"]?.text, !given.isEmpty { return given }
        let name = "\(BrowserName.of(request.headers[.userAgent] ?? "")) \(context.now.date)"
        return String(decoding: name.utf8.prefix(Self.labelLimit), as: UTF8.self)
    }

    private func remove(_ request: Request, _ context: PageContext) async throws -> Response {
        let page = try SettingsPage(estate, request, context)
        let fields = try await request.form(context)
        if let asked = page.proofAsked { return asked }
        let id = try context.parameters.require("id")
        let question = Confirmation(
            question: .say("server.passkey-remove-question"), consequence: .say("server.passkey-remove-what"),
            button: .say("server.passkey-remove-do"), away: Link(text: .say("server.keep"), url: Paths.settings))
        if let asked = question.page(fields, estate.frame(request, context), request) { return asked }
        do {
            try await estate.identity.factors.removePasskey(id, page.person, at: context.now)
        } catch let fault as Fault where fault.message.id == "accounts.last-factor" {
            return try await page.refused(fault)
        }
        return Done.passkeyRemoved.see
    }
}

extension String {
    /// Whether a fault with this id says that a passkey's answer does not do.
    var isOfCeremony: Bool { hasPrefix("credentials.passkey-") || hasPrefix("accounts.") }
}
