public import Model
import Storage

/// Which controls of systems a list shows.
public struct ControlFilter: Sendable, Hashable {
    /// A family of controls, such as `CRY`; any where nil.
    public var family: String?
    /// `held`, `broken`, `unknown`, `waived` or `not-applicable`; any where nil.
    public var status: String?
    /// Several of them; any where empty.
    public var statuses: [String] = []
    /// A unit's path: that unit and all below it; any where nil.
    public var under: String?
    /// A system; any where nil.
    public var subject: String?
    /// A control; any where nil.
    public var control: String?
    /// Only those of systems that were last assessed before a moment.
    public var assessedBefore: Instant?

    /// All controls of all systems.
    public init() {}

    func condition(_ scope: UnitScope) -> SQL {
        var condition = scope.condition(subject: "subject")
        if let under { condition = "\(condition) AND \(UnitScope(under: under).condition(subject: nil))" }
        if let family { condition = "\(condition) AND family = \(family)" }
        if let status { condition = "\(condition) AND status = \(status)" }
        if let first = statuses.first {
            let list = statuses.dropFirst().reduce("\(first)" as SQL) { "\($0), \($1)" }
            condition = "\(condition) AND status IN (\(list))"
        }
        if let subject { condition = "\(condition) AND subject = \(subject)" }
        if let control { condition = "\(condition) AND control = \(control)" }
        if let assessedBefore {
            condition = """
                \(condition) AND subject IN
                (SELECT id FROM systems WHERE posture <> '' AND assessed < \(assessedBefore.microseconds))
                """
        }
        return condition
    }
}
