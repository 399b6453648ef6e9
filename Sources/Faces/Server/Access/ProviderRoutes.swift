import Accounts
import Credentials
import HTTPTypes
import Hummingbird
import Identity
import Model
import Pages
import WebForms

/// Signing in with a provider of OpenID Connect, and the return from one.
struct ProviderRoutes {
    let estate: Estate

    func add(to router: Router<PageContext>) {
        router.post("/sign-in/oidc/:id") { request, context in
            let settings = try settings(context)
            let fields = try await request.form(context)
            let visit = ProviderVisiting(estate: estate, settings: settings, request: request, context: context)
            do {
                return try await visit.begin(for: nil, returnPath: ReturnPath.safe(fields["return"]))
            } catch let fault as Fault {
                return try signInPage(visit.told(fault), fault, request, context)
            }
        }
        router.get("/sign-in/oidc/:id/return") { request, context in
            let settings = try settings(context)
            let visit = ProviderVisiting(estate: estate, settings: settings, request: request, context: context)
            return try await finish(visit, Self.bare(request, context), context)
        }
    }

    /// The request as pages are to name it: what a provider wrote into the address, and the code in it, are on no page.
    private static func bare(_ request: Request, _ context: PageContext) -> Request {
        var head = request.head
        head.path = context.visitor.viewer == nil ? Paths.signIn : Paths.settings
        return Request(head: head, body: request.body)
    }

    private func settings(_ context: PageContext) throws -> ProviderSettings {
        guard let settings = estate.providers.settings(try context.parameters.require("id")) else {
            throw Refusal.notFound
        }
        return settings
    }

    private func finish(
        _ visiting: ProviderVisiting, _ request: Request, _ context: PageContext
    ) async throws -> Response {
        let visit: ProviderVisit
        do {
            visit = try await visiting.visit()
        } catch let fault as Fault {
            // The visit that the browser may be on goes on: no page of others can end it.
            return try await told(fault, visiting, request, context)
        }
        var response = try await finish(visit, visiting, request, context)
        response.setCookie(Cookies.removed(Cookies.provider))
        return response
    }

    private func finish(
        _ visit: ProviderVisit, _ visiting: ProviderVisiting, _ request: Request, _ context: PageContext
    ) async throws -> Response {
        do {
            let identity = try await visiting.identity(visit)
            let account = try ProviderAccount(
                issuer: identity.issuer, subject: identity.subject, claim: identity.claim)
            guard visit.person == nil else {
                // OpenID Connect Core 1.0, section 2: whoever is asked for a fresh sign-in says when it was.
                if visit.returnPath == Paths.prove, identity.authenticated == nil {
                    throw Fault("server.link-without-time", ["provider": visiting.name])
                }
                return try await link(account, visit, request, context)
            }
            let step = try await estate.identity.signIns.begin(
                vouched: account, hasSecondFactor: visiting.settings.provesSecondFactor(identity),
                replacing: context.visitor.viewer?.token, context.client(request), at: context.now)
            let refused = page(
                .say("server.provider-not-linked", ["provider": visiting.name]), .unprocessableContent, request,
                context)
            return try await SignInRoutes(estate: estate).answer(
                step, visit.returnPath, refused: refused, request, context)
        } catch let fault as Fault {
            return try await told(fault, visiting, request, context)
        }
    }

    /// The page that says why an answer was not taken.
    private func told(
        _ fault: Fault, _ visiting: ProviderVisiting, _ request: Request, _ context: PageContext
    ) async throws -> Response {
        let told = try visiting.told(fault)
        if fault.message.id.hasPrefix("credentials.") {
            estate.identity.signIns.noteRefusal(context.client(request), at: context.now)
        }
        // Whoever is signed in came from the settings, and is told there.
        if context.visitor.viewer?.token != nil {
            return try await SettingsPage(estate, request, context).refused(told)
        }
        return signInPage(told, fault, request, context)
    }

    /// Links the account to whoever began to do so, or takes it as the proof that they began to give, if they are the one who
    /// is signed in.
    private func link(
        _ account: ProviderAccount, _ visit: ProviderVisit, _ request: Request, _ context: PageContext
    ) async throws -> Response {
        guard let person = visit.person, let viewer = context.visitor.viewer, viewer.token != nil,
            viewer.standing.person == person
        else { throw Fault("server.link-other-person") }
        // Why the browser left is kept here with the visit: nothing that it brings along says so.
        guard visit.returnPath != Paths.prove else {
            guard let token = viewer.token,
                try await estate.identity.signIns.proveAgain(
                    vouched: account, of: person, session: token, context.client(request), at: context.now)
            else { throw Fault("server.link-not-yours") }
            return Done.proven.see
        }
        try await estate.identity.links.add(account, to: person, at: context.now)
        return Done.linked.see
    }

    private func signInPage(
        _ told: Fault, _ fault: Fault, _ request: Request, _ context: PageContext
    ) -> Response {
        let status: HTTPResponse.Status =
            switch fault.message.id {
            case "accounts.too-many-attempts", "credentials.busy": .tooManyRequests
            case let id where id.hasPrefix("outbound."): .serviceUnavailable
            default: .unprocessableContent
            }
        return page(.message(told.message), status, request, context)
    }

    private func page(
        _ words: Wording, _ status: HTTPResponse.Status, _ request: Request, _ context: PageContext
    ) -> Response {
        SignInRoutes(estate: estate).page(FormState(errors: ["": words]), Paths.home, request, context, status: status)
    }
}
