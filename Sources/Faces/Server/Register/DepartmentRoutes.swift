import Assurance
import Hummingbird
import Identity
import Journal
import Model
import Pages
import Programme

/// One department's own page.
struct DepartmentRoutes {
    let estate: Estate

    func add(to router: Router<PageContext>) {
        router.get("/departments/:id") { request, context in try await department(request, context) }
    }

    private func department(_ request: Request, _ context: PageContext) async throws -> Response {
        let id = try context.parameters.require("id")
        let standing = try context.standing()
        let references = try await estate.references(at: context.now)
        guard let path = references.path(of: id), let unit = references.units[path],
            standing.visibility(for: .seePosture, at: context.now).contains(Target(unit: unit.path))
        else { throw Refusal.notFound }
        let scope = try context.scope(.seePosture)
        let fields = try request.query()
        let paging = try Paging(request, fields)
        let glance = try await Glance(
            estate.overview, scope.narrowed(to: path), before: FamilyAges(estate, at: context.now).limits,
            at: context.now)
        let part = glance.standings
        let whole = part.reduce(into: StatusShares()) { $0.add($1.families) }
        let page = try await estate.programme.systems(
            SystemFilter(under: path), context.scope(.seeSystems), after: paging.after, limit: Paging.size)
        let view = DepartmentView(
            department: DepartmentReference(id: id, name: .localized(unit.name)), code: References.code(id),
            above: above(unit.path, references), relation: Relation(unit.relation),
            sharing: try await sharing(unit, context), shares: whole,
            families: families(part, glance.aged),
            figures: OverviewView.Figure.all(of: part, glance.days, department: id),
            systems: page.rows.map { SystemsView.Row($0, references) }, pages: paging.links(page.next),
            officers: try await officers(path: unit.path, standing, context), history: [], actions: [])
        return Response.page(view, estate.frame(request, context))
    }

    /// What others see of a body that is not governed.
    private func sharing(_ unit: OrgUnit, _ context: PageContext) async throws -> Sharing? {
        guard unit.relation != .governed else { return nil }
        let agreements = try await estate.identity.agreements.all(of: unit.id)
        let inForce = Bodies.Body(path: unit.path, agreements: agreements).agreement(at: context.now)
        let actors = try await estate.journal.actors(of: inForce.map { [$0.id] } ?? [])
        return Sharing(inForce, actors)
    }

    private func above(_ path: UnitPath, _ references: References) -> [DepartmentReference] {
        var above: [DepartmentReference] = []
        var next = path.parent
        while let unit = next, unit != .root {
            above.insert(DepartmentReference(id: unit.id, name: references.name(of: unit.text)), at: 0)
            next = unit.parent
        }
        return above
    }

    private func families(
        _ part: [DepartmentStanding], _ aged: [String: [String: AgedStanding]]
    ) -> [DepartmentView.FamilyShares] {
        estate.families.map { family in
            var counts = StatusShares()
            for standing in part { counts.add(standing.families.filter { $0.key == family.id }) }
            let old = aged.values.compactMap { $0[family.id] }
            return DepartmentView.FamilyShares(
                family: Family(id: family.id, name: .localized(family.name)),
                cell: HeatCell(
                    shares: counts, oldest: old.map(\.oldest).min(), stale: Int(old.reduce(0) { $0 + $1.systems })))
        }
    }

    /// Who holds which office in the department, for those who may see people.
    private func officers(
        path: UnitPath, _ standing: Standing, _ context: PageContext
    ) async throws -> [DepartmentView.Officer] {
        let visibility = standing.visibility(for: .seePeople, at: context.now).within([path])
        guard !visibility.isEmpty else { return [] }
        let held = try await estate.identity.offices.all(visibility, at: context.now, limit: 50)
            .filter { $0.unit == path }
        let people = try await estate.identity.people.people(held.map(\.person))
        return held.map { assignment in
            DepartmentView.Officer(
                office: .message(assignment.office.name),
                person: people[assignment.person].map { PersonReference(id: $0.id, name: .name($0.display)) },
                since: assignment.from)
        }
    }
}
