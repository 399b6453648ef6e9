import Accounts
import CanonicalJSON
import Credentials
import HTTPTypes
import Hummingbird
import Identity
import Model
import Pages
import WebForms

/// Signing in, step by step, and out.
struct SignInRoutes {
    let estate: Estate

    private var signIns: SignIns { estate.identity.signIns }

    func add(to router: Router<PageContext>) {
        router.get("/sign-in") { request, context in
            let path = ReturnPath.safe(try request.query()["return"])
            var response = page(FormState(), path, request, context)
            // Whoever begins anew leaves what was begun before: a passkey on this page is not its second factor.
            if request.cookies[Cookies.step] != nil { response.setCookie(Cookies.removed(Cookies.step)) }
            return response
        }
        router.post("/sign-in") { request, context in try await begin(request, context) }
        router.get("/sign-in/second-factor") { request, context in try await factor(request, context) }
        router.post("/sign-in/second-factor") { request, context in try await prove(request, context) }
        router.get("/sign-in/enrolment") { request, context in try await enrol(request, context) }
        router.post("/sign-in/enrolment") { request, context in try await confirm(request, context) }
        router.get("/welcome") { request, context in
            let token = try request.query()["token"] ?? ""
            return Response.page(InvitationView(token: token, state: FormState()), estate.frame(request, context))
        }
        router.post("/welcome") { request, context in try await accept(request, context) }
        router.post("/sign-out") { request, context in
            _ = try await request.form(context)
            if let token = context.visitor.viewer?.token {
                try await estate.identity.sessions.signOut(token, at: context.now)
            }
            // What was begun in this browser ends too: whoever uses it next goes on with nothing.
            if let step = request.cookies[Cookies.step].flatMap({ try? SignInToken($0.value) }) {
                try await signIns.abandon(step)
            }
            var response = Response.see(Paths.signIn)
            for name in [Cookies.session, Cookies.step, Cookies.provider] { response.setCookie(Cookies.removed(name)) }
            return response
        }
    }

    /// The page on which a person says who they are.
    func page(
        _ state: FormState, _ path: String, _ request: Request, _ context: PageContext,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let view = SignInView(
            state: state,
            providers: estate.providers.all.map { SignInView.Provider(id: $0.id, name: .localized($0.name)) },
            offersPasskeys: true, returnPath: path)
        return Response.page(view, estate.frame(request, context), status: status)
    }

    private func begin(_ request: Request, _ context: PageContext) async throws -> Response {
        let fields = try await request.form(context)
        let path = ReturnPath.safe(fields["return"])
        let name = fields["user"] ?? ""
        let step = try await signIns.begin(
            name: name, password: fields.raw("password") ?? "", replacing: context.visitor.viewer?.token,
            context.client(request), at: context.now)
        let refused = page(
            FormState(values: ["user": name], errors: ["": .say("server.sign-in-refused")]), path, request, context,
            status: .unprocessableContent)
        return try await answer(step, path, refused: refused, request, context)
    }

    /// What follows a step of a sign-in.
    func answer(
        _ step: SignInStep, _ path: String, refused: Response, _ request: Request, _ context: PageContext
    ) async throws -> Response {
        switch step {
        case .refused: return refused
        case .wait(let seconds):
            throw Refusal(.tooManyRequests, Message("server.too-many-attempts"), retrySeconds: Int(clamping: seconds))
        case .secondFactor(let token, let enrolled):
            return going(Paths.secondFactor, path, token, method: enrolled.hasTOTP ? nil : .passkey)
        case .enrolment(let token): return going(Paths.enrolment, path, token)
        case .signedIn(let signedIn):
            var response =
                signedIn.recoveryCodes.map {
                    Response.page(RecoveryCodesView(codes: $0, url: path), estate.frame(request, context))
                } ?? Response.see(path)
            response.keep(signedIn)
            return response
        }
    }

    private func going(
        _ next: String, _ path: String, _ token: SignInToken, method: SecondFactorView.Method? = nil
    ) -> Response {
        var response = Response.see(Paths.query(next, [("return", path), ("method", method?.rawValue)]))
        response.setCookie(Cookies.passing(Cookies.step, token.text))
        return response
    }

    private func factor(_ request: Request, _ context: PageContext) async throws -> Response {
        let fields = try request.query()
        _ = try step(request)
        return factorPage(fields["method"], FormState(), ReturnPath.safe(fields["return"]), request, context)
    }

    private func factorPage(
        _ method: String?, _ state: FormState, _ path: String, _ request: Request, _ context: PageContext,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let chosen = SecondFactorView.Method(rawValue: method ?? "") ?? .code
        let view = SecondFactorView(
            method: chosen, others: [.code, .passkey, .recovery].filter { $0 != chosen }, state: state, returnPath: path
        )
        return Response.page(view, estate.frame(request, context), status: status)
    }

    private func prove(_ request: Request, _ context: PageContext) async throws -> Response {
        let fields = try await request.form(context)
        let path = ReturnPath.safe(fields["return"])
        let isRecovery = fields.raw("recovery") != nil
        let proof: SignIns.Proof =
            isRecovery ? .recoveryCode(fields["recovery"] ?? "") : .totp(fields["code"] ?? "")
        let field = isRecovery ? "recovery" : "code"
        let step = try await signIns.finish(
            step(request), proof, replacing: context.visitor.viewer?.token, context.client(request), at: context.now)
        let refused = factorPage(
            isRecovery ? "recovery" : "code", FormState(errors: [field: .say("server.code-refused")]), path, request,
            context, status: .unprocessableContent)
        return try await answer(step, path, refused: refused, request, context)
    }

    private func enrol(_ request: Request, _ context: PageContext) async throws -> Response {
        let path = ReturnPath.safe(try request.query()["return"])
        return try await enrolmentPage(FormState(), path, request, context)
    }

    private func enrolmentPage(
        _ state: FormState, _ path: String, _ request: Request, _ context: PageContext,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let secret = try await signIns.prepareTOTP(step(request), at: context.now)
        let view = EnrolmentView(
            secret: secret.typedSecret, url: secret.address(account: "Seawall", issuer: "Seawall"), state: state,
            returnPath: path)
        return Response.page(view, estate.frame(request, context), status: status)
    }

    private func confirm(_ request: Request, _ context: PageContext) async throws -> Response {
        let fields = try await request.form(context)
        let path = ReturnPath.safe(fields["return"])
        let step = try await signIns.confirmTOTP(
            step(request), fields["code"] ?? "", replacing: context.visitor.viewer?.token, context.client(request),
            at: context.now)
        if case .refused = step {
            return try await enrolmentPage(
                FormState(errors: ["code": .say("server.code-refused")]), path, request, context,
                status: .unprocessableContent)
        }
        return try await answer(step, path, refused: .see(Paths.signIn), request, context)
    }

    private func accept(_ request: Request, _ context: PageContext) async throws -> Response {
        let fields = try await request.form(context)
        let (text, password) = (fields["token"] ?? "", fields.raw("password") ?? "")
        func again(_ errors: [String: Wording]) -> Response {
            Response.page(
                InvitationView(token: text, state: FormState(errors: errors)), estate.frame(request, context),
                status: .unprocessableContent)
        }
        guard password == fields.raw("again") else { return again(["again": .say("server.passwords-differ")]) }
        guard let token = try? InvitationToken(text) else {
            return again(["": .message(Message("identity.invitation-unknown"))])
        }
        do {
            let step = try await signIns.accept(token, password: password, context.client(request), at: context.now)
            return try await answer(step, Paths.home, refused: .see(Paths.signIn), request, context)
        } catch let fault as Fault where fault.message.id.hasPrefix("credentials.password-") {
            return again(["password": .message(fault.message)])
        } catch let fault as Fault where fault.message.id == "identity.invitation-unknown" {
            return again(["": .message(fault.message)])
        }
    }

    /// The token of the sign-in that the browser is in the middle of.
    private func step(_ request: Request) throws(Refusal) -> SignInToken {
        guard let text = request.cookies[Cookies.step]?.value, let token = try? SignInToken(text) else {
            throw Refusal(.badRequest, Message("server.sign-in-over"))
        }
        return token
    }
}

extension PageContext {
    /// Where a request came from, as sign-in weighs it.
    func client(_ request: Request) -> Client {
        let address = remoteAddress?.ipAddress ?? "unknown"
        return Client(
            address: address, network: ClientNetwork.of(address),
            agent: request.headers[.userAgent] ?? "", cookie: request.cookies[Cookies.device]?.value)
    }
}

/// The network around an address that one party holds: /24 of IPv4, /64 of IPv6.
enum ClientNetwork {
    static func of(_ address: String) -> String {
        if address.contains(":") {
            let bare = address.hasPrefix("::ffff:") ? String(address.dropFirst(7)) : address
            if !bare.contains(":") { return of(bare) }
            return bare.split(separator: ":", omittingEmptySubsequences: false).prefix(4).joined(separator: ":")
                + "::/64"
        }
        return address.split(separator: ".").prefix(3).joined(separator: ".") + ".0/24"
    }
}
