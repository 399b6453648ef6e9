public import Model

/// A browser that is signed in.
public struct Session: Sendable, Hashable {
    /// What it is listed and revoked by; it does not let in.
    public let id: String
    /// The person's opaque id.
    public let person: String
    /// When the person signed in.
    public let begun: Instant
    /// When it was last used, to the minute.
    public let used: Instant
    /// When it ends, used or not.
    public let expires: Instant
    /// Whether the person proved a second factor.
    public let hasSecondFactor: Bool
    /// When the person last proved in it that they are who they are, by something that only they have; nil where a
    /// provider's word opened it, which may be as old as the person's day there.
    public let proved: Instant?
    /// Whether its token must be replaced before it is used further, because what the person may do has changed.
    public let needsRotation: Bool
    /// What the browser says that it is.
    public let agent: String
    /// The network that it signed in from.
    public let network: String
    /// How the person signed in; nil where an older release opened it, which did not write that down.
    public let way: SignInWay?
}
