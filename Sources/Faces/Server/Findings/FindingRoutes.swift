import Assurance
import Hummingbird
import Identity
import Model
import Pages
import Programme
import WebForms

/// The findings, and the verdicts behind every number.
struct FindingRoutes {
    let estate: Estate

    func add(to router: Router<PageContext>) {
        router.get("/findings") { request, context in try await list(request, context) }
        router.get("/findings/:id") { request, context in try await finding(request, context) }
        router.get("/results") { request, context in try await results(request, context) }
        router.get("/observations/:id") { request, context in try await observation(request, context) }
    }

    private func list(_ request: Request, _ context: PageContext) async throws -> Response {
        let fields = try request.query()
        let scope = try context.scope(.seeFindings, office: fields["office"])
        let paging = try Paging(request, fields)
        let references = try await estate.references(at: context.now)
        let filter = try FindingFilter(fields, references, now: context.now)
        let page = try await estate.programme.findings(filter, scope, after: paging.after, limit: Paging.size)
        let systems = try await estate.programme.systems(named: page.rows.map(\.subject))
        let maker = FindingRows(estate: estate, references: references)
        let view = FindingsView(
            Listing(
                rows: page.rows.map { maker.row($0, of: systems[$0.subject]) }, sorting: paging.sorting(filter.order),
                filter: Self.choices(fields), pages: paging.links(page.next)))
        return Response.page(view, estate.frame(request, context))
    }

    private static func choices(_ fields: FormFields) -> Filter {
        var kept: [String: String] = [:]
        for name in ["department", "system", "control", "family", "queue", "office", "sort"] {
            kept[name] = fields[name]
        }
        return Filter(
            url: Paths.findings,
            choices: [
                Filter.Choice(
                    name: "state", label: .say("pages.state"),
                    options: Finding.State.allCases.map {
                        Option($0.rawValue, .say("pages.finding-\($0.rawValue)"))
                    }, value: fields["state"] ?? ""),
                Filter.Choice(
                    name: "severity", label: .say("pages.severity"),
                    options: Severity.allCases.reversed().map {
                        Option($0.rawValue, .say("pages.severity-\($0.rawValue)"))
                    }, value: fields["severity"] ?? ""),
            ], kept: kept)
    }

    private func finding(_ request: Request, _ context: PageContext) async throws -> Response {
        let id = try context.parameters.require("id")
        guard let finding = try await estate.programme.finding(id, context.scope(.seeFindings)) else {
            throw Refusal.notFound
        }
        let page = FindingPage(estate: estate, references: try await estate.references(at: context.now))
        return Response.page(try await page.view(finding, context), estate.frame(request, context))
    }

    private func results(_ request: Request, _ context: PageContext) async throws -> Response {
        let scope = try context.scope(.seePosture)
        let fields = try request.query()
        let paging = try Paging(request, fields)
        let references = try await estate.references(at: context.now)
        let filter = try ControlFilter(fields, references, FamilyAges(estate, at: context.now))
        let page = try await estate.overview.controls(filter, scope, after: paging.after, limit: Paging.size)
        let systems = try await estate.programme.standings(of: page.rows.map(\.subject))
        let maker = ResultRows(estate: estate, references: references)
        let view = ResultsView(
            Listing(
                rows: page.rows.compactMap { row in systems[row.subject].map { maker.row(row, of: $0) } },
                sorting: paging.sorting(filter.order), filter: resultChoices(fields), pages: paging.links(page.next)))
        return Response.page(view, estate.frame(request, context))
    }

    private func resultChoices(_ fields: FormFields) -> Filter {
        var kept: [String: String] = [:]
        // How old is too old is the family's to say: with another, that is another question.
        for name in ["department", "system", "control", "sort"] { kept[name] = fields[name] }
        return Filter(
            url: Paths.results,
            choices: [
                Filter.Choice(
                    name: "status", label: .say("pages.status"),
                    options: ControlStatus.allCases.map { Option($0.rawValue, .say("pages.status-\($0.rawValue)")) },
                    value: fields["status"] ?? ""),
                Filter.Choice(
                    name: "family", label: .say("pages.family"),
                    options: estate.families.map { Option($0.id, .localized($0.name)) }, value: fields["family"] ?? ""),
            ], kept: kept)
    }

    private func observation(_ request: Request, _ context: PageContext) async throws -> Response {
        let (observation, system) = try await Lookup(estate: estate, context: context).observation()
        let references = try await estate.references(at: context.now)
        let page = ObservationPage(estate: estate, references: references)
        return Response.page(
            try await page.view(observation, of: system, context), estate.frame(request, context))
    }
}

extension FindingFilter {
    /// - Throws: `Refusal` where a value is none that a finding has.
    init(_ fields: FormFields, _ references: References, now: Instant) throws(Refusal) {
        self.init()
        state = try FilterWord.read(fields["state"], "state")
        severity = try FilterWord.read(fields["severity"], "severity")
        order = try FilterWord.order(fields["sort"]) ?? order
        subject = fields["system"]
        control = fields["control"]
        family = fields["family"]
        if let department = fields["department"] { under = references.path(orNowhereOf: department) }
        switch fields["queue"] {
        case nil: break
        case "overdue": (state, dueBefore) = (.open, now)
        case let queue?:
            guard let step = Finding.Step(rawValue: queue) else {
                throw FilterWord.refusal("queue", takes: ["overdue"] + Finding.Step.allCases.map(\.rawValue))
            }
            (state, self.step) = (.open, step)
        }
    }
}

extension ControlFilter {
    /// - Throws: `Refusal` where a value is none that a verdict has, or what is too old is asked for without the family
    ///   that says how old that is.
    init(_ fields: FormFields, _ references: References, _ ages: FamilyAges) throws(Refusal) {
        self.init()
        if let stale = fields["stale"] {
            guard stale == "yes" else { throw FilterWord.refusal("stale", takes: ["yes"]) }
            guard let limit = fields["family"].flatMap({ ages.limits[$0] }) else {
                throw Refusal(.badRequest, Message("server.bad-filter", ["name": "stale"]), field: "stale")
            }
            assessedBefore = limit
        }
        family = fields["family"]
        order = try FilterWord.order(fields["sort"]) ?? order
        status = try FilterWord.read(fields["status"], "status", ControlStatus.self)?.rawValue
        subject = fields["system"]
        control = fields["control"]
        if let department = fields["department"] { under = references.path(orNowhereOf: department) }
    }
}

extension References {
    /// The path of a unit by its id; nil where there is none.
    func path(of id: String) -> String? { units.first { $0.value.id == id }?.key }

    /// The path of a unit by its id; where there is none, that of a department which nobody has: an index finds nothing in
    /// it at once.
    func path(orNowhereOf id: String) -> String { path(of: id) ?? "\u{1}/\u{1}/" }
}
