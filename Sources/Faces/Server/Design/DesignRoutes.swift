import Hummingbird
import Pages

/// Every component in every state, for those who work on pages.
struct DesignRoutes {
    let estate: Estate

    func add(to router: Router<PageContext>) {
        router.get("/design") { request, context in
            _ = try context.standing()
            return Response.page(DesignView(), estate.frame(request, context))
        }
    }
}
