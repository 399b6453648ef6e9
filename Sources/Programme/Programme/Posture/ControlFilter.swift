public import Model
import Storage

/// Which controls of systems a list shows.
public struct ControlFilter: Sendable, Hashable {
    /// What a list is sorted by.
    public enum Column: String, SortColumn {
        /// The system's id; the verdicts of one by control.
        case system
        /// The control's id; the verdicts on one by system.
        case control

        /// Ids begin with the least.
        public var beginsWithGreatest: Bool { false }
    }

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
    /// The order.
    public var order = ListOrder(Column.system)

    /// All controls of all systems.
    public init() {}

    /// The keys of the order.
    var keys: Keyset {
        switch order.column {
        case .system: Keyset("subject", "control", descending: order.isDescending)
        case .control: Keyset("control", "subject", descending: order.isDescending)
        }
    }

    /// The condition. Of all that rows are narrowed by, the first that leaves few is what an index is looked up by; the
    /// rest is read in it.
    func condition(_ scope: UnitScope) -> SQL {
        var condition = scope.condition(subject: "subject")
        if let under { condition = "\(condition) AND \(UnitScope(under: under).condition(subject: nil))" }
        let isNarrow =
            subject != nil || control != nil || scope.isWithinOneDepartment
            || under.map { UnitScope(under: $0).isWithinOneDepartment } ?? false
        let leadsByFamily = !isNarrow && order.column == .system && family != nil
        if let family {
            let name: SQL = leadsByFamily ? "family" : SQL.unindexed("family")
            condition = "\(condition) AND \(name) = \(family)"
            // In the order of controls, those of a family follow each other: "." comes after "-".
            if order.column == .control {
                condition = "\(condition) AND control >= \(family) AND control < \(family + ".")"
            }
        }
        let named: SQL = isNarrow || leadsByFamily ? SQL.unindexed("status") : "status"
        if let status { condition = "\(condition) AND \(named) = \(status)" }
        if let first = statuses.first {
            let list = statuses.dropFirst().reduce("\(first)" as SQL) { "\($0), \($1)" }
            condition = "\(condition) AND \(SQL.unindexed("status")) IN (\(list))"
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

    /// The place after a row in the order.
    func place(after row: ControlStanding) -> Cursor {
        switch order.column {
        case .system: Cursor(id: "\(row.subject) \(row.control)")
        case .control: Cursor(id: "\(row.control) \(row.subject)")
        }
    }
}
