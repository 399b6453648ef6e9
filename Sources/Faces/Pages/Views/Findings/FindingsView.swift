public import Model

/// The findings that a person may see.
public struct FindingsView: PageView {
    /// One line.
    public struct Row: Sendable, Hashable {
        /// Its id.
        public var id: String
        /// What is wrong.
        public var title: Wording
        /// How serious it is.
        public var severity: Severity
        /// How it stands.
        public var state: FindingState
        /// The system.
        public var system: SystemReference
        /// The controls that it breaks, by id.
        public var controls: [String]
        /// When it was opened.
        public var opened: Instant
        /// When its action is due.
        public var due: Instant?

        /// All that is shown.
        public init(
            id: String, title: Wording, severity: Severity, state: FindingState, system: SystemReference,
            controls: [String], opened: Instant, due: Instant? = nil
        ) {
            self.id = id
            self.title = title
            self.severity = severity
            self.state = state
            self.system = system
            self.controls = controls
            self.opened = opened
            self.due = due
        }
    }

    /// The lines.
    public var listing: Listing<Row>

    /// All that is shown.
    public init(_ listing: Listing<Row>) { self.listing = listing }

    /// Its heading.
    public var title: Wording { .say("pages.nav-findings") }
    /// Its part of the navigation.
    public var section: NavigationItem? { .findings }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        listing.write(
            &page,
            as: FindingsTable(rows: listing.rows, sorting: listing.sorting, namesSystem: true))
    }
}

/// How a finding stands.
public enum FindingState: String, Sendable, Hashable, CaseIterable {
    case open, reopened, waived, accepted, closed
}

/// A finding's state in words and shape.
struct FindingStateMark: Component {
    let state: FindingState

    func write(_ page: inout PageWriter) {
        let (style, icon): (String, Icon) =
            switch state {
            case .open, .reopened: ("broken", .broken)
            case .waived, .accepted: ("waived", .waived)
            case .closed: ("held", .held)
            }
        page.element("span", .class("status s-\(style)")) { mark in
            mark.put(icon)
            mark.element("span", text: mark.say("pages.finding-\(state.rawValue)"))
        }
    }
}

/// Findings as a table.
struct FindingsTable: Component {
    let rows: [FindingsView.Row]
    let sorting: Sorting?
    let namesSystem: Bool

    func write(_ page: inout PageWriter) {
        var columns = [
            Column(.say("pages.finding")), Column(.say("pages.severity"), .mark, sort: "severity"),
            Column(.say("pages.state"), .mark, sort: "state"), Column(.say("pages.controls")),
            Column(.say("pages.opened"), sort: "opened"), Column(.say("pages.clock"), .mark, sort: "due"),
        ]
        if namesSystem { columns.insert(Column(.say("pages.system"), sort: "system"), at: 1) }
        page.put(
            DataTable(
                .say("pages.nav-findings"), columns, sorting: sorting, rows: rows, empty: .say("pages.findings-empty")
            ) { row in
                var cells: [DataTable<FindingsView.Row>.Cell] = [
                    { $0.link(row.title, to: Paths.finding(row.id), class: "strong") },
                    { $0.put(SeverityMark(row.severity)) },
                    { $0.put(FindingStateMark(state: row.state)) },
                    { cell in
                        cell.element("span", .class("codes")) { codes in
                            for control in row.controls {
                                codes.element("a", .href(Paths.control(control)), .class("code-name"), text: control)
                            }
                        }
                    },
                    { $0.age(row.opened) },
                    { cell in
                        if let due = row.due, row.state != .closed {
                            cell.put(ClockMark(due: due))
                        } else {
                            cell.write("–")
                        }
                    },
                ]
                if namesSystem { cells.insert({ $0.system(row.system) }, at: 1) }
                return cells
            })
    }
}
