import HTTPTypes
import Hummingbird

/// The headers that keep a browser from doing what our pages never need (CSP level 3; RFC 6797; Fetch metadata).
struct SecurityHeaders: RouterMiddleware {
    private static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

    private static let headers: [(HTTPField.Name, String)] = [
        (.contentSecurityPolicy, policy), (.strictTransportSecurity, "max-age=31536000; includeSubDomains"),
        (.xContentTypeOptions, "nosniff"), (named("Referrer-Policy"), "same-origin"),
        (named("X-Frame-Options"), "DENY"), (named("Cross-Origin-Opener-Policy"), "same-origin"),
        (named("Cross-Origin-Resource-Policy"), "same-origin"),
        (named("Permissions-Policy"), "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    ]

    private static func named(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is no header name") }
        return field
    }

    func handle(
        _ request: Request, context: PageContext, next: (Request, PageContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for (name, value) in Self.headers where response.headers[name] == nil { response.headers[name] = value }
        // What one person saw must not be shown to the next who uses the machine.
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        return response
    }
}
