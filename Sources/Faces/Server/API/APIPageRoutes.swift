import Hummingbird
import Pages

/// The description of the API: a page for people, a file for programs. It names nobody's data.
struct APIPageRoutes {
    let estate: Estate

    func add(to router: Router<PageContext>) {
        router.get("/api") { request, context in
            _ = try context.standing()
            _ = try request.query()
            var view = estate.api.view
            view.base = "https://\(request.head.authority ?? "")\(view.base)"
            return Response.page(view, estate.frame(request, context))
        }
        router.get("/api/openapi.yaml") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/yaml; charset=utf-8"],
                body: ResponseBody(byteBuffer: .init(bytes: estate.api.bytes)))
        }
    }
}
