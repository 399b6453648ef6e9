import Model

/// What one overlay made stricter of a control of the centre.
public struct Tightening: Sendable, Hashable {
    /// One thing that is stricter.
    public enum Change: Sendable, Hashable {
        /// It is demanded more.
        case force(from: Control.Force, to: Control.Force)
        /// An observation may be less old, in days.
        case freshness(kind: String, from: Int, to: Int)
        /// An observation is needed of more kinds of endpoints: these.
        case endpoints(kind: String, added: [String])
        /// An observation is needed of encrypted stores too.
        case encryptedToo(kind: String)
        /// A further observation is needed, at most so many days old.
        case need(kind: String, days: Int)
        /// It binds more subjects: those of these tiers, grades, exposures or statements on personal data, by the key in
        /// `applies`.
        case scope(key: String, added: [String])
        /// A further rule breaks it.
        case rule(id: String)
    }

    /// The overlay.
    public var overlay: OverlayMark
    /// What it changed; never empty.
    public var changes: [Change]
}
