import Assurance
public import Model

/// The departments that a person may see.
public struct DepartmentsView: PageView {
    /// One line.
    public struct Row: Sendable, Hashable {
        /// The department.
        public var department: DepartmentReference
        /// Its short name.
        public var code: String
        /// How it relates to the centre.
        public var relation: Relation
        /// Its systems.
        public var systems: Count
        /// The verdicts over its systems.
        public var shares: StatusShares
        /// Its open findings.
        public var findings: Count
        /// Its actions that are overdue.
        public var overdue: Count
        /// The newest observation of it; nil where there is none.
        public var lastSeen: Instant?

        /// All that is shown.
        public init(
            department: DepartmentReference, code: String, relation: Relation, systems: Count,
            shares: StatusShares, findings: Count, overdue: Count, lastSeen: Instant? = nil
        ) {
            self.department = department
            self.code = code
            self.relation = relation
            self.systems = systems
            self.shares = shares
            self.findings = findings
            self.overdue = overdue
            self.lastSeen = lastSeen
        }
    }

    /// The lines.
    public var listing: Listing<Row>

    /// All that is shown.
    public init(_ listing: Listing<Row>) { self.listing = listing }

    /// Its heading.
    public var title: Wording { .say("pages.nav-departments") }
    /// Its part of the navigation.
    public var section: NavigationItem? { .departments }
}

/// How a body relates to the centre.
public enum Relation: String, Sendable, Hashable, CaseIterable {
    case governed, voluntary, partner, `public`
}

extension DepartmentsView {
    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        listing.write(
            &page,
            as: DataTable(
                title,
                [
                    Column(.say("pages.department"), sort: "name"), Column(.say("pages.posture"), .mark),
                    Column(.say("pages.nav-systems"), .number, sort: "systems"),
                    Column(.say("pages.findings-open"), .number, sort: "findings"),
                    Column(.say("pages.overdue"), .number, sort: "overdue"),
                    Column(.say("pages.last-seen"), sort: "seen"),
                ], sorting: listing.sorting, rows: listing.rows, empty: .say("pages.departments-empty")
            ) { row in
                [
                    { cell in
                        cell.link(row.department.name, to: Paths.department(row.department.id), class: "strong")
                        cell.element("span", .class("under")) { under in
                            under.write(row.code)
                            if row.relation != .governed {
                                under.write(" · ")
                                under.write(under.say("pages.relation-\(row.relation.rawValue)"))
                            }
                        }
                    },
                    { $0.put(SharesCell(shares: row.shares)) },
                    { $0.put(CountLink(row.systems)) },
                    { $0.put(CountLink(row.findings)) },
                    { $0.put(CountLink(row.overdue)) },
                    { $0.put(LastSeen(at: row.lastSeen)) },
                ]
            })
    }
}

/// Shares in a cell of a table: a bar, and its numbers in words.
struct SharesCell: Component {
    let shares: StatusShares

    func write(_ page: inout PageWriter) {
        guard shares.all > 0 else { return page.element("span", .class("soft"), say: "pages.not-assessed") }
        page.element("span", .class("shares-cell")) { cell in
            cell.put(ShareBar(shares: shares))
            cell.element("span", .class("shares-words")) { words in
                for status in [ControlStatus.broken, .unknown] where shares[status] > 0 {
                    words.element("span", .class("s-\(status.rawValue)")) { number in
                        number.put(status.icon)
                        number.element("span", text: NumberText.grouped(shares[status]))
                        number.aside(number.say("pages.status-\(status.rawValue)"))
                    }
                }
                words.element("span", .class("soft")) { share in
                    share.write(
                        share.say("pages.held-share", ["share": NumberText.percent(shares.held, of: shares.all)]))
                }
            }
        }
    }
}

/// When something was last looked at, or that nobody ever did.
struct LastSeen: Component {
    let at: Instant?

    func write(_ page: inout PageWriter) {
        if let at {
            page.age(at)
        } else {
            page.element("span", .class("s-unknown status soft")) { mark in
                mark.put(Icon.unknown)
                mark.element("span", say: "pages.never")
            }
        }
    }
}
