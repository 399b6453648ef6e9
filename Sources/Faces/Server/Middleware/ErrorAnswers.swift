import CanonicalJSON
import HTTPTypes
import Hummingbird
import Logging
import Model
import Pages
import Phrases

/// Turns what was thrown into a page in the visitor's language, or into a problem document (RFC 9457) for programs.
struct ErrorAnswers: RouterMiddleware {
    let estate: Estate

    func handle(
        _ request: Request, context: PageContext, next: (Request, PageContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let refusal as Refusal {
            return answer(refusal, request, context)
        } catch let fault as Fault {
            let refusal = Refusal(fault)
            if refusal.status.code >= 500 {
                context.logger.error("request failed", metadata: ["fault": "\(fault)"])
            }
            return answer(refusal, request, context)
        } catch let error as HTTPError {
            return answer(Refusal(error.status), request, context)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            // What an unknown error says may hold what was asked for: its type is enough to find it by.
            context.logger.error("request failed", metadata: ["error": "\(type(of: error))"])
            return answer(Refusal(.internalServerError), request, context)
        }
    }

    private func answer(_ refusal: Refusal, _ request: Request, _ context: PageContext) -> Response {
        let isProgram = request.uri.path.hasPrefix("/api/")
        if refusal.status == .unauthorized, !isProgram {
            let path = request.method == .get ? request.uri.description : Paths.home
            return .see(path == Paths.home ? Paths.signIn : Paths.query(Paths.signIn, [("return", path)]))
        }
        var response =
            isProgram ? problem(refusal, context) : page(refusal, request, context)
        for field in refusal.headers { response.headers.append(field) }
        // RFC 9110, section 11.6.1: who is asked for a key is told of which kind.
        if refusal.status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
        if let seconds = refusal.retrySeconds { response.headers[.retryAfter] = String(seconds) }
        return response
    }

    private func problem(_ refusal: Refusal, _ context: PageContext) -> Response {
        var members: [String: JSONValue] = [
            "type": .string("about:blank"), "status": .integer(Int64(refusal.status.code)),
            "title": .string(refusal.status.reasonPhrase), "request": .string(context.request),
        ]
        if let detail = refusal.detail {
            members["type"] = .string("urn:seawall:problem:\(detail.id)")
            members["detail"] = .string(estate.phrases.text(detail, in: context.visitor.language))
        }
        if refusal.status == .unauthorized { members["detail"] = "Send a key as Authorization: Bearer." }
        members["field"] = refusal.field.map { .string($0) }
        return Response.json(.object(members), status: refusal.status, type: "application/problem+json")
    }

    private func page(_ refusal: Refusal, _ request: Request, _ context: PageContext) -> Response {
        let kind = ErrorView.Kind(rawValue: refusal.status.code) ?? (refusal.status.code < 500 ? .badRequest : .fault)
        let view = ErrorView(
            kind: kind, detail: refusal.detail.map { .message($0) }, request: context.request,
            retrySeconds: refusal.retrySeconds)
        return Response.page(view, estate.frame(request, context), status: refusal.status)
    }
}
