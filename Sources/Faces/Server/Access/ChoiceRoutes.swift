import HTTPTypes
import Hummingbird
import Model
import Pages
import WebForms

/// The choices that need no account: the language of pages, and light or dark.
struct ChoiceRoutes {
    let estate: Estate

    func add(to router: Router<PageContext>) {
        router.post("/settings/language") { request, context in
            let fields = try await request.form(context)
            guard let choice = fields["language"], Language(rawValue: choice) != nil else {
                throw Refusal(.badRequest, Message("server.bad-filter", ["name": "language"]), field: "language")
            }
            return Self.keep(Cookies.language, choice, fields)
        }
        router.post("/settings/scheme") { request, context in
            let fields = try await request.form(context)
            guard let choice = fields["scheme"], ColourScheme(rawValue: choice) != nil else {
                throw Refusal(.badRequest, Message("server.bad-filter", ["name": "scheme"]), field: "scheme")
            }
            return Self.keep(Cookies.scheme, choice, fields)
        }
    }

    private static func keep(_ name: String, _ value: String, _ fields: FormFields) -> Response {
        var response = Response.see(ReturnPath.safe(fields["return"]))
        response.setCookie(Cookies.lasting(name, value))
        return response
    }
}

/// Where a form leads back to: a page of this server, and never another's.
enum ReturnPath {
    /// The path, or the home page where it leads elsewhere.
    ///
    /// Browsers take `//host` and `/\host` for another server's address.
    static func safe(_ path: String?) -> String {
        guard let path, path.hasPrefix("/"), !path.hasPrefix("//"), !path.contains("\\"), path.utf8.count <= 2000,
            path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return "/" }
        return path
    }
}
