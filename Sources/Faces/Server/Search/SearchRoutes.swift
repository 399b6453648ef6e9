import Assurance
import HTTPTypes
import Hummingbird
import Identity
import Model
import Pages
import Programme
import WebForms

/// Search over what a visitor may see, and over nothing else.
struct SearchRoutes {
    let estate: Estate
    private static let most = 200
    /// How many of a kind besides systems are shown, which have pages of their own to search on.
    private static let each = 8

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
        var hits: [SearchView.Hit] = []
        if paging.after == nil {
            hits += try await finding(words, context)
            hits += try await departments(words, context)
            hits += controls(words, context)
            hits += try await people(words, context)
        }
        var next: Cursor?
        if context.may(.seeSystems) {
            let page = try await estate.programme.systems(
                SystemFilter(text: words), context.scope(.seeSystems), after: paging.after, limit: Paging.size)
            hits += page.rows.map { row in
                SearchView.Hit(
                    kind: .system, name: .localized(row.system.name), url: Paths.system(row.system.id),
                    detail: references.department(of: row.system.path).name)
            }
            next = page.next
        }
        return Response.page(
            SearchView(words: words, hits: hits, pages: paging.links(next)), estate.frame(request, context))
    }

    /// A finding by its id: what it says is content of its rule, which the controls lead to.
    private func finding(_ words: String, _ context: PageContext) async throws -> [SearchView.Hit] {
        guard words.utf8.count == 26, context.may(.seeFindings),
            let finding = try await estate.programme.finding(words.uppercased(), context.scope(.seeFindings))
        else { return [] }
        return [
            SearchView.Hit(
                kind: .finding, name: .localized(finding.sighting.title), url: Paths.finding(finding.id),
                detail: .name(finding.id))
        ]
    }

    private func departments(_ words: String, _ context: PageContext) async throws -> [SearchView.Hit] {
        let visibility = try context.standing().visibility(for: .seePosture, at: context.now)
        guard !visibility.isEmpty else { return [] }
        let found = try await estate.unitNames.holding(words, at: context.now)
        return found.lazy.filter { visibility.contains(Target(unit: $0.path)) }.prefix(Self.each).map { unit in
            SearchView.Hit(
                kind: .department, name: .localized(unit.name), url: Paths.department(unit.id), detail: .name(unit.id))
        }
    }

    private func controls(_ words: String, _ context: PageContext) -> [SearchView.Hit] {
        estate.catalogue.controls.filter { control in
            control.id.lowercased().contains(words.lowercased()) || Self.holds(control.title, words)
        }.prefix(Self.each).map { control in
            SearchView.Hit(
                kind: .control, name: .localized(control.title), url: Paths.control(control.id),
                detail: .name(control.id))
        }
    }

    /// Names of people lie sealed: one is found by the whole sign-in name alone.
    private func people(_ words: String, _ context: PageContext) async throws -> [SearchView.Hit] {
        guard context.may(.seePeople) || context.may(.managePeople), let name = try? SignInName(words),
            let found = try await estate.identity.people.person(named: name)
        else { return [] }
        do {
            let person = try await PeopleSight(estate, context).person(found.id).person
            return [
                SearchView.Hit(
                    kind: .person, name: .name(person.display), url: Paths.person(person.id),
                    detail: .name(person.signIn))
            ]
        } catch let refusal as Refusal where refusal.status == .notFound {
            return []
        }
    }

    private static func holds(_ text: LocalizedText, _ words: String) -> Bool {
        let wanted = words.lowercased()
        return Language.allCases.contains { text[$0].lowercased().contains(wanted) }
    }
}
