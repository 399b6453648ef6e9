public import Model
import Storage

/// Which findings a list shows.
public struct FindingFilter: Sendable, Hashable {
    /// What a list is sorted by.
    public enum Column: String, SortColumn {
        /// How serious it is; what is alike in it, by when it is due.
        case severity
        /// When it was first seen.
        case opened
        /// Until when it has to be mended.
        case due

        /// Who asks for these wants the gravest or the newest.
        public var beginsWithGreatest: Bool { self != .due }
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
    public var order = ListOrder(Column.due)

    /// All findings.
    public init() {}

    /// Whether only findings of one department can be meant.
    var isWithinOneDepartment: Bool { under.map { UnitScope(under: $0).isWithinOneDepartment } ?? false }

    /// All but the state, which whoever asks puts first.
    func condition(_ scope: UnitScope) -> SQL {
        var condition = scope.condition(subject: "subject")
        if let under { condition = "\(condition) AND \(UnitScope(under: under).condition(subject: nil))" }
        if let step { condition = "\(condition) AND step = \(step.rawValue)" }
        if let subject { condition = "\(condition) AND subject = \(subject)" }
        if let control { condition = "\(condition) AND control = \(control)" }
        if let family { condition = "\(condition) AND family = \(family)" }
        if let severity { condition = "\(condition) AND severity = \(severity.rank)" }
        if let dueBefore { condition = "\(condition) AND \(Self.due(before: dueBefore, of: severity))" }
        return condition
    }

    /// What is due before a moment. Indexes have what is due by severity: each is named where none is, so that they serve.
    static func due(before moment: Instant, of severity: Severity? = nil) -> SQL {
        let due: SQL = "due < \(moment.microseconds)"
        guard severity == nil else { return due }
        let ranks = Severity.allCases.map { "\($0.rank)" as SQL }
        return "severity IN (\(ranks.dropFirst().reduce(ranks[0]) { "\($0), \($1)" })) AND \(due)"
    }
}
