import Accounts
import HTTPTypes
import Hummingbird
import Model
import Pages
import WebForms

/// A person's accounts at providers: links one, after the provider vouched for it, and unlinks it.
struct LinkRoutes {
    let estate: Estate

    func add(to router: Router<PageContext>) {
        router.post("/settings/links") { request, context in try await remove(request, context) }
        router.post("/settings/links/:id") { request, context -> Response in
            let page = try SettingsPage(estate, request, context)
            _ = try await request.form(context)
            if let asked = page.proofAsked { return asked }
            guard let settings = estate.providers.settings(try context.parameters.require("id")) else {
                throw Refusal.notFound
            }
            let visit = ProviderVisiting(estate: estate, settings: settings, request: request, context: context)
            do {
                return try await visit.begin(for: page.person, returnPath: Paths.settings)
            } catch let fault as Fault {
                return try await page.refused(try visit.told(fault))
            }
        }
    }

    private func remove(_ request: Request, _ context: PageContext) async throws -> Response {
        let page = try SettingsPage(estate, request, context)
        let fields = try await request.form(context)
        if let asked = page.proofAsked { return asked }
        let question = Confirmation(
            question: .say("server.unlink-question"), consequence: .say("server.unlink-what"),
            button: .say("pages.unlink"), away: Link(text: .say("server.keep"), url: Paths.settings))
        if let asked = question.page(fields, estate.frame(request, context), request) { return asked }
        guard let session = context.visitor.viewer?.session else { throw Refusal(.unauthorized) }
        do {
            try await estate.identity.links.remove(
                issuer: fields["issuer"] ?? "", of: page.person, but: session, at: context.now)
        } catch let fault as Fault where ["identity.no-link", "accounts.last-way"].contains(fault.message.id) {
            return try await page.refused(fault)
        }
        return Done.unlinked.see
    }
}
