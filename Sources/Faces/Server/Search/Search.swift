import Assurance
import HTTPTypes
import Identity
import Model
import Programme

/// Search over what a visitor may see, and over nothing else: for pages and for the API.
struct Search {
    let estate: Estate
    let context: PageContext
    /// How many of a kind besides systems are found, which have lists of their own to search on.
    private static let each = 8

    /// Something that was found.
    enum Hit {
        case system(RegisteredSystem)
        case department(OrgUnit)
        case finding(Finding)
        case control(Control)
        case person(Person)
    }

    /// What is found for a few words: systems page by page, and before the first of them what else there is.
    func hits(_ words: String, after: Cursor?, limit: Int) async throws -> (hits: [Hit], next: Cursor?) {
        var hits: [Hit] = []
        if after == nil {
            if let finding = try await finding(words) { hits.append(.finding(finding)) }
            hits += try await departments(words).map { .department($0) }
            hits += controls(words).map { .control($0) }
            if let person = try await person(words) { hits.append(.person(person)) }
        }
        guard context.may(.seeSystems) else { return (hits, nil) }
        let page = try await estate.programme.systems(
            SystemFilter(text: words), context.scope(.seeSystems), after: after, limit: limit)
        return (hits + page.rows.map { .system($0.system) }, page.next)
    }

    /// A finding by its id: what it says is content of its rule, which the controls lead to.
    private func finding(_ words: String) async throws -> Finding? {
        guard words.utf8.count == 26, context.may(.seeFindings) else { return nil }
        return try await estate.programme.finding(words.uppercased(), context.scope(.seeFindings))
    }

    private func departments(_ words: String) async throws -> [OrgUnit] {
        let visibility = try context.standing().visibility(for: .seePosture, at: context.now)
        guard !visibility.isEmpty else { return [] }
        let found = try await estate.unitNames.holding(words, at: context.now)
        return Array(found.lazy.filter { visibility.contains(Target(unit: $0.path)) }.prefix(Self.each))
    }

    private func controls(_ words: String) -> [Control] {
        let wanted = words.lowercased()
        func holds(_ text: LocalizedText) -> Bool {
            Language.allCases.contains { text[$0].lowercased().contains(wanted) }
        }
        return Array(
            estate.catalogue.controls.lazy.filter { $0.id.lowercased().contains(wanted) || holds($0.title) }
                .prefix(Self.each))
    }

    /// Names of people lie sealed: one is found by the whole sign-in name alone.
    private func person(_ words: String) async throws -> Person? {
        guard context.may(.seePeople) || context.may(.managePeople), let name = try? SignInName(words),
            let found = try await estate.identity.people.person(named: name)
        else { return nil }
        do {
            return try await PeopleSight(estate, context).person(found.id).person
        } catch let refusal as Refusal where refusal.status == .notFound {
            return nil
        }
    }
}
