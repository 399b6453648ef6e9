import Accounts
import HTTPTypes
import Hummingbird
import Identity
import Model
import Programme
import Work

/// Whose work a visitor sees, and has tried again: for pages and for the API.
struct WorkSight {
    let estate: Estate
    let context: PageContext
    /// The departments whose work the visitor sees; nil for all, and the installation's own.
    let departments: [String]?

    /// - Throws: `Refusal`: 401 where nobody signed in, 403 where no office of theirs sees work.
    init(_ estate: Estate, _ context: PageContext) async throws {
        self.estate = estate
        self.context = context
        let visibility = try context.standing().visibility(for: .seeWork, at: context.now)
        guard !visibility.isEmpty else { throw Refusal(.forbidden, Message("server.no-office-does-it")) }
        departments = visibility.isEverything ? nil : try await estate.identity.units.all(visibility).map(\.id)
    }

    /// A page of the work that the visitor sees, the newest first: one statement.
    func jobs(_ state: Job.State?, after: Cursor?, limit: Int) async throws -> (jobs: [Job], next: Cursor?) {
        let found = try await estate.jobs.jobs(
            state, departments: departments, before: after?.id, limit: Int64(limit + 1))
        let shown = Array(found.prefix(limit))
        return (shown, found.count > limit ? shown.last.map { Cursor(id: $0.id) } : nil)
    }

    /// The job that the path names.
    ///
    /// - Throws: `Refusal` (404) where there is no such job for the visitor.
    func job() async throws -> Job {
        guard let job = try await estate.jobs.job(context.parameters.require("id")),
            departments?.contains(job.department) ?? true
        else { throw Refusal.notFound }
        return job
    }

    /// Has a job tried again that was given up, and tells monitoring who asked for it.
    ///
    /// - Throws: `Refusal`: 403 where the visitor, who sees the job, does not have work of that department tried again;
    ///   409 where it was not given up.
    func retry(_ job: Job) async throws {
        let standing = try context.standing()
        let unit = job.department.isEmpty ? UnitPath.root : try await estate.identity.units.unit(job.department)?.path
        guard let unit, standing.decide(.manageWork, on: Target(unit: unit), at: context.now).isAllowed else {
            throw Refusal(.forbidden, Message("server.not-this-work"))
        }
        guard try await estate.jobs.revive(job.id, at: context.now) else {
            throw Refusal(.conflict, Message("server.job-not-dead"))
        }
        estate.identity.log(
            SecurityEvent(
                .workRetried, isSuccess: true, at: context.now, person: standing.person,
                key: context.visitor.viewer?.key?.id, job: job.id))
    }
}
