import Identity
import Programme

/// A part of a page that changes by itself; the raw value is its name on the page.
enum LiveTopic: String, Sendable, CaseIterable {
    /// The queues of the home page.
    case queues
    /// The figures of the overview.
    case standing
    /// The heat map of the overview.
    case heat
    /// The assessments that were handed in.
    case runs
    /// The work queue.
    case jobs

    /// What someone must be allowed of a system, or of a department, to hear that it changed.
    var action: Action {
        switch self {
        case .queues: .seeFindings
        case .standing, .heat: .seePosture
        case .runs: .seeSystems
        case .jobs: .seeWork
        }
    }

    /// The parts that an event of a kind changes.
    static func changed(by kind: EventKind) -> Set<LiveTopic> {
        switch kind {
        // An estate is marked before anything else is in it, and a server reads the marks when it starts.
        case .observationRecorded, .estateMarked: []
        case .systemRegistered: [.standing, .heat]
        case .assessmentConcluded: [.standing, .heat, .runs]
        case .findingOpened, .findingReopened, .findingChanged, .findingClosed: [.queues, .standing]
        case .actionPlanned, .acceptanceAsked, .decisionMade: [.queues]
        }
    }
}
