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

    /// The departments whose work a visitor sees; nil for all, and the installation's own.
    private func departments(_ context: PageContext) async throws -> [String]? {
        let visibility = try context.standing().visibility(for: .seeWork, at: context.now)
        guard !visibility.isEmpty else { throw Refusal(.forbidden, Message("server.no-office-does-it")) }
        return visibility.isEverything ? nil : try await estate.identity.units.all(visibility).map(\.id)
    }

    private func list(_ request: Request, _ context: PageContext) async throws -> Response {
        let live = estate.liveURL([.jobs])
        let departments = try await departments(context)
        let fields = try request.query()
        let paging = try Paging(request, fields)
        let state: Job.State?
        if let text = fields["state"] {
            guard let known = Job.State(rawValue: text) else {
                throw Refusal(.badRequest, Message("server.bad-filter", ["name": "state"]), field: "state")
            }
            state = known
        } else {
            state = nil
        }
        let counts = try await estate.jobs.counts(
            departments: departments, since: context.now.adding(days: -1))
        let found = try await estate.jobs.jobs(
            state, departments: departments, before: paging.after?.id, limit: Int64(Paging.size + 1))
        let shown = Array(found.prefix(Paging.size))
        let rows = JobRows(references: try await estate.references(at: context.now))
        let next = found.count > Paging.size ? shown.last.map { Cursor(id: $0.id) } : nil
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

    /// - Throws: `Refusal` (404) where there is no such job for the visitor.
    private func job(_ context: PageContext) async throws -> Job {
        let departments = try await departments(context)
        guard let job = try await estate.jobs.job(context.parameters.require("id")),
            departments?.contains(job.department) ?? true
        else { throw Refusal.notFound }
        return job
    }

    private func one(_ request: Request, _ context: PageContext) async throws -> Response {
        let live = estate.liveURL([.jobs])
        let job = try await job(context)
        let rows = JobRows(references: try await estate.references(at: context.now))
        let view = JobView(
            job: rows.row(job), step: job.progress.map { .say($0.step) }, asked: job.created, finished: job.finished)
        var frame = estate.frame(request, context)
        frame.liveURL = live
        return Response.page(view, frame)
    }

    private func retry(_ request: Request, _ context: PageContext) async throws -> Response {
        let job = try await job(context)
        _ = try await request.form(context)
        guard try await estate.jobs.revive(job.id, at: context.now) else {
            throw Refusal(.conflict, Message("server.job-not-dead"))
        }
        return .see(Paths.job(job.id))
    }
}
