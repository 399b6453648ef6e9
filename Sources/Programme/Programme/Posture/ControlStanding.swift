/// The status of one control of one system: a row behind a number.
public struct ControlStanding: Sendable, Hashable {
    /// The system.
    public var subject: String
    /// The control.
    public var control: String
    /// `held`, `broken`, `unknown`, `waived` or `not-applicable`.
    public var status: String
    /// The assessment that said so.
    public var assessment: String
}
