/// What is said of one control for one subject at one date.
public enum ControlStatus: String, Sendable, Hashable, CaseIterable {
    /// Everything needed was seen, all of it fresh and complete, and no rule matched.
    case held
    /// A rule matched.
    case broken
    /// Broken or unknown, and an unexpired waiver covers it.
    case waived
    /// Something needed was not seen.
    case unknown
    /// The control does not bind this subject, or the subject has nothing the control speaks of.
    case notApplicable = "not-applicable"
}
