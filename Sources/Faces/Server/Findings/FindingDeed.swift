import Identity
import Model
import Programme

/// The kinds of thing that can be done about a finding.
enum FindingAct: String, CaseIterable {
    /// Plan its mending.
    case plan
    /// Ask that it be accepted for a time.
    case ask
    /// Decide on that.
    case decide

    /// The most characters of what is written about it.
    static let noteLimit = 2000

    /// What the one who does it must be allowed.
    var action: Action { self == .decide ? .makeDecisions : .fixFindings }
}

/// Something to be done about a finding, as a page or a program says it.
enum FindingDeed {
    /// To mend it by a day.
    case plan(note: String, due: Instant)
    /// To accept it until a day.
    case ask(reason: String, until: Instant)
    /// To grant that, or not.
    case decide(isAccepted: Bool, reason: String)

    /// Does it, on a finding as the one who does it saw it.
    ///
    /// - Throws: `Fault` (`programme.changed-meanwhile`, and what speaks against it).
    func take(on finding: Finding, in estate: Estate, _ context: PageContext) async throws {
        let (now, actor) = (context.now, try context.actor())
        switch self {
        case .plan(let note, let due):
            try await estate.programme.plan(
                finding, office: Office.systemOwner.rawValue, due: due, note: note, at: now, actor: actor)
        case .ask(let reason, let until):
            try await estate.programme.ask(acceptance: finding, until: until, reason: reason, at: now, actor: actor)
        case .decide(let isAccepted, let reason):
            try await estate.programme.decide(finding, accept: isAccepted, note: reason, at: now, actor: actor)
        }
    }
}
