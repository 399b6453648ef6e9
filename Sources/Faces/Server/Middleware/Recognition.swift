import Accounts
import Credentials
import HTTPTypes
import Hummingbird
import Identity
import Model

/// Finds out who asks, by the session's cookie or a program's key.
struct Recognition: RouterMiddleware {
    let estate: Estate

    func handle(
        _ request: Request, context: PageContext, next: (Request, PageContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        var cookies: [Cookie] = []
        if request.uri.path.hasPrefix("/api/") {
            context.visitor.viewer = try await program(request, context)
        } else {
            try await browser(request, &context, &cookies)
        }
        var response = try await next(request, context)
        for cookie in cookies
        where response.headers[values: .setCookie].allSatisfy({ !$0.hasPrefix(cookie.name + "=") }) {
            response.setCookie(cookie)
        }
        return response
    }

    private func browser(_ request: Request, _ context: inout PageContext, _ cookies: inout [Cookie]) async throws {
        if let text = request.cookies[Cookies.session]?.value, var token = try? SessionToken(text),
            let (session, standing) = try await estate.identity.sessions.standing(token, at: context.now)
        {
            if session.needsRotation, let fresh = try await estate.identity.sessions.rotate(token, at: context.now) {
                token = fresh
                cookies.append(Cookies.passing(Cookies.session, fresh.text))
            }
            let person = try await estate.identity.people.person(standing.person)
            context.visitor.form = CSRFToken(session: token)
            context.visitor.viewer = Viewer(
                standing: standing, name: person?.display ?? standing.person, session: session, token: token, key: nil)
            return
        }
        // Before sign-in a form is tied to the browser that it was shown in.
        if let text = request.cookies[Cookies.visit]?.value, let token = try? SessionToken(text) {
            context.visitor.form = CSRFToken(session: token)
        } else {
            var generator = SystemRandomNumberGenerator()
            let token = SessionToken(using: &generator)
            context.visitor.form = CSRFToken(session: token)
            cookies.append(Cookies.passing(Cookies.visit, token.text))
        }
    }

    private func program(_ request: Request, _ context: PageContext) async throws -> Viewer? {
        guard let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer ") else { return nil }
        let client = context.client(request)
        guard let key = try? APIKey(String(header.dropFirst("bearer ".count))) else {
            estate.identity.keys.noteRefusal("not-a-key", from: client, at: context.now)
            return nil
        }
        let found = try await estate.identity.keys.standing(key, from: client, at: context.now)
        guard let (listed, standing) = found else { return nil }
        return Viewer(standing: standing, name: listed.label, session: nil, token: nil, key: listed)
    }
}
