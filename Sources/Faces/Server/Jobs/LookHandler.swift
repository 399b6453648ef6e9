import Assurance
import CanonicalJSON
import HTTPTypes
import Identity
import Model
import Programme
import Synchronization
import Work

/// Looks at the services of one system, as the job asks.
struct LookHandler: Sendable {
    let estate: Estate

    /// The job that looks at a system's services: one, however often somebody asks before it is done or given up.
    ///
    /// - Throws: `Refusal`: 403 where the visitor, who sees the system, may not do that; 409 where no network may be
    ///   looked at; 422 where it is not known what services there are.
    static func ask(_ standing: SystemStanding, _ estate: Estate, _ context: PageContext) async throws -> Job {
        let system = standing.system
        try context.require(.recordObservations, on: system)
        guard let look = estate.look else { throw Refusal(.conflict, Message("server.looks-off")) }
        let assessment: String
        do {
            assessment = try await look.assessment(of: standing)
        } catch let fault as Fault where fault.message.id.hasPrefix("assurance.") {
            throw Refusal(.unprocessableContent, fault.message)
        }
        let department = RegisteredSystem.department(of: system.path)
        let id = try await estate.jobs.add(
            JobKind.look.rawValue, department: UnitPath(department)?.id ?? "",
            payload: ["system": .string(system.id), "actor": .string(context.actor())],
            key: "look \(system.id) \(assessment)", at: context.now)
        guard let job = try await estate.jobs.job(id) else { throw Fault("work.worker-lost") }
        return job
    }

    func look(_ job: Job, _ report: @escaping @Sendable (Job.Progress) async throws -> Void) async throws {
        guard let id = job.payload["system"]?.text, let actor = job.payload["actor"]?.text else {
            throw Fault("server.job-unreadable", ["id": job.id])
        }
        guard let look = estate.look else { throw Fault("server.looks-off") }
        guard let standing = try await estate.programme.system(id, .everything) else {
            throw Fault("server.job-without-system", ["id": id])
        }
        let looked = Mutex<Int64>(0)
        do {
            try await look.look(at: standing, for: actor, at: estate.now()) { _ in
                let number = looked.withLock { count in
                    count += 1
                    return count
                }
                // Whoever lost the job is told so when it records.
                try? await report(Job.Progress(step: "server.job-step-looked", done: number, whole: nil))
            }
        } catch let fault as Fault where fault.message.id == "programme.changed-meanwhile" {
            // Somebody has just looked, and knows better.
        }
    }
}
