import Accounts
import HTTPTypes
import Hummingbird
import Model
import Pages
import WebForms

/// One-time codes of an authenticator app, and recovery codes.
struct CodeRoutes {
    let estate: Estate

    func add(to router: Router<PageContext>) {
        router.post("/settings/codes") { request, context -> Response in
            let page = try SettingsPage(estate, request, context)
            _ = try await request.form(context)
            if let asked = page.proofAsked { return asked }
            // An app that holds already stays until it is turned off: nobody is to lose a factor by a stray click.
            if try await !estate.identity.factors.enrolled(page.person).hasTOTP {
                _ = try await estate.identity.factors.prepareTOTP(page.person)
            }
            return Response.see(Paths.settings)
        }
        router.post("/settings/codes/confirm") { request, context in try await confirm(request, context) }
        router.post("/settings/codes/stop") { request, context in try await stop(request, context) }
        router.get("/settings/recovery-codes") { request, context in
            _ = try SettingsPage(estate, request, context)
            return renewal.page(FormFields(), estate.frame(request, context), request) ?? .see(Paths.settings)
        }
        router.post("/settings/recovery-codes") { request, context in try await renew(request, context) }
    }

    private var renewal: Confirmation {
        Confirmation(
            question: .say("server.recovery-question"), consequence: .say("server.recovery-what"),
            button: .say("server.recovery-do"), away: Link(text: .say("server.keep"), url: Paths.settings))
    }

    private func confirm(_ request: Request, _ context: PageContext) async throws -> Response {
        let page = try SettingsPage(estate, request, context)
        let fields = try await request.form(context)
        if let asked = page.proofAsked { return asked }
        do {
            let codes = try await estate.identity.factors.confirmTOTP(
                fields["code"] ?? "", page.person, at: context.now)
            guard let codes else { return Done.codes.see }
            return Response.page(
                RecoveryCodesView(codes: codes, url: Done.codes.path), estate.frame(request, context))
        } catch let fault as Fault where fault.message.id.hasPrefix("credentials.totp-") {
            return try await page.answer(
                SettingsPage.Forms(code: FormState(errors: ["code": .message(fault.message)])),
                status: .unprocessableContent)
        } catch let fault as Fault where fault.message.id.hasPrefix("accounts.") {
            return try await page.refused(fault)
        }
    }

    private func stop(_ request: Request, _ context: PageContext) async throws -> Response {
        let page = try SettingsPage(estate, request, context)
        let fields = try await request.form(context)
        if let asked = page.proofAsked { return asked }
        let question = Confirmation(
            question: .say("server.codes-stop-question"), consequence: .say("server.codes-stop-what"),
            button: .say("server.codes-stop-do"), away: Link(text: .say("server.keep"), url: Paths.settings))
        if let asked = question.page(fields, estate.frame(request, context), request) { return asked }
        do {
            try await estate.identity.factors.removeTOTP(page.person, at: context.now)
        } catch let fault as Fault where fault.message.id == "accounts.last-factor" {
            return try await page.refused(fault)
        }
        return Done.codesStopped.see
    }

    private func renew(_ request: Request, _ context: PageContext) async throws -> Response {
        let page = try SettingsPage(estate, request, context)
        let fields = try await request.form(context)
        if let asked = page.proofAsked { return asked }
        if let asked = renewal.page(fields, estate.frame(request, context), request) { return asked }
        guard try await !estate.identity.factors.enrolled(page.person).isEmpty else {
            throw Refusal(.badRequest, Message("server.recovery-needs-factor"))
        }
        let codes = try await estate.identity.factors.renewRecoveryCodes(page.person, at: context.now)
        return Response.page(RecoveryCodesView(codes: codes, url: Paths.settings), estate.frame(request, context))
    }
}
