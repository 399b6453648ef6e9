import CanonicalJSON
import Identity
import Model
import Programme
import Work

/// The looks at systems that a visitor sees. Other work is seen by whole departments (`WorkSight`); who looks after one
/// system sees no work of its department, and the look at that system all the same.
struct LookSight {
    let estate: Estate
    let context: PageContext
    /// The departments are the second floor of the tree: who sees more than one of them asks for the work of all.
    private static let departmentDepth = 2

    /// Looks that wait, run, or were given up, the newest first, each with its system: two statements.
    ///
    /// - Parameter limit: how many are read of the departments in which the visitor sees a system.
    /// - Throws: `Refusal`: 401 where nobody signed in, 403 where no office of theirs sees systems.
    func unfinished(limit: Int) async throws -> [(job: Job, system: RegisteredSystem)] {
        let jobs = try await estate.jobs.unfinished(
            JobKind.look.rawValue, departments: departments(), limit: Int64(limit))
        let named = jobs.compactMap { job in job.payload["system"]?.text.map { (job, $0) } }
        let systems = try await estate.programme.systems(named: named.map(\.1))
        return named.compactMap { job, id in
            guard let system = systems[id], context.may(.seeSystems, on: system) else { return nil }
            return (job, system)
        }
    }

    /// Nil for all.
    private func departments() throws(Refusal) -> [String]? {
        let units = try context.visibility(.seeSystems).units
        guard units.allSatisfy({ $0.depth >= Self.departmentDepth }) else { return nil }
        return Set(units.compactMap { UnitPath(RegisteredSystem.department(of: $0.text))?.id }).sorted()
    }
}
