public import Model
import Phrases

/// People, and the offices that they hold.
public struct PeopleView: PageView {
    /// One line.
    public struct Row: Sendable, Hashable {
        /// The person.
        public var person: PersonReference
        /// The name to sign in with.
        public var userName: String
        /// The offices held today, each with its part of the tree.
        public var offices: [Wording]
        /// Whether a second factor is set up.
        public var hasSecondFactor: Bool
        /// Whether an office demands one.
        public var needsSecondFactor: Bool
        /// When the person was last here.
        public var lastSeen: Instant?
        /// Whether the person may sign in.
        public var isActive: Bool

        /// All that is shown.
        public init(
            person: PersonReference, userName: String, offices: [Wording], hasSecondFactor: Bool,
            needsSecondFactor: Bool, lastSeen: Instant? = nil, isActive: Bool
        ) {
            self.person = person
            self.userName = userName
            self.offices = offices
            self.hasSecondFactor = hasSecondFactor
            self.needsSecondFactor = needsSecondFactor
            self.lastSeen = lastSeen
            self.isActive = isActive
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
    public var title: Wording { .say("pages.nav-people") }
    /// Its part of the navigation.
    public var section: NavigationItem? { .people }
    /// What belongs to its heading.
    public var opening: PageOpening { PageOpening(actions: actions) }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        listing.write(
            &page,
            as: DataTable(
                title,
                [
                    Column(.say("pages.person")), Column(.say("pages.offices")),
                    Column(.say("pages.second-factor"), .mark), Column(.say("pages.last-here"), sort: "seen"),
                ], sorting: listing.sorting, rows: listing.rows, empty: .say("pages.people-empty")
            ) { row in
                [
                    { cell in
                        cell.link(row.person.name, to: Paths.person(row.person.id), class: "strong")
                        cell.element("span", .class("under")) { under in
                            under.write(row.userName.printable)
                            if !row.isActive {
                                under.write(" · ")
                                under.write(under.say("pages.inactive"))
                            }
                        }
                    },
                    { cell in
                        if row.offices.isEmpty { return cell.element("span", .class("soft"), say: "pages.none") }
                        cell.element("ul", .class("plain")) { list in
                            for office in row.offices { list.element("li", words: office) }
                        }
                    },
                    { $0.put(SecondFactorMark(has: row.hasSecondFactor, needs: row.needsSecondFactor)) },
                    { $0.put(LastSeen(at: row.lastSeen)) },
                ]
            })
    }
}

/// Whether a second factor is set up, and whether it must be.
struct SecondFactorMark: Component {
    let has: Bool
    let needs: Bool

    func write(_ page: inout PageWriter) {
        let style = has ? "held" : needs ? "broken" : "not-applicable"
        page.element("span", .class("status soft s-\(style)")) { mark in
            mark.put(has ? Icon.held : needs ? Icon.broken : Icon.notApplicable)
            mark.element("span", say: has ? "pages.factor-set" : needs ? "pages.factor-missing" : "pages.factor-none")
        }
    }
}
