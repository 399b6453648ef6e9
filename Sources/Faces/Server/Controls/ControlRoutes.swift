import Assurance
import Hummingbird
import Identity
import Model
import Pages
import Programme
import Rules
import WebForms

/// The controls: what is demanded, on whose word, and how systems stand.
struct ControlRoutes {
    let estate: Estate

    func add(to router: Router<PageContext>) {
        router.get("/controls") { request, context in try await list(request, context) }
        router.get("/controls/:id") { request, context in try await control(request, context) }
    }

    private func list(_ request: Request, _ context: PageContext) async throws -> Response {
        _ = try context.standing()
        let shares =
            context.may(.seePosture) ? try await estate.overview.shares(context.scope(.seePosture)) : [:]
        let groups = estate.families.map { family in
            ControlsView.Group(
                family: Family(id: family.id, name: .localized(family.name)),
                rows: estate.catalogue.controls.filter { $0.id.hasPrefix(family.id + "-") }.map { control in
                    ControlsView.Row(
                        control: estate.control(control.id), force: control.force, check: control.check,
                        shares: StatusShares(shares[control.id]))
                })
        }
        return Response.page(ControlsView(groups: groups), estate.frame(request, context))
    }

    private func control(_ request: Request, _ context: PageContext) async throws -> Response {
        _ = try context.standing()
        let id = try context.parameters.require("id")
        guard let control = estate.catalogue.controls.first(where: { $0.id == id }) else { throw Refusal.notFound }
        let fields = try request.query()
        let paging = try Paging(request, fields)
        var rows: [ResultsView.Row] = []
        var links = PageLinks()
        var shares = StatusShares()
        if context.may(.seePosture) {
            let scope = try context.scope(.seePosture)
            var filter = ControlFilter()
            filter.control = id
            filter.statuses = ["broken", "unknown"]
            let page = try await estate.overview.controls(filter, scope, after: paging.after, limit: Paging.size)
            let systems = try await estate.programme.standings(of: page.rows.map(\.subject))
            let maker = ResultRows(estate: estate, references: try await estate.references(at: context.now))
            rows = page.rows.compactMap { row in systems[row.subject].map { maker.row(row, of: $0) } }
            links = paging.links(page.next)
            shares = StatusShares(try await estate.overview.shares(of: id, scope))
        }
        let view = ControlView(
            control: estate.control(id), statement: .localized(control.statement),
            remedy: .localized(control.remedy), force: control.force, check: control.check, needs: control.needs,
            applies: Self.applies(control.applicability),
            rules: estate.catalogue.rules.filter { $0.controls.contains(id) }.map(Self.rule), shares: shares,
            results: rows, pages: links)
        return Response.page(view, estate.frame(request, context))
    }

    private static func rule(_ rule: SigmaRule) -> ControlView.Rule {
        ControlView.Rule(
            id: rule.id, title: .localized(rule.title), severity: Severity(rawValue: rule.level.rawValue) ?? .medium,
            source: rule.place.file.split(separator: "/").last.map(String.init) ?? "")
    }

    private static func applies(_ applicability: Control.Applicability) -> [Wording] {
        var lines: [Wording] = [.say("server.applies-\(applicability.objects.rawValue)")]
        if !applicability.tiers.isEmpty {
            let tiers = applicability.tiers.sorted().map(String.init).joined(separator: ", ")
            lines.append(.say("server.applies-tiers", ["tiers": tiers]))
        }
        lines += Grade.allCases.filter { applicability.grades.contains($0) }.map { .say("pages.grade-\($0.rawValue)") }
        lines += Exposure.allCases.filter { applicability.exposures.contains($0) }
            .map { .say("pages.exposure-\($0.rawValue)") }
        if applicability.personalData == true { lines.append(.say("pages.personal-data")) }
        return lines
    }
}
