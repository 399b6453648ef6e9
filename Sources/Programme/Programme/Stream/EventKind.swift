/// The kinds of event that the programme makes; `docs/events.md` says who hears them.
public enum EventKind: String, Sendable, CaseIterable {
    /// A system entered the register, or its entry changed.
    case systemRegistered = "SystemRegistered"
    /// An instrument or a person stated facts about an object.
    case observationRecorded = "ObservationRecorded"
    /// A system was judged.
    case assessmentConcluded = "AssessmentConcluded"
    /// A weakness was seen that was not known.
    case findingOpened = "FindingOpened"
    /// A weakness was seen again after its finding was closed.
    case findingReopened = "FindingReopened"
    /// An open finding was seen again, and more or less serious or otherwise than before.
    case findingChanged = "FindingChanged"
    /// A later look showed that the weakness is gone.
    case findingClosed = "FindingClosed"
    /// An office said how and until when a finding is mended.
    case actionPlanned = "ActionPlanned"
    /// An office asked that a finding be accepted for a time.
    case acceptanceAsked = "AcceptanceAsked"
    /// An office decided on what was asked.
    case decisionMade = "DecisionMade"
    /// The estate as a whole was marked, such as a demonstration.
    case estateMarked = "EstateMarked"
}
