public import Assurance
public import Model

/// Single verdicts, one control for one system: the rows behind every number.
public struct ResultsView: PageView {
    /// One verdict.
    public struct Row: Sendable, Hashable {
        /// The control.
        public var control: ControlReference
        /// How much the control's source demands it.
        public var force: Control.Force
        /// The system.
        public var system: SystemReference
        /// The verdict.
        public var status: ControlStatus
        /// Why, in one line for each object: what broke it, or what is missing.
        public var causes: [Wording]
        /// The finding that stands for it, where one is open.
        public var finding: String?
        /// The oldest observation that it rests on.
        public var oldest: Instant?
        /// Until when a waiver covers it.
        public var waivedUntil: Instant?

        /// All that is shown.
        public init(
            control: ControlReference, force: Control.Force, system: SystemReference, status: ControlStatus,
            causes: [Wording], finding: String? = nil, oldest: Instant? = nil, waivedUntil: Instant? = nil
        ) {
            self.control = control
            self.force = force
            self.system = system
            self.status = status
            self.causes = causes
            self.finding = finding
            self.oldest = oldest
            self.waivedUntil = waivedUntil
        }
    }

    /// The lines.
    public var listing: Listing<Row>

    /// All that is shown.
    public init(_ listing: Listing<Row>) { self.listing = listing }

    /// Its heading.
    public var title: Wording { .say("pages.results-title") }
    /// Its part of the navigation.
    public var section: NavigationItem? { .overview }
    /// The pages above it.
    public var trail: [Link] { [Link(text: .say("pages.nav-overview"), url: Paths.overview)] }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        listing.write(
            &page,
            as: ResultsTable(rows: listing.rows, sorting: listing.sorting, namesSystem: true))
    }
}

/// Verdicts as a table.
struct ResultsTable: Component {
    let rows: [ResultsView.Row]
    let sorting: Sorting?
    let namesSystem: Bool

    func write(_ page: inout PageWriter) {
        var columns = [
            Column(.say("pages.control"), sort: "control"), Column(.say("pages.status"), .mark, sort: "status"),
            Column(.say("pages.because")), Column(.say("pages.source")), Column(.say("pages.oldest"), sort: "oldest"),
        ]
        if namesSystem { columns.insert(Column(.say("pages.system"), sort: "system"), at: 1) }
        page.put(
            DataTable(
                .say("pages.results-title"), columns, sorting: sorting, rows: rows, empty: .say("pages.results-empty")
            ) { row in
                var cells: [DataTable<ResultsView.Row>.Cell] = [
                    { cell in
                        cell.control(row.control)
                        cell.element("span", .class("under"), text: cell.say("pages.force-\(row.force.rawValue)"))
                    },
                    { cell in
                        cell.put(StatusMark(row.status))
                        if let until = row.waivedUntil {
                            cell.element("span", .class("under")) { under in
                                under.write(under.say("pages.waived-until"))
                                under.write(" ")
                                under.day(until)
                            }
                        }
                    },
                    { causes(row, &$0) },
                    { $0.sources(row.control.sources) },
                    { $0.put(LastSeen(at: row.oldest)) },
                ]
                if namesSystem { cells.insert({ $0.system(row.system) }, at: 1) }
                return cells
            })
    }

    private func causes(_ row: ResultsView.Row, _ cell: inout PageWriter) {
        if row.causes.isEmpty { cell.element("span", .class("soft"), text: "–") }
        if row.causes.count == 1 {
            cell.words(row.causes[0])
        } else if !row.causes.isEmpty {
            cell.element("ul", .class("causes")) { list in
                for cause in row.causes { list.element("li", words: cause) }
            }
        }
        if let finding = row.finding {
            cell.write(" ")
            cell.element("a", .href(Paths.finding(finding)), .class("more"), say: "pages.finding-open-it")
        }
    }
}
