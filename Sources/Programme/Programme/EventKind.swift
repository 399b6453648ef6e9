/// The kinds of event that the programme makes; `docs/events.md` says who hears them.
public enum EventKind: String, Sendable, CaseIterable {
    /// An instrument or a person stated facts about an object.
    case observationRecorded = "ObservationRecorded"
    /// A system was judged.
    case assessmentConcluded = "AssessmentConcluded"
}
