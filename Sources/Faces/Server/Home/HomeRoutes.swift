import Hummingbird
import Identity
import Model
import Pages
import Programme
import WebForms

/// What waits for the one who signed in: decide, answer, fix, overdue.
struct HomeRoutes {
    let estate: Estate

    func add(to router: Router<PageContext>) {
        router.get("/") { request, context in try await home(request, context) }
    }

    private func home(_ request: Request, _ context: PageContext) async throws -> Response {
        let live = estate.liveURL([.queues])
        let waiting = try WaitingQueues(estate, context, office: try request.query()["office"])
        let references = try await estate.references(at: context.now)
        let queues = try await waiting.all().map { queue($0, waiting.chosen, references) }
        let count = queues.reduce(0) { $0 + ($1.kind == .overdue ? 0 : $1.total) }
        var frame = estate.frame(request, context, waiting: count)
        frame.liveURL = live
        return Response.page(HomeView(offices: tabs(waiting, references, context), queues: queues), frame)
    }

    /// All offices together, then each that something can wait for.
    private func tabs(_ waiting: WaitingQueues, _ references: References, _ context: PageContext) -> [Tab] {
        guard waiting.offices.count > 1 else { return [] }
        let names = OfficeNames(estate: estate, references: references, language: context.visitor.language)
        return [Tab(.say("server.offices-all"), url: Paths.home, isCurrent: waiting.chosen == nil)]
            + waiting.offices.map { office in
                Tab(
                    names.name(office), url: Paths.query(Paths.home, [("office", office.id)]),
                    isCurrent: office.id == waiting.chosen)
            }
    }

    private func queue(_ waiting: WaitingQueues.Waiting, _ office: String?, _ references: References) -> Queue {
        let rows = FindingRows(estate: estate, references: references)
        return Queue(
            kind: waiting.kind, total: Int(waiting.total),
            items: waiting.findings.map {
                item($0, rows.reference($0, waiting.systems[$0.subject]), waiting.kind)
            },
            moreURL: waiting.goesOn
                ? Paths.query(Paths.findings, [("queue", waiting.kind.rawValue), ("office", office)]) : nil)
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
