import Hummingbird
import Identity
import Model
import Pages
import Programme
import WebForms

/// What waits for the one who signed in: decide, answer, fix, overdue.
struct HomeRoutes {
    let estate: Estate
    private static let shown = 8
    private static let countLimit: Int64 = 1000

    func add(to router: Router<PageContext>) {
        router.get("/") { request, context in try await home(request, context) }
    }

    private func home(_ request: Request, _ context: PageContext) async throws -> Response {
        let live = estate.liveURL([.queues])
        let standing = try context.standing()
        let chosen = try request.query()["office"]
        let references = try await estate.references(at: context.now)
        let tabs = try tabs(standing, chosen, references, context)
        var queues: [Queue] = []
        for kind in [QueueKind.overdue, .decide, .answer, .fix] {
            let action: Action = kind == .decide ? .makeDecisions : .fixFindings
            guard context.may(action), context.may(.seeFindings) else { continue }
            queues.append(
                try await queue(kind, context.scope(action, office: chosen), chosen, references, context))
        }
        let waiting = queues.reduce(0) { $0 + ($1.kind == .overdue ? 0 : $1.total) }
        var frame = estate.frame(request, context, waiting: waiting)
        frame.liveURL = live
        return Response.page(HomeView(offices: tabs, queues: queues), frame)
    }

    /// All offices together, then each that something can wait for.
    ///
    /// - Throws: `Refusal` (404) where the chosen office is none of the visitor's.
    private func tabs(
        _ standing: Standing, _ chosen: String?, _ references: References, _ context: PageContext
    ) throws(Refusal) -> [Tab] {
        let offices = standing.assignments.filter { assignment in
            let alone = standing.holding(only: assignment.id)
            return [Action.makeDecisions, .fixFindings].contains {
                !alone.visibility(for: $0, at: context.now).isEmpty
            }
        }
        if let chosen, !offices.contains(where: { $0.id == chosen }) { throw Refusal.notFound }
        guard offices.count > 1 else { return [] }
        let names = OfficeNames(estate: estate, references: references, language: context.visitor.language)
        return [Tab(.say("server.offices-all"), url: Paths.home, isCurrent: chosen == nil)]
            + offices.map { office in
                Tab(
                    names.name(office), url: Paths.query(Paths.home, [("office", office.id)]),
                    isCurrent: office.id == chosen)
            }
    }

    private func queue(
        _ kind: QueueKind, _ scope: UnitScope, _ office: String?, _ references: References, _ context: PageContext
    ) async throws -> Queue {
        var filter = FindingFilter()
        filter.state = .open
        switch kind {
        case .overdue: filter.dueBefore = context.now
        case .decide: filter.step = .decide
        case .answer: filter.step = .answer
        case .fix: filter.step = .fix
        }
        let page = try await estate.programme.findings(filter, scope, limit: Self.shown)
        let total = try await estate.programme.countFindings(filter, scope, limit: Self.countLimit)
        let systems = try await estate.programme.systems(named: page.rows.map(\.subject))
        let rows = FindingRows(estate: estate, references: references)
        return Queue(
            kind: kind, total: Int(total),
            items: page.rows.map { item($0, rows.reference($0, systems[$0.subject]), kind) },
            moreURL: page.next == nil
                ? nil : Paths.query(Paths.findings, [("queue", kind.rawValue), ("office", office)]))
    }

    private func item(_ finding: Finding, _ system: SystemReference, _ kind: QueueKind) -> QueueItem {
        let path = Paths.finding(finding.id)
        let next =
            switch kind {
            case .decide: ActionButton(.say("server.decide"), url: "\(path)/decide", weight: .primary)
            case .answer: ActionButton(.say("server.plan"), url: "\(path)/plan", weight: .primary)
            case .fix, .overdue: ActionButton(.say("server.open"), url: path)
            }
        return QueueItem(
            title: .localized(finding.sighting.title), url: path, system: system,
            clauses: estate.control(finding.sighting.control).sources, due: finding.due,
            cause: cause(finding, kind), severity: finding.sighting.severity, next: next)
    }

    private func cause(_ finding: Finding, _ kind: QueueKind) -> Wording {
        let object = finding.sighting.object.id
        switch kind {
        case .decide: return .say("server.cause-decide", ["object": object])
        case .answer: return .say("server.cause-answer", ["object": object])
        case .fix: return .say("server.cause-fix", ["object": object])
        case .overdue: return .say("server.cause-overdue", ["object": object])
        }
    }
}
