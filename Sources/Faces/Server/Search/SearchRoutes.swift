import Assurance
import Hummingbird
import Identity
import Model
import Pages
import Programme
import WebForms

/// The page of what is found for a few words.
struct SearchRoutes {
    let estate: Estate
    private static let most = 200

    func add(to router: Router<PageContext>) {
        router.get("/search") { request, context in try await search(request, context) }
    }

    private func search(_ request: Request, _ context: PageContext) async throws -> Response {
        _ = try context.standing()
        let fields = try request.query()
        let paging = try Paging(request, fields)
        let words = String((fields["q"] ?? "").prefix(Self.most))
        guard !words.isEmpty else {
            return Response.page(
                SearchView(words: "", hits: [], pages: PageLinks()), estate.frame(request, context))
        }
        let references = try await estate.references(at: context.now)
        let found = try await Search(estate: estate, context: context).hits(
            words, after: paging.after, limit: Paging.size)
        return Response.page(
            SearchView(
                words: words, hits: found.hits.map { SearchView.Hit($0, references) }, pages: paging.links(found.next)),
            estate.frame(request, context))
    }
}

extension SearchView.Hit {
    fileprivate init(_ hit: Search.Hit, _ references: References) {
        switch hit {
        case .system(let system):
            self.init(
                kind: .system, name: .localized(system.name), url: Paths.system(system.id),
                detail: references.department(of: system.path).name)
        case .department(let unit):
            self.init(
                kind: .department, name: .localized(unit.name), url: Paths.department(unit.id), detail: .name(unit.id))
        case .finding(let finding):
            self.init(
                kind: .finding, name: .localized(finding.sighting.title), url: Paths.finding(finding.id),
                detail: .name(finding.id))
        case .control(let control):
            self.init(
                kind: .control, name: .localized(control.title), url: Paths.control(control.id),
                detail: .name(control.id))
        case .person(let person):
            self.init(
                kind: .person, name: .name(person.display), url: Paths.person(person.id),
                detail: .name(person.signIn))
        }
    }
}
