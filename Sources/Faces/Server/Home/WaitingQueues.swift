import Identity
import Model
import Pages
import Programme

/// What waits for the one who asks, by what is to be done with it: for the home page and for the API.
struct WaitingQueues {
    let estate: Estate
    let context: PageContext
    /// The offices of theirs that something can wait for.
    let offices: [Assignment]
    /// The one office that is asked about; all of them where nil.
    let chosen: String?
    /// How many findings of a queue are told.
    private static let shown = 8
    /// As many or more are told as this many.
    private static let countLimit: Int64 = 1000

    /// What waits in one queue.
    struct Waiting {
        let kind: QueueKind
        let total: Int64
        /// The most urgent ones.
        let findings: [Finding]
        /// Their systems, by id.
        let systems: [String: RegisteredSystem]
        /// Whether there are more.
        let goesOn: Bool
    }

    /// - Throws: `Refusal`: 401 where nobody signed in, 404 where the chosen office is none of theirs.
    init(_ estate: Estate, _ context: PageContext, office chosen: String?) throws(Refusal) {
        let standing = try context.standing()
        self.estate = estate
        self.context = context
        self.chosen = chosen
        offices = standing.assignments.filter { assignment in
            let alone = standing.holding(only: assignment.id)
            return [Action.makeDecisions, .fixFindings].contains {
                !alone.visibility(for: $0, at: context.now).isEmpty
            }
        }
        if let chosen, !offices.contains(where: { $0.id == chosen }) { throw Refusal.notFound }
    }

    /// The queues that they have; each takes three statements.
    func all() async throws -> [Waiting] {
        var queues: [Waiting] = []
        for kind in [QueueKind.overdue, .decide, .answer, .fix] {
            let action: Action = kind == .decide ? .makeDecisions : .fixFindings
            guard context.may(action), context.may(.seeFindings) else { continue }
            queues.append(try await queue(kind, context.scope(action, office: chosen)))
        }
        return queues
    }

    private func queue(_ kind: QueueKind, _ scope: UnitScope) async throws -> Waiting {
        var filter = FindingFilter()
        filter.state = .open
        switch kind {
        case .overdue: filter.dueBefore = context.now
        case .decide: filter.step = .decide
        case .answer: filter.step = .answer
        case .fix: filter.step = .fix
        }
        let page = try await estate.programme.findings(filter, scope, limit: Self.shown)
        return Waiting(
            kind: kind, total: try await estate.programme.countFindings(filter, scope, limit: Self.countLimit),
            findings: page.rows, systems: try await estate.programme.systems(named: page.rows.map(\.subject)),
            goesOn: page.next != nil)
    }
}
