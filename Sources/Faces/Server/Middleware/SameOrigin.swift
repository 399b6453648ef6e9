import HTTPTypes
import Hummingbird
import Model

/// Refuses requests for other hosts, and changes that another site's page asked for.
///
/// A form carries the session's token besides; this check needs no session, so it covers sign-in too.
struct SameOrigin: RouterMiddleware {
    /// The host names, with ports where they are not 443, that the server answers for; any where empty.
    let hosts: Set<String>

    func handle(
        _ request: Request, context: PageContext, next: (Request, PageContext) async throws -> Response
    ) async throws -> Response {
        guard let host = request.head.authority?.lowercased(), hosts.isEmpty || hosts.contains(host) else {
            throw Refusal(.misdirectedRequest, Message("server.other-host"))
        }
        guard request.method != .get, request.method != .head else { return try await next(request, context) }
        // A program sends no Origin, and no cookie either: its key is in a header that no form can set.
        if let origin = request.headers[.origin], origin.lowercased() != "https://\(host)" {
            throw Refusal(.forbidden, Message("server.other-origin"))
        }
        if let site = request.headers[Self.fetchSite], site != "same-origin", site != "none" {
            throw Refusal(.forbidden, Message("server.other-origin"))
        }
        return try await next(request, context)
    }

    private static let fetchSite: HTTPField.Name = {
        guard let name = HTTPField.Name("Sec-Fetch-Site") else { preconditionFailure("a valid header name") }
        return name
    }()
}
