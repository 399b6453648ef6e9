public import Model

/// A person, with what is kept of them outside of the events.
public struct Person: Sendable, Hashable {
    /// The opaque id, which events name.
    public let id: String
    /// The id of the unit that the person belongs to.
    public let unit: String
    /// The name that the person signs in with, as it was typed when they were added.
    public let signIn: String
    /// The name that others see.
    public let display: String
    /// The mail address, where one is known.
    public let email: String?
    /// The language that pages and notices are in.
    public let language: Language
    /// When the person was last signed in, to the minute; nil where they never were.
    public let lastSeen: Instant?
    /// Whether the person can no longer sign in.
    public let isDisabled: Bool
}
