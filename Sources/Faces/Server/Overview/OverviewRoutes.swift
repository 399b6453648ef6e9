import Assurance
import Hummingbird
import Identity
import Model
import Pages
import Programme
import WebForms

/// All departments at a glance.
struct OverviewRoutes {
    let estate: Estate

    func add(to router: Router<PageContext>) {
        router.get("/overview") { request, context in try await overview(request, context) }
        router.get("/departments") { request, context in try await departments(request, context) }
    }

    private func overview(_ request: Request, _ context: PageContext) async throws -> Response {
        let live = estate.liveURL([.standing, .heat])
        let glance = try await estate.glance(of: context.visibility(.seePosture), at: context.now)
        let standings = glance.standings
        let references = try await estate.references(at: context.now)
        let families = estate.families.map { Family(id: $0.id, name: .localized($0.name)) }
        let view = OverviewView(
            asOf: glance.at, shares: standings.reduce(into: StatusShares()) { $0.add($1.families) },
            neverSeen: Count(
                value: Int(standings.reduce(0) { $0 + $1.never }),
                url: Paths.query(Paths.systems, [("posture", "never")])),
            figures: OverviewView.Figure.all(of: standings, glance.days),
            trend: glance.days.map { OverviewView.TrendPoint(day: $0.day, shares: StatusShares($0)) },
            families: families,
            rows: standings.map { heatRow($0, glance.aged[$0.department] ?? [:], references) }, pages: PageLinks())
        var frame = estate.frame(request, context)
        frame.liveURL = live
        return Response.page(view, frame)
    }

    private func heatRow(
        _ standing: DepartmentStanding, _ aged: [String: AgedStanding], _ references: References
    ) -> HeatRow {
        let reference = references.department(of: standing.department)
        return HeatRow(
            id: reference.id, code: References.code(reference.id), name: reference.name, systems: Int(standing.systems),
            cells: estate.families.map { HeatCell(standing.families[$0.id], aged[$0.id]) })
    }

    private func departments(_ request: Request, _ context: PageContext) async throws -> Response {
        let scope = try context.scope(.seePosture)
        let standings = try await estate.overview.departments(scope)
        let references = try await estate.references(at: context.now)
        let overdue = try await estate.overview.overdue(scope, at: context.now)
        let rows = standings.map { standing -> DepartmentsView.Row in
            let reference = references.department(of: standing.department)
            let under = ("department", Swift.Optional(reference.id))
            return DepartmentsView.Row(
                department: reference, code: References.code(reference.id),
                relation: Relation(references.units[standing.department]?.relation ?? .governed),
                systems: Count(value: Int(standing.systems), url: Paths.query(Paths.systems, [under])),
                shares: StatusShares(standing),
                findings: Count(
                    value: Int(standing.findings.all),
                    url: Paths.query(Paths.findings, [("state", "open"), under])),
                overdue: Count(
                    value: Int(overdue[standing.department] ?? 0),
                    url: Paths.query(Paths.findings, [("queue", "overdue"), under])),
                lastSeen: standing.oldest)
        }
        let fields = try request.query()
        let order = try FilterWord.order(fields["sort"], DepartmentColumn.self)
        let listing = Listing(
            rows: DepartmentColumn.sorted(rows, by: order, in: context.visitor.language),
            sorting: try Paging(request, fields).sorting(order), pages: PageLinks())
        return Response.page(DepartmentsView(listing), estate.frame(request, context))
    }
}
