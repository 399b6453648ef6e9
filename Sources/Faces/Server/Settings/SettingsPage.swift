import Accounts
import CanonicalJSON
import Credentials
import HTTPTypes
import Hummingbird
import Identity
import Model
import Pages

/// The page of a person's own choices, keys and sessions.
struct SettingsPage {
    let estate: Estate
    let request: Request
    let context: PageContext
    /// Whose it is.
    let standing: Standing
    /// The session that the page is shown in.
    let token: SessionToken

    /// - Throws: `Refusal` (401) where nobody signed in by a browser.
    init(_ estate: Estate, _ request: Request, _ context: PageContext) throws(Refusal) {
        self.estate = estate
        self.request = request
        self.context = context
        standing = try context.standing()
        guard let token = context.visitor.viewer?.token else { throw Refusal(.unauthorized) }
        self.token = token
    }

    /// The person's opaque id.
    var person: String { standing.person }

    /// Sends the browser to where the person proves once more who they are; nil where they did so lately. Whatever changes
    /// how a person signs in asks this first.
    var proofAsked: Response? {
        guard let session = context.visitor.viewer?.session, estate.identity.sessions.isProven(session, at: context.now)
        else { return .see(Paths.prove) }
        return nil
    }

    /// The same for a page's script, which goes where it is told.
    var proofAskedOfScript: Response? {
        proofAsked == nil ? nil : .json(["location": .string(Paths.prove)])
    }

    /// What a form on the page was filled in with.
    struct Forms {
        var password = FormState()
        var code = FormState()
        var key = FormState()
        /// A key that was just made.
        var newKey: String?
        /// What just happened, or could not.
        var notices: [Notice] = []
    }

    /// The page.
    func answer(_ forms: Forms = Forms(), status: HTTPResponse.Status = .ok) async throws -> Response {
        let view = SettingsView(
            newKey: forms.newKey, codeFactor: try await codeFactor(),
            needsSecondFactor: try await needsSecondFactor(), passkeys: try await passkeys(), links: try await links(),
            sessions: try await sessions(), keys: try await keys(),
            scopes: KeyProfile.allCases.filter { $0.grant(standing, at: context.now) != nil }.map(\.option),
            password: forms.password, code: forms.code, key: forms.key)
        return Response.page(view, estate.frame(request, context, notices: forms.notices), status: status)
    }

    /// The page with what could not be done.
    func refused(_ fault: Fault) async throws -> Response {
        try await answer(
            Forms(notices: [Notice(kind: .error, text: .message(fault.message))]), status: .unprocessableContent)
    }

    private func codeFactor() async throws -> SettingsView.CodeFactor {
        let enrolled = try await estate.identity.factors.enrolled(person)
        if enrolled.hasTOTP { return .on(recoveryLeft: enrolled.recoveryCodes) }
        guard let pending = try await estate.identity.factors.pendingTOTP(person) else { return .off }
        let name = try await estate.identity.people.person(person)?.signIn ?? person
        return .enrolling(secret: pending.typedSecret, url: pending.address(account: name, issuer: "Seawall"))
    }

    /// The session may be without the offices that ask for a second factor: what is recorded counts.
    private func needsSecondFactor() async throws -> Bool {
        let now = context.now
        return try await estate.identity.offices.all(of: person).contains {
            $0.office.isPrivileged && $0.isInForce(at: now)
        }
    }

    private func passkeys() async throws -> [SettingsView.Passkey] {
        try await estate.identity.factors.passkeys(person).map {
            SettingsView.Passkey(id: $0.id, name: .name($0.label), made: $0.added, used: $0.used)
        }
    }

    private func sessions() async throws -> [SettingsView.Session] {
        let own = token.digest.description
        return try await estate.identity.sessions.all(of: person, at: context.now).map {
            SettingsView.Session(
                id: $0.id, browser: BrowserName.of($0.agent), address: $0.network, began: $0.begun, used: $0.used,
                way: $0.way.map(words), isThis: $0.id == own)
        }
    }

    /// How a session says that the person signed in.
    private func words(_ way: SignInWay) -> Wording {
        switch way {
        case .password: .say("server.way-password")
        case .passkey: .say("server.way-passkey")
        case .provider(let issuer): name(ofIssuer: issuer)
        }
    }

    private func name(ofIssuer issuer: String) -> Wording {
        estate.providers.all.first { $0.issuer == issuer }.map { .localized($0.name) } ?? .name(issuer)
    }

    /// The providers, and links to those that are not offered any more.
    private func links() async throws -> [SettingsView.ProviderLink] {
        let links = try await estate.identity.links.all(of: person)
        let linked = links.map { link in
            SettingsView.ProviderLink(
                name: name(ofIssuer: link.issuer), linked: link.added, used: link.used,
                action: ActionButton(
                    .say("pages.unlink"), url: Paths.unlink, posts: true, weight: .danger,
                    question: .say("server.unlink-question"), fields: ["issuer": link.issuer]))
        }
        let open = estate.providers.all.filter { provider in !links.contains { $0.issuer == provider.issuer } }
        return linked
            + open.map { provider in
                SettingsView.ProviderLink(
                    name: .localized(provider.name),
                    action: ActionButton(.say("pages.link-do"), url: Paths.link(provider.id), posts: true))
            }
    }

    private func keys() async throws -> [SettingsView.APIKey] {
        try await estate.identity.keys.all(of: person).filter { context.now < $0.expires }.map { key in
            SettingsView.APIKey(
                id: key.id, name: .name(key.label), start: String(key.id.prefix(10)),
                scopes: Action.allCases.filter(key.actions.contains).map { .message($0.name) }, expires: key.expires,
                used: key.used)
        }
    }
}
