import Hummingbird
import Model

/// Notes when a request came, once: everything that is decided about it is decided for that moment.
struct Arrival: RouterMiddleware {
    let now: @Sendable () -> Instant

    func handle(
        _ request: Request, context: PageContext, next: (Request, PageContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.now = now()
        return try await next(request, context)
    }
}
