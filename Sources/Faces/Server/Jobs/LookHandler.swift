import Assurance
import CanonicalJSON
import Model
import Programme
import Synchronization
import Work

/// Looks at the services of one system, as the job asks.
struct LookHandler: Sendable {
    let estate: Estate

    /// The job that looks at a system's services: one, however often somebody asks before it is done.
    static func ask(
        _ standing: SystemStanding, for actor: String, _ estate: Estate, at now: Instant
    ) async throws -> String {
        let system = standing.system
        let department = RegisteredSystem.department(of: system.path)
        return try await estate.jobs.add(
            JobKind.look.rawValue, department: UnitPath(department)?.id ?? "",
            payload: ["system": .string(system.id), "actor": .string(actor)],
            key: "look \(system.id) \(standing.assessment ?? "")", at: now)
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
