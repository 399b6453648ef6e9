import Accounts
import CanonicalJSON
import Credentials
import HTTPTypes
import Hummingbird
import Model
import Pages
import WebForms

/// Signing in with a passkey: alone, or as the second factor after a password.
struct PasskeySignInRoutes {
    let estate: Estate

    private var signIns: SignIns { estate.identity.signIns }

    func add(to router: Router<PageContext>) {
        router.post("/sign-in/passkey/options") { request, context in
            _ = try await request.script(context)
            if let token = Self.step(request), let options = try await factorOptions(token, context) {
                return Response.json(options)
            }
            let (token, options) = try await signIns.beginPasskey(at: context.now)
            var response = Response.json(options)
            response.setCookie(Cookies.passing(Cookies.step, token.text))
            return response
        }
        router.post("/sign-in/passkey") { request, context in try await finish(request, context) }
    }

    /// What a browser needs where a passkey is to be the second factor; nil where no password went before it.
    private func factorOptions(_ token: SignInToken, _ context: PageContext) async throws -> JSONValue? {
        do {
            return try await signIns.passkeyOptions(token, at: context.now)
        } catch let fault as Fault where fault.message.id == "accounts.sign-in-over" {
            return nil
        }
    }

    private func finish(_ request: Request, _ context: PageContext) async throws -> Response {
        let value = try await request.script(context)
        guard let token = Self.step(request), let credential = value["credential"] else {
            throw Refusal(.badRequest, Message("server.sign-in-over"))
        }
        let path = ReturnPath.safe(value["return"]?.text)
        let step: SignInStep
        do {
            step = try await signIns.finish(
                token, .passkey(credential), replacing: context.visitor.viewer?.token, context.client(request),
                at: context.now)
        } catch let fault as Fault where fault.message.id == "accounts.sign-in-over" {
            throw Refusal(.badRequest, Message("server.sign-in-over"))
        }
        switch step {
        case .wait(let seconds):
            throw Refusal(.tooManyRequests, Message("server.too-many-attempts"), retrySeconds: Int(clamping: seconds))
        case .signedIn(let signedIn):
            var response = Response.json(["location": .string(path)])
            response.keep(signedIn)
            return response
        case .refused, .secondFactor, .enrolment:
            return .json(["problem": "refused"], status: .unprocessableContent)
        }
    }

    private static func step(_ request: Request) -> SignInToken? {
        request.cookies[Cookies.step].flatMap { try? SignInToken($0.value) }
    }
}

extension Response {
    /// Lets the browser keep what it signed in with.
    mutating func keep(_ signedIn: SignInStep.SignedIn) {
        setCookie(Cookies.passing(Cookies.session, signedIn.session.text))
        setCookie(Cookies.lasting(Cookies.device, signedIn.device.text))
        setCookie(Cookies.removed(Cookies.step))
    }
}
