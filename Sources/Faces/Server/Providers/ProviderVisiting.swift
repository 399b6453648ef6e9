import Accounts
import Credentials
import HTTPTypes
import Hummingbird
import Logging
import Model
import Pages
import WebForms

/// The way of one browser to a provider and back.
struct ProviderVisiting {
    let estate: Estate
    let settings: ProviderSettings
    let request: Request
    let context: PageContext

    /// The provider's name in the visitor's language.
    var name: String { settings.name[context.visitor.language] }

    /// Sends the browser to the provider.
    ///
    /// - Parameter person: whose account is to be linked; nil where the visit is to sign in.
    /// - Throws: `Fault` (`credentials.…`, `outbound.…`, `accounts.too-many-attempts`).
    func begin(for person: String?, returnPath: String) async throws -> Response {
        let (now, client) = (context.now, context.client(request))
        var generator = SystemRandomNumberGenerator()
        let asked = OpenIDRequest(at: now, anew: person != nil, using: &generator)
        let redirect = estate.providers.redirect(settings, host: request.head.authority)
        let token = try await estate.identity.signIns.begin(
            ProviderVisit(
                issuer: settings.issuer, request: asked, person: person, redirect: redirect, returnPath: returnPath),
            client, at: now)
        let address = try await estate.providers.address(asked, at: settings, redirect: redirect, now: now)
        var response = Response.page(
            LeavingView(provider: .localized(settings.name), url: address), estate.frame(request, context))
        response.headers[Self.refresh] = "0; url=\(address)"
        response.setCookie(Cookies.brief(Cookies.provider, token.text, seconds: Int(OpenIDRequest.lifetime)))
        return response
    }

    /// Ends the visit that the browser comes back from.
    ///
    /// - Throws: `Fault` (`credentials.openid-wrong-state`) where it is on none with what it brings.
    func visit() async throws -> ProviderVisit {
        let token = request.cookies[Cookies.provider].flatMap { try? SignInToken($0.value) }
        return try await estate.identity.signIns.end(token, state: request.query().raw("state"), at: context.now)
    }

    /// Whom the provider vouches for.
    ///
    /// - Throws: `Fault` (`credentials.…`, `outbound.…`).
    func identity(_ visit: ProviderVisit) async throws -> OpenIDIdentity {
        // Each provider has an address of its own to come back to (RFC 9700, section 4.4.2.2).
        guard visit.issuer == settings.issuer else { throw Fault("credentials.openid-wrong-issuer") }
        return try await estate.providers.finish(
            request.query().fields.map { ($0.name, $0.value) }, request: visit.request, at: settings,
            redirect: visit.redirect, now: context.now)
    }

    /// What to tell the person of a fault on the way; the log gets the fault itself.
    ///
    /// - Throws: the fault, where it is none of the way to a provider.
    func told(_ fault: Fault) throws -> Fault {
        let id = fault.message.id
        guard
            ["credentials.openid-", "outbound.", "identity.", "server.link-"].contains(where: id.hasPrefix)
                || ["accounts.too-many-attempts", "credentials.busy"].contains(id)
        else { throw fault }
        context.logger.warning(
            "sign-in with a provider failed", metadata: ["provider": "\(settings.id)", "fault": "\(fault)"])
        guard id.hasPrefix("outbound.") else { return fault }
        return Fault("server.provider-unreachable", ["provider": name])
    }

    private static let refresh: HTTPField.Name = {
        guard let name = HTTPField.Name("Refresh") else { preconditionFailure("a valid header name") }
        return name
    }()
}
