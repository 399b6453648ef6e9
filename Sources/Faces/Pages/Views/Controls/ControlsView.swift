public import Assurance

/// The controls that systems are judged by.
public struct ControlsView: PageView {
    /// One line.
    public struct Row: Sendable, Hashable {
        /// The control.
        public var control: ControlReference
        /// How much its source demands it.
        public var force: Control.Force
        /// How it is decided.
        public var check: Control.Check
        /// Its verdicts over the systems that the person may see.
        public var shares: StatusShares

        /// All that is shown.
        public init(control: ControlReference, force: Control.Force, check: Control.Check, shares: StatusShares) {
            self.control = control
            self.force = force
            self.check = check
            self.shares = shares
        }
    }

    /// Controls of one family.
    public struct Group: Sendable, Hashable {
        /// The family.
        public var family: Family
        /// Its controls.
        public var rows: [Row]

        /// All that is shown.
        public init(family: Family, rows: [Row]) {
            self.family = family
            self.rows = rows
        }
    }

    /// The families.
    public var groups: [Group]
    /// What they can be narrowed by.
    public var filter: Filter?

    /// All that is shown.
    public init(groups: [Group], filter: Filter? = nil) {
        self.groups = groups
        self.filter = filter
    }

    /// Its heading.
    public var title: Wording { .say("pages.nav-controls") }
    /// Its part of the navigation.
    public var section: NavigationItem? { .controls }
    /// What belongs to its heading.
    public var opening: PageOpening { PageOpening(below: .say("pages.controls-what")) }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        if let filter { page.put(FilterForm(filter: filter)) }
        if groups.isEmpty { page.put(EmptyState(text: .say("pages.controls-empty"))) }
        for group in groups {
            page.put(Panel(group.family.name, flush: true) { $0.put(table(group)) })
        }
    }

    private func table(_ group: Group) -> some Component {
        DataTable(
            group.family.name,
            [
                Column(.say("pages.control")), Column(.say("pages.source")), Column(.say("pages.check")),
                Column(.say("pages.posture"), .mark),
            ], rows: group.rows, empty: .say("pages.controls-empty")
        ) { row in
            [
                { cell in
                    cell.control(row.control)
                    cell.element("span", .class("under"), text: cell.say("pages.force-\(row.force.rawValue)"))
                },
                { $0.sources(row.control.sources) },
                { $0.write($0.say("pages.check-\(row.check.rawValue)")) },
                { $0.put(SharesCell(shares: row.shares)) },
            ]
        }
    }
}
