import Assurance
import CanonicalJSON
import Identity
import Journal
import Logging
import Model
import Programme
import Work

/// Does the work of the queue. Each piece may be done twice, and changes nothing the second time.
struct JobHandlers: Sendable {
    let estate: Estate
    let logger: Logger
    private static let page = 200
    /// How long the queue remembers what was done, in days.
    private static let remembered = 30

    /// What does each kind of work.
    var all: [String: Worker.Handler] {
        Dictionary(
            uniqueKeysWithValues: JobKind.allCases.map { kind in
                let handler: Worker.Handler =
                    switch kind {
                    case .judgeAll: { job, _ in try await judgeAll(job) }
                    case .judge: { job, report in try await judge(job, report) }
                    case .look: { job, report in try await LookHandler(estate: estate).look(job, report) }
                    case .verifyLog: { _, _ in try await verifyLog() }
                    case .tidy: { _, _ in try await tidy() }
                    }
                return (kind.rawValue, handler)
            })
    }

    /// One piece of work for each department, so that none waits for another that has many systems.
    private func judgeAll(_ job: Job) async throws {
        let now = estate.now()
        // Nobody judges what a body left behind.
        let left = try await estate.identity.units.left()
        for department in try await estate.overview.departments(.everything) where department.systems > 0 {
            guard let unit = UnitPath(department.department)?.id, !left.contains(unit) else { continue }
            _ = try await estate.jobs.add(
                JobKind.judge.rawValue, department: unit, payload: ["path": .string(department.department)],
                key: "\(job.id) \(unit)", at: now)
        }
    }

    private func judge(
        _ job: Job, _ report: @escaping @Sendable (Job.Progress) async throws -> Void
    ) async throws {
        guard let path = job.payload["path"]?.text else { throw Fault("server.job-unreadable", ["id": job.id]) }
        let rejudging = Rejudging(
            programme: estate.programme, catalogue: estate.catalogue, tool: "seawall-server \(estate.version)")
        let filter = SystemFilter(under: path)
        let left = try await estate.identity.units.left()
        var (done, changed): (Int64, Int64) = (0, 0)
        var problem: Fault?
        var after: Cursor?
        repeat {
            let page = try await estate.programme.systems(filter, .everything, after: after, limit: Self.page)
            for standing in page.rows where !left.contains(standing.system.unit) {
                do {
                    if try await rejudging.judge(standing, at: estate.now()) { changed += 1 }
                } catch let fault as Fault where fault.message.id == "programme.changed-meanwhile" {
                    // Somebody has just looked: that was judged by today's catalogue.
                } catch let fault as Fault where fault.message.id == "assurance.unreadable-system" {
                    // The others are judged all the same; that this one was not must be seen.
                    problem = problem ?? fault
                }
                done += 1
            }
            try await report(Job.Progress(step: "server.job-step-judged", done: done, whole: nil))
            after = page.next
        } while after != nil
        if changed > 0 { logger.info("judged anew", metadata: ["path": "\(path)", "changed": "\(changed)"]) }
        if let problem { throw problem }
    }

    private func verifyLog() async throws {
        do {
            let report = try await estate.journal.verifyLog()
            logger.info("verified the log", metadata: ["events": "\(report.events)", "root": "\(report.root)"])
        } catch let fault as Fault {
            logger.critical("the log is not as it was recorded", metadata: ["fault": "\(fault)"])
            throw fault
        }
    }

    private func tidy() async throws {
        try await estate.jobs.sweep(before: estate.now().adding(days: -Self.remembered))
    }
}
