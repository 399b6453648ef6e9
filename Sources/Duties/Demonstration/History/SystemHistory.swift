import CanonicalJSON
import Model
import Programme

/// What became of one system: looks at it, and what officers did about what was found.
struct SystemHistory: Sendable, Hashable {
    /// How a control stands.
    enum Status: String, Sendable, Hashable {
        case held, broken, unknown
        case notApplicable = "not-applicable"
    }

    /// A look at the system.
    struct Look: Sendable, Hashable {
        var id: String
        var week: Int
        var at: Instant
        /// By the catalogue's order of controls.
        var statuses: [Status]
        /// What was seen that is weak, of the controls that are broken.
        var sightings: [Sighting]
        /// What was seen for the first time.
        var observations: [Observation]
    }

    /// What an officer did about a finding.
    struct Answer: Sendable, Hashable {
        enum Act: Sendable, Hashable {
            case plan(due: Instant, note: String)
            case ask(until: Instant, reason: String)
            case decide(accept: Bool, note: String)
        }

        var week: Int
        var at: Instant
        /// What the finding is about: a sighting's fingerprint.
        var fingerprint: String
        var act: Act

        /// Until when it promises a remedy.
        var due: Instant? { if case .plan(let due, _) = act { due } else { nil } }

        /// Whether it is the director's.
        var isDecision: Bool { if case .decide = act { true } else { false } }
    }

    let objects: SystemObjects
    var looks: [Look] = []
    var answers: [Answer] = []
}
