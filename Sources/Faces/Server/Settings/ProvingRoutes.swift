import Accounts
import HTTPTypes
import Hummingbird
import Model
import Pages
import WebForms

/// Where a person who is signed in proves once more who they are, before they change how they sign in.
struct ProvingRoutes {
    let estate: Estate

    func add(to router: Router<PageContext>) {
        router.get("/settings/prove") { request, context in
            try await page(FormState(), SettingsPage(estate, request, context))
        }
        router.post("/settings/prove") { request, context in try await prove(request, context) }
        router.post("/settings/prove/:id") { request, context -> Response in
            let page = try SettingsPage(estate, request, context)
            _ = try await request.form(context)
            guard let settings = estate.providers.settings(try context.parameters.require("id")) else {
                throw Refusal.notFound
            }
            let visit = ProviderVisiting(estate: estate, settings: settings, request: request, context: context)
            do {
                return try await visit.begin(for: page.person, returnPath: Paths.prove)
            } catch let fault as Fault {
                return try await self.page(
                    FormState(errors: ["": .message(try visit.told(fault).message)]), page, .unprocessableContent)
            }
        }
    }

    private func prove(_ request: Request, _ context: PageContext) async throws -> Response {
        let page = try SettingsPage(estate, request, context)
        let fields = try await request.form(context)
        let (field, again): (String, SignIns.Again) =
            if let code = fields["code"] { ("code", .totp(code)) } else {
                ("password", .password(fields.raw("password") ?? ""))
            }
        do {
            let isRight = try await estate.identity.signIns.proveAgain(
                again, of: page.person, session: page.token, context.client(request), at: context.now)
            guard isRight else {
                let words: Wording = field == "code" ? .say("server.code-refused") : .say("server.prove-refused")
                return try await self.page(FormState(errors: [field: words]), page, .unprocessableContent)
            }
        } catch let fault as Fault
            where ["accounts.too-many-attempts", "credentials.busy"].contains(fault.message.id)
        {
            return try await self.page(FormState(errors: ["": .message(fault.message)]), page, .tooManyRequests)
        }
        return Done.proven.see
    }

    private func page(
        _ state: FormState, _ page: SettingsPage, _ status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let can = try await estate.identity.signIns.provable(page.person)
        let issuers = try await estate.identity.links.all(of: page.person).map(\.issuer)
        let view = ProvingView(
            hasPassword: can.hasPassword, hasCodes: can.hasTOTP, hasPasskey: can.hasPasskey,
            providers: estate.providers.all.filter { issuers.contains($0.issuer) }.map {
                SignInView.Provider(id: $0.id, name: .localized($0.name))
            }, minutes: Int(estate.identity.sessions.proofLifetime / 60), state: state)
        return Response.page(view, estate.frame(page.request, page.context), status: status)
    }
}
