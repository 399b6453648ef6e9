import Hummingbird
import Identity
import Model
import Pages
import Programme
import WebForms

/// The systems, and each one's own page.
struct SystemRoutes {
    let estate: Estate

    func add(to router: Router<PageContext>) {
        router.get("/systems") { request, context in try await list(request, context) }
        router.get("/systems/:id") { request, context in try await system(request, context) }
    }

    private func list(_ request: Request, _ context: PageContext) async throws -> Response {
        let scope = try context.scope(.seeSystems)
        let fields = try request.query()
        let paging = try Paging(request, fields)
        let references = try await estate.references(at: context.now)
        var filter = try SystemFilter(fields, references)
        filter.language = context.visitor.language
        let page = try await estate.programme.systems(filter, scope, after: paging.after, limit: Paging.size)
        let view = SystemsView(
            Listing(
                rows: page.rows.map { SystemsView.Row($0, references) }, sorting: paging.sorting(filter.order),
                filter: Self.choices(fields), pages: paging.links(page.next)), actions: [])
        return Response.page(view, estate.frame(request, context))
    }

    private static func choices(_ fields: FormFields) -> Filter {
        let postures: [Option] = [
            Option("held", .say("pages.posture-held")), Option("falls-short", .say("pages.posture-falls-short")),
            Option("unknown", .say("pages.posture-unknown")), Option("never", .say("pages.not-assessed")),
        ]
        var kept: [String: String] = [:]
        for name in ["department", "sort"] { kept[name] = fields[name] }
        return Filter(
            url: Paths.systems,
            choices: [
                Filter.Choice(name: "q", label: .say("pages.search"), value: fields["q"] ?? ""),
                Filter.Choice(
                    name: "posture", label: .say("pages.posture"), options: postures, value: fields["posture"] ?? ""),
                Filter.Choice(
                    name: "tier", label: .say("pages.tier"),
                    options: (1...3).map { Option(String($0), .name(String($0))) }, value: fields["tier"] ?? ""),
            ], kept: kept)
    }

    private func system(_ request: Request, _ context: PageContext) async throws -> Response {
        let standing = try await Lookup(estate: estate, context: context).system()
        let fields = try request.query()
        let pages = SystemPage(
            estate: estate, standing: standing, references: try await estate.references(at: context.now))
        let view = try await pages.view(part: fields["part"] ?? "posture", request, fields, context)
        return Response.page(view, estate.frame(request, context))
    }
}

extension SystemFilter {
    /// - Throws: `Refusal` where a value is none that a system has.
    init(_ fields: FormFields, _ references: References) throws(Refusal) {
        self.init(
            posture: try FilterWord.read(fields["posture"], "posture", PostureFilter.self)?.rawValue,
            text: fields["q"].map { String($0.prefix(200)) })
        order = try FilterWord.order(fields["sort"])
        if let tier = fields["tier"] {
            guard let number = Int(tier), (1...3).contains(number) else {
                throw FilterWord.refusal("tier", takes: (1...3).map(String.init))
            }
            self.tier = number
        }
        if let department = fields["department"] { under = references.path(orNowhereOf: department) }
    }
}

extension SystemsView.Row {
    init(_ standing: SystemStanding, _ references: References) {
        self.init(
            system: references.system(standing.system), tier: standing.system.tier, grade: standing.system.grade,
            exposure: standing.system.exposure, shares: StatusShares(standing.controls),
            findings: Count(
                value: Int(standing.findings.all),
                url: Paths.query(Paths.findings, [("state", "open"), ("system", standing.system.id)])),
            lastSeen: standing.assessed)
    }
}
