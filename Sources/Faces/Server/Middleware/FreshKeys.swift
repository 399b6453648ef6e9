import Hummingbird
import Model

/// Reads the keys of units anew where one is missing: another program, or another node, may have added a unit just now.
///
/// What only reads is then tried once more. What changes something is not, since part of it may be done: whoever asked is told
/// to send it again.
struct FreshKeys: RouterMiddleware {
    let refreshKeys: @Sendable () async throws -> Void

    func handle(
        _ request: Request, context: PageContext, next: (Request, PageContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let fault as Fault where fault.message.id == "sealing.no-key" {
            try await refreshKeys()
            guard request.method == .get || request.method == .head else {
                throw Refusal(.serviceUnavailable, Message("server.keys-read-anew"), retrySeconds: 1)
            }
            return try await next(request, context)
        }
    }
}
