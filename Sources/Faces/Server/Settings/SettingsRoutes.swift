import Accounts
import HTTPTypes
import Hummingbird
import Model
import Pages
import WebForms

/// A person's own page: the password, and the sessions.
struct SettingsRoutes {
    let estate: Estate

    func add(to router: Router<PageContext>) {
        router.get("/settings") { request, context in
            let page = try SettingsPage(estate, request, context)
            let done = try request.query()["done"].flatMap { Done(rawValue: $0) }
            return try await page.answer(SettingsPage.Forms(notices: done.map { [$0.notice] } ?? []))
        }
        router.post("/settings/password") { request, context in try await changePassword(request, context) }
        router.post("/settings/sessions/:id/end") { request, context in
            let page = try SettingsPage(estate, request, context)
            _ = try await request.form(context)
            let id = try context.parameters.require("id")
            try await estate.identity.sessions.revoke(id, of: page.person, at: context.now)
            return Done.session.see
        }
    }

    private func changePassword(_ request: Request, _ context: PageContext) async throws -> Response {
        let page = try SettingsPage(estate, request, context)
        let fields = try await request.form(context)
        do {
            try await estate.identity.signIns.changePassword(
                of: page.person, from: fields.raw("current") ?? "", to: fields.raw("new") ?? "", session: page.token,
                context.client(request), at: context.now)
        } catch let fault as Fault {
            let field: String
            switch fault.message.id {
            case "accounts.password-wrong": field = "current"
            case let id where id.hasPrefix("credentials.password-"): field = "new"
            case "accounts.too-many-attempts", "credentials.busy": field = ""
            default: throw fault
            }
            return try await page.answer(
                SettingsPage.Forms(password: FormState(errors: [field: .message(fault.message)])),
                status: field.isEmpty ? .tooManyRequests : .unprocessableContent)
        }
        return Done.password.see
    }
}

/// What was just done on the page; it is told after the browser was sent back to it.
enum Done: String {
    case password, session, codes
    case codesStopped = "codes-stopped"
    case passkey
    case passkeyRemoved = "passkey-removed"
    case keyRevoked = "key-revoked"
    case linked, unlinked, proven

    /// Where it is told.
    var path: String { Paths.query(Paths.settings, [("done", rawValue)]) }
    /// Sends the browser there.
    var see: Response { .see(path) }
    /// How it is told.
    var notice: Notice { Notice(kind: .success, text: .say("server.done-\(rawValue)")) }
}
