public import Model

/// The systems that a person may see.
public struct SystemsView: PageView {
    /// One line.
    public struct Row: Sendable, Hashable {
        /// The system.
        public var system: SystemReference
        /// Its tier, 1 to 3.
        public var tier: Int
        /// The grade of what it holds.
        public var grade: Grade
        /// Who can reach it.
        public var exposure: Exposure
        /// Its verdicts.
        public var shares: StatusShares
        /// Its open findings.
        public var findings: Count
        /// The newest observation of it.
        public var lastSeen: Instant?

        /// All that is shown.
        public init(
            system: SystemReference, tier: Int, grade: Grade, exposure: Exposure, shares: StatusShares,
            findings: Count, lastSeen: Instant? = nil
        ) {
            self.system = system
            self.tier = tier
            self.grade = grade
            self.exposure = exposure
            self.shares = shares
            self.findings = findings
            self.lastSeen = lastSeen
        }
    }

    /// The lines.
    public var listing: Listing<Row>
    /// What the person may do here.
    public var actions: [ActionButton]

    /// All that is shown.
    public init(_ listing: Listing<Row>, actions: [ActionButton]) {
        self.listing = listing
        self.actions = actions
    }

    /// Its heading.
    public var title: Wording { .say("pages.nav-systems") }
    /// Its part of the navigation.
    public var section: NavigationItem? { .systems }
    /// What belongs to its heading.
    public var opening: PageOpening { PageOpening(actions: actions) }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        listing.write(
            &page,
            as: SystemsTable(rows: listing.rows, sorting: listing.sorting, namesDepartment: true))
    }
}

/// Systems as a table.
struct SystemsTable: Component {
    let rows: [SystemsView.Row]
    let sorting: Sorting?
    let namesDepartment: Bool

    func write(_ page: inout PageWriter) {
        page.put(
            DataTable(
                .say("pages.nav-systems"),
                [
                    Column(.say("pages.system"), sort: "name"), Column(.say("pages.posture"), .mark),
                    Column(.say("pages.tier"), .number, sort: "tier"), Column(.say("pages.grade"), sort: "grade"),
                    Column(.say("pages.exposure"), sort: "exposure"),
                    Column(.say("pages.findings-open"), .number, sort: "findings"),
                    Column(.say("pages.last-seen"), sort: "seen"),
                ], sorting: sorting, rows: rows, empty: .say("pages.systems-empty")
            ) { row in
                [
                    { cell in
                        if namesDepartment {
                            cell.system(row.system)
                        } else {
                            cell.link(row.system.name, to: Paths.system(row.system.id), class: "strong")
                        }
                    },
                    { $0.put(SharesCell(shares: row.shares)) },
                    { $0.write(String(row.tier)) },
                    { $0.put(GradeMark(grade: row.grade)) },
                    { $0.write($0.say("pages.exposure-\(row.exposure.rawValue)")) },
                    { $0.put(CountLink(row.findings)) },
                    { $0.put(LastSeen(at: row.lastSeen)) },
                ]
            })
    }
}

/// A grade; those that are classified stand out.
struct GradeMark: Component {
    let grade: Grade

    func write(_ page: inout PageWriter) {
        page.put(
            Badge(
                text: .say("pages.grade-\(grade.rawValue)"), tone: grade > .restricted ? .strong : .plain))
    }
}
