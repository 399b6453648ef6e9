/// The kinds of event that the journal makes itself; `docs/events.md` says who hears them.
public enum JournalEvent: String, Sendable, CaseIterable {
    /// A key was put in the place of another.
    case keyRotated = "KeyRotated"
    /// Personal data outside the events was erased.
    case valueErased = "ValueErased"
}
