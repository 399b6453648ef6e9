import Identity
import Model
import Pages
import Work

/// Jobs as pages show them.
struct JobRows {
    let references: References
    /// What the visitor has tried again.
    let managed: Visibility

    func row(_ job: Job) -> JobsView.Row {
        JobsView.Row(
            id: job.id, name: JobKind(rawValue: job.kind).map { .say("server.job-\($0.rawValue)") } ?? .name(job.kind),
            department: department(job.department), state: JobState(job),
            done: Int(job.progress?.done ?? 0), whole: job.progress?.whole.map { Int($0) }, attempts: Int(job.attempts),
            at: job.finished ?? job.after, problem: job.problem.map { .message($0) }, actions: actions(job))
    }

    /// Nil for the work of the installation itself.
    private func department(_ id: String) -> DepartmentReference? {
        guard !id.isEmpty else { return nil }
        return DepartmentReference(id: id, name: references.path(of: id).map(references.name) ?? .name(id))
    }

    private func actions(_ job: Job) -> [ActionButton] {
        let path = job.department.isEmpty ? UnitPath.root : references.path(of: job.department).flatMap(UnitPath.init)
        guard job.state == .dead, let path, managed.contains(Target(unit: path)) else { return [] }
        return [ActionButton(.say("server.job-retry"), url: "\(Paths.job(job.id))/retry", posts: true)]
    }
}

extension JobState {
    init(_ job: Job) {
        self =
            switch job.state {
            case .waiting: job.attempts > 0 ? .retrying : .waiting
            case .running: .running
            case .done: .done
            case .dead: .dead
            }
    }
}
