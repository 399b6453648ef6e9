import HTTPTypes
import Hummingbird
import Model
import Pages

/// Notes, once, when a request came and how its answer is to be shown, so that even a refusal is in the visitor's
/// language.
struct Arrival: RouterMiddleware {
    let now: @Sendable () -> Instant

    func handle(
        _ request: Request, context: PageContext, next: (Request, PageContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.now = now()
        context.visitor.language = Self.language(request)
        context.visitor.scheme = request.cookies[Cookies.scheme].flatMap { ColourScheme(rawValue: $0.value) } ?? .system
        return try await next(request, context)
    }

    /// The person's choice, or else the first of the browser's languages that is one of ours (RFC 9110, section 12.5.4).
    private static func language(_ request: Request) -> Language {
        if let choice = request.cookies[Cookies.language].flatMap({ Language(rawValue: $0.value) }) { return choice }
        let tags = (request.headers[.acceptLanguage] ?? "").split(separator: ",").prefix(20).map {
            $0.split(separator: ";").first.map { $0.filter { $0 != " " } } ?? ""
        }
        let known = tags.first { $0.lowercased().hasPrefix("zh") || $0.lowercased().hasPrefix("en") }
        return Language(locale: known ?? "en")
    }
}
