import Identity
import Model
import Pages

/// What a key for programs is made for: a person chooses one of a few, instead of thirty actions.
enum KeyProfile: String, CaseIterable {
    /// Everything that its owner may read of systems.
    case read
    /// Handing in what an assessment found.
    case submit

    private var actions: [Action] {
        switch self {
        case .read:
            [
                .seePosture, .seeSystems, .seeObservations, .countFindings, .seeFindings, .seeEvidence, .exportData,
                .seeLedger,
            ]
        case .submit:
            [.seePosture, .seeSystems, .changeSystems, .recordObservations, .concludeAssessments, .seeFindings]
        }
    }

    /// Without this one the profile is of no use.
    private var core: Action { self == .read ? .seePosture : .recordObservations }

    /// What a key of the profile does for a person: as much as they may do in every unit that they hold an office in.
    ///
    /// - Returns: nil where that is nothing.
    func grant(_ standing: Standing, at now: Instant) -> (actions: Set<Action>, units: Set<String>)? {
        let units = standing.assignments.filter { $0.isInForce(at: now) }.map(\.unit).filter { unit in
            unit != .root && !standing.visibility(for: core, at: now).within([unit]).isEmpty
        }
        guard !units.isEmpty else { return nil }
        let granted = actions.filter { action in
            let visibility = standing.visibility(for: action, at: now)
            return units.allSatisfy { !visibility.within([$0]).isEmpty }
        }
        return (Set(granted), Set(units.map(\.id)))
    }

    /// The profile as a choice.
    var option: Option {
        switch self {
        case .read: Option(rawValue, .say("server.key-read"), hint: .say("server.key-read-what"))
        case .submit: Option(rawValue, .say("server.key-submit"), hint: .say("server.key-submit-what"))
        }
    }
}
