import Accounts
import HTTPTypes
import Hummingbird
import Identity
import Model

/// Tells monitoring of those who are known and ask for what is not theirs: a person or a program that goes through ids,
/// or tries what their offices do not do.
struct RefusedAccess: RouterMiddleware {
    let log: @Sendable (SecurityEvent) -> Void

    func handle(
        _ request: Request, context: PageContext, next: (Request, PageContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let refusal as Refusal {
            if let viewer = context.visitor.viewer, refusal.status == .forbidden || refusal.status == .notFound {
                log(
                    SecurityEvent(
                        .accessRefused, isSuccess: false, at: context.now, person: viewer.standing.person,
                        detail: refusal.detail?.id ?? (refusal.status == .notFound ? "not-found" : "forbidden"),
                        route: "\(request.method.rawValue) \(context.endpointPath ?? "-")"))
            }
            throw refusal
        }
    }
}
