public import Model
import Storage

/// Which findings a list shows.
public struct FindingFilter: Sendable, Hashable {
    /// The order of a list.
    public enum Order: String, Sendable, Hashable, CaseIterable {
        /// What is due first comes first.
        case due
        /// The newest come first.
        case newest
    }

    /// Open or closed; either where nil.
    public var state: Finding.State?
    /// What they wait for; anything where nil.
    public var step: Finding.Step?
    /// How serious; any where nil.
    public var severity: Severity?
    /// A system; any where nil.
    public var subject: String?
    /// A control; any where nil.
    public var control: String?
    /// A family of controls, such as `CRY`; any where nil.
    public var family: String?
    /// A unit's path: that unit and all below it; any where nil.
    public var under: String?
    /// Only what was due before a moment.
    public var dueBefore: Instant?
    /// The order.
    public var order: Order = .due

    /// All findings.
    public init() {}

    /// All but the state, which whoever asks puts first.
    func condition(_ scope: UnitScope) -> SQL {
        var condition = scope.condition(subject: "subject")
        if let under { condition = "\(condition) AND \(UnitScope(under: under).condition(subject: nil))" }
        if let step { condition = "\(condition) AND step = \(step.rawValue)" }
        if let severity { condition = "\(condition) AND severity = \(severity.rank)" }
        if let subject { condition = "\(condition) AND subject = \(subject)" }
        if let control { condition = "\(condition) AND control = \(control)" }
        if let family { condition = "\(condition) AND family = \(family)" }
        if let dueBefore { condition = "\(condition) AND due < \(dueBefore.microseconds)" }
        return condition
    }
}
