import Assurance
public import Model

/// One department.
public struct DepartmentView: PageView {
    /// A family of controls over the department's systems.
    public struct FamilyShares: Sendable, Hashable {
        /// The family.
        public var family: Family
        /// Its verdicts.
        public var cell: HeatCell

        /// All that is shown.
        public init(family: Family, cell: HeatCell) {
            self.family = family
            self.cell = cell
        }
    }

    /// Somebody who holds an office here.
    public struct Officer: Sendable, Hashable {
        /// The office.
        public var office: Wording
        /// Who holds it; nil where nobody does.
        public var person: PersonReference?
        /// Since when.
        public var since: Instant?

        /// All that is shown.
        public init(office: Wording, person: PersonReference? = nil, since: Instant? = nil) {
            self.office = office
            self.person = person
            self.since = since
        }
    }

    /// The department.
    public var department: DepartmentReference
    /// Its short name.
    public var code: String
    /// What stands above it in the tree, outermost first.
    public var above: [DepartmentReference]
    /// How it relates to the centre.
    public var relation: Relation
    /// What others see of it; nil where it is governed.
    public var sharing: Sharing?
    /// The verdicts over its systems.
    public var shares: StatusShares
    /// By family.
    public var families: [FamilyShares]
    /// Its open findings, its overdue actions, and whatever else is counted.
    public var figures: [OverviewView.Figure]
    /// Its systems.
    public var systems: [SystemsView.Row]
    /// By what they are sorted.
    public var sorting: Sorting?
    /// What they can be narrowed by.
    public var filter: Filter?
    /// Where they go on.
    public var pages: PageLinks
    /// Its offices and who holds them.
    public var officers: [Officer]
    /// What happened here, newest first.
    public var history: [HistoryEntry]
    /// What the person may do here.
    public var actions: [ActionButton]

    /// All that is shown.
    public init(
        department: DepartmentReference, code: String, above: [DepartmentReference], relation: Relation,
        sharing: Sharing? = nil, shares: StatusShares, families: [FamilyShares], figures: [OverviewView.Figure],
        systems: [SystemsView.Row], sorting: Sorting? = nil, filter: Filter? = nil, pages: PageLinks,
        officers: [Officer], history: [HistoryEntry], actions: [ActionButton]
    ) {
        self.department = department
        self.code = code
        self.above = above
        self.relation = relation
        self.sharing = sharing
        self.shares = shares
        self.families = families
        self.figures = figures
        self.systems = systems
        self.sorting = sorting
        self.filter = filter
        self.pages = pages
        self.officers = officers
        self.history = history
        self.actions = actions
    }

    /// Its heading.
    public var title: Wording { department.name }
    /// Its part of the navigation.
    public var section: NavigationItem? { .departments }
    /// The pages above it.
    public var trail: [Link] {
        [Link(text: .say("pages.nav-departments"), url: Paths.departments)] + above.map(\.link)
    }
    /// What belongs to its heading.
    public var opening: PageOpening {
        PageOpening(above: .name(code), below: .say("pages.relation-\(relation.rawValue)"), actions: actions)
    }
}

extension DepartmentView {
    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        page.element("div", .class("overview-head")) { head in
            head.element("div", .class("panel verdict-panel")) { panel in
                panel.element("h2", say: "pages.posture")
                panel.element("div", .class("ring-row")) { row in
                    row.put(Donut(shares: shares))
                    row.put(
                        ShareLegend(shares: shares, drawsBar: false) {
                            Paths.results(department: department.id, status: $0)
                        })
                }
            }
            head.element("dl", .class("figures")) { list in for figure in figures { list.put(figure) } }
        }
        page.put(Panel(.say("pages.by-family"), flush: true) { $0.put(byFamily) })
        page.put(
            Panel(.say("pages.nav-systems"), flush: true) { panel in
                if let filter { panel.put(FilterForm(filter: filter)) }
                panel.put(SystemsTable(rows: systems, sorting: sorting, namesDepartment: false))
                panel.put(Pager(links: pages, shown: systems.count))
            })
        if let sharing {
            page.put(
                Panel(
                    .say("pages.sharing"),
                    link: Link(text: .say("pages.agreements"), url: Paths.agreements(department.id))
                ) { $0.put(sharing) })
        }
        page.element("div", .class("two")) { two in
            two.put(Panel(.say("pages.offices"), flush: true) { $0.put(offices) })
            two.put(Panel(.say("pages.history")) { $0.put(History(entries: history)) })
        }
    }

    private var byFamily: some Component {
        DataTable(
            .say("pages.by-family"),
            [
                Column(.say("pages.family")), Column(.say("pages.posture"), .mark),
                Column(.say("pages.status-broken"), .number), Column(.say("pages.status-unknown"), .number),
                Column(.say("pages.too-old"), .text),
            ], rows: families, empty: .say("pages.not-assessed")
        ) { row in
            let shares = row.cell.shares
            let broken = Paths.results(department: department.id, family: row.family.id, status: .broken)
            let unknown = Paths.results(department: department.id, family: row.family.id, status: .unknown)
            return [
                { cell in
                    cell.element("span", .class("code-name"), text: row.family.id)
                    cell.write(" ")
                    cell.words(row.family.name)
                },
                { $0.put(SharesCell(shares: shares)) },
                { $0.put(CountLink(Count(value: shares.broken, url: broken))) },
                { $0.put(CountLink(Count(value: shares.unknown, url: unknown))) },
                {
                    $0.put(
                        AgedCount(
                            cell: row.cell,
                            url: Paths.results(
                                department: department.id, family: row.family.id, stale: true)))
                },
            ]
        }
    }

    private var offices: some Component {
        DataTable(
            .say("pages.offices"),
            [Column(.say("pages.office")), Column(.say("pages.person")), Column(.say("pages.since"))],
            rows: officers, empty: .say("pages.offices-empty")
        ) { officer in
            [
                { $0.words(officer.office) },
                { cell in
                    if let person = officer.person {
                        cell.link(person.name, to: Paths.person(person.id))
                    } else {
                        cell.element("span", .class("soft"), say: "pages.vacant")
                    }
                },
                { cell in if let since = officer.since { cell.day(since) } else { cell.write("–") } },
            ]
        }
    }
}

/// How many systems were looked at too long ago, and when the one of them that was longest ago.
private struct AgedCount: Component {
    let cell: HeatCell
    let url: String

    func write(_ page: inout PageWriter) {
        page.put(CountLink(Count(value: cell.stale, url: url)))
        guard cell.stale > 0, let oldest = cell.oldest else { return }
        page.write(" ")
        page.element("span", .class("soft")) { $0.age(oldest) }
    }
}
