import HTTPTypes
import Hummingbird
import Identity
import Model
import Pages
import Programme
import WebForms
import Work

/// The work queue: what runs, what waits, what was given up, and trying that again.
struct JobRoutes {
    let estate: Estate

    func add(to router: Router<PageContext>) {
        router.get("/jobs") { request, context in try await list(request, context) }
        router.get("/jobs/:id") { request, context in try await one(request, context) }
        router.post("/jobs/:id/retry") { request, context in try await retry(request, context) }
    }

    private func list(_ request: Request, _ context: PageContext) async throws -> Response {
        let live = estate.liveURL([.jobs])
        let sight = try await WorkSight(estate, context)
        let fields = try request.query()
        let paging = try Paging(request, fields)
        let state = try FilterWord.read(fields["state"], "state", Job.State.self)
        let counts = try await estate.jobs.counts(
            departments: sight.departments, since: context.now.adding(days: -1))
        let (shown, next) = try await sight.jobs(state, after: paging.after, limit: Paging.size)
        let rows = try await rows(context)
        func count(_ value: Int64, _ state: Job.State) -> Count {
            Count(value: Int(value), url: Paths.query(Paths.jobs, [("state", state.rawValue)]))
        }
        let view = JobsView(
            waiting: count(counts.waiting, .waiting), running: count(counts.running, .running),
            dead: count(counts.dead, .dead), doneToday: Int(counts.done), tabs: Self.tabs(state),
            rows: shown.map(rows.row), pages: paging.links(next))
        var frame = estate.frame(request, context)
        frame.liveURL = live
        return Response.page(view, frame)
    }

    private static func tabs(_ state: Job.State?) -> [Tab] {
        [Tab(.say("server.jobs-all"), url: Paths.jobs, isCurrent: state == nil)]
            + [Job.State.running, .waiting, .dead, .done].map { other in
                Tab(
                    .say("pages.job-\(other.rawValue)"), url: Paths.query(Paths.jobs, [("state", other.rawValue)]),
                    isCurrent: other == state)
            }
    }

    /// Jobs as this visitor is shown them.
    private func rows(_ context: PageContext) async throws -> JobRows {
        JobRows(
            references: try await estate.references(at: context.now),
            managed: try context.standing().visibility(for: .manageWork, at: context.now))
    }

    private func one(_ request: Request, _ context: PageContext) async throws -> Response {
        let live = estate.liveURL([.jobs])
        let job = try await WorkSight(estate, context).job()
        let rows = try await rows(context)
        let view = JobView(
            job: rows.row(job), step: job.progress.map { .say($0.step) }, asked: job.created, finished: job.finished)
        var frame = estate.frame(request, context)
        frame.liveURL = live
        return Response.page(view, frame)
    }

    private func retry(_ request: Request, _ context: PageContext) async throws -> Response {
        let sight = try await WorkSight(estate, context)
        let job = try await sight.job()
        _ = try await request.form(context)
        try await sight.retry(job)
        return .see(Paths.job(job.id))
    }
}
