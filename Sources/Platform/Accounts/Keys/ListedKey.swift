public import Identity
public import Model

/// What is listed of an API key.
public struct ListedKey: Sendable, Hashable {
    /// What it is revoked by.
    public let id: String
    /// Whose it is.
    public let person: String
    /// What the person calls it.
    public let label: String
    /// What it may be used for.
    public let actions: Set<Action>
    /// The ids of the units, with all below, that it may be used on.
    public let units: Set<String>
    /// When it was made.
    public let made: Instant
    /// From when on it is good for nothing.
    public let expires: Instant
    /// When it was last used, to the minute; nil where it never was.
    public let used: Instant?
}
