import Hummingbird
import Logging

/// Times each request, counts it, and writes a line of the access log: what was asked by its route, never by its address.
struct Measuring: RouterMiddleware {
    let metrics: Metrics

    func handle(
        _ request: Request, context: PageContext, next: (Request, PageContext) async throws -> Response
    ) async throws -> Response {
        metrics.begin()
        let start = ContinuousClock.now
        var status = 500
        defer {
            let elapsed = ContinuousClock.now - start
            let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
            let route = context.endpointPath ?? "none"
            metrics.end(route: route, status: status, seconds: seconds)
            context.logger.info(
                "request",
                metadata: [
                    "method": "\(request.method.rawValue)", "route": "\(route)", "status": .stringConvertible(status),
                    "milliseconds": .stringConvertible(Int(seconds * 1000)),
                ])
        }
        let response = try await next(request, context)
        status = response.status.code
        return response
    }
}
