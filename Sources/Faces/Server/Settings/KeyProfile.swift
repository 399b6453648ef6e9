import Identity
import Model
import Pages

/// What a key for programs is made for: a person chooses one of a few, instead of thirty actions.
enum KeyProfile: String, CaseIterable {
    /// Everything that its owner may read of systems.
    case read
    /// Handing in what an assessment found.
    case submit
    /// What its owner may do about findings.
    case act
    /// Keeping people and offices in order.
    case people
    /// Deciding what others see of a body that is not governed.
    case agree
    /// Seeing what the server does by itself, and having it tried again.
    case work

    private var actions: [Action] {
        switch self {
        case .read: Self.reading
        case .submit:
            [.seePosture, .seeSystems, .changeSystems, .recordObservations, .concludeAssessments, .seeFindings]
        case .act: Self.reading + [.fixFindings, .makeDecisions]
        case .people: [.seePeople, .managePeople, .assignOffices, .appointOffices]
        case .agree: [.seePosture, .makeAgreements]
        case .work: [.seeWork, .manageWork]
        }
    }

    private static let reading: [Action] = [
        .seePosture, .seeSystems, .seeObservations, .countFindings, .seeFindings, .seeEvidence, .exportData, .seeLedger,
    ]

    /// Without one of these the profile is of no use; the first one that a person may do anywhere counts.
    private var core: [Action] {
        switch self {
        case .read: [.seePosture]
        case .submit: [.recordObservations]
        case .act: [.fixFindings, .makeDecisions]
        case .people: [.managePeople, .assignOffices, .appointOffices, .seePeople]
        case .agree: [.makeAgreements]
        case .work: [.manageWork, .seeWork]
        }
    }

    /// What a key of the profile does for a person: as much as they may do in every unit that they hold an office in.
    ///
    /// - Returns: nil where that is nothing.
    func grant(_ standing: Standing, at now: Instant) -> (actions: Set<Action>, units: Set<String>)? {
        let held = standing.assignments.filter { $0.isInForce(at: now) }.map(\.unit).filter { $0 != .root }
        func units(_ action: Action) -> [UnitPath] {
            let visibility = standing.visibility(for: action, at: now)
            return held.filter { !visibility.within([$0]).isEmpty }
        }
        guard let units = core.lazy.map(units).first(where: { !$0.isEmpty }) else { return nil }
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
        case .act: Option(rawValue, .say("server.key-act"), hint: .say("server.key-act-what"))
        case .people: Option(rawValue, .say("server.key-people"), hint: .say("server.key-people-what"))
        case .agree: Option(rawValue, .say("server.key-agree"), hint: .say("server.key-agree-what"))
        case .work: Option(rawValue, .say("server.key-work"), hint: .say("server.key-work-what"))
        }
    }
}
