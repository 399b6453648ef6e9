public import Model

/// One person: the offices held and to be held, and what happened to them.
public struct PersonView: PageView {
    /// An office held from a day to a day.
    public struct Assignment: Sendable, Hashable {
        /// Its id.
        public var id: String
        /// The office.
        public var office: Wording
        /// The part of the tree that it is held on.
        public var on: DepartmentReference
        /// From when.
        public var from: Instant
        /// To when; nil without end.
        public var to: Instant?
        /// Who gave it.
        public var by: Wording
        /// Ends it; nil where the reader may not.
        public var end: ActionButton?

        /// All that is shown.
        public init(
            id: String, office: Wording, on: DepartmentReference, from: Instant, to: Instant? = nil, by: Wording,
            end: ActionButton? = nil
        ) {
            self.id = id
            self.office = office
            self.on = on
            self.from = from
            self.to = to
            self.by = by
            self.end = end
        }
    }

    /// The form that gives an office.
    public struct Assigning: Sendable, Hashable {
        /// Where it goes.
        public var url: String
        /// The offices that the reader may give.
        public var offices: [Option]
        /// The parts of the tree that the reader may give them on.
        public var departments: [Option]
        /// What is filled in.
        public var state: FormState

        /// All that is shown.
        public init(url: String, offices: [Option], departments: [Option], state: FormState) {
            self.url = url
            self.offices = offices
            self.departments = departments
            self.state = state
        }
    }

    /// The person.
    public var person: PersonReference
    /// The name to sign in with.
    public var userName: String
    /// An address of e-mail.
    public var mail: String?
    /// Whether a second factor is set up.
    public var hasSecondFactor: Bool
    /// Whether an office demands one.
    public var needsSecondFactor: Bool
    /// When the person was last here.
    public var lastSeen: Instant?
    /// Whether the person may sign in.
    public var isActive: Bool
    /// Offices held, past ones too, newest first.
    public var assignments: [Assignment]
    /// The form that gives an office; nil where the reader may not.
    public var assigning: Assigning?
    /// What happened, newest first.
    public var history: [HistoryEntry]
    /// What the reader may do.
    public var actions: [ActionButton]

    /// All that is shown.
    public init(
        person: PersonReference, userName: String, mail: String? = nil, hasSecondFactor: Bool,
        needsSecondFactor: Bool, lastSeen: Instant? = nil, isActive: Bool, assignments: [Assignment],
        assigning: Assigning? = nil, history: [HistoryEntry], actions: [ActionButton]
    ) {
        self.person = person
        self.userName = userName
        self.mail = mail
        self.hasSecondFactor = hasSecondFactor
        self.needsSecondFactor = needsSecondFactor
        self.lastSeen = lastSeen
        self.isActive = isActive
        self.assignments = assignments
        self.assigning = assigning
        self.history = history
        self.actions = actions
    }

    /// Its heading.
    public var title: Wording { person.name }
    /// Its part of the navigation.
    public var section: NavigationItem? { .people }
    /// The pages above it.
    public var trail: [Link] { [Link(text: .say("pages.nav-people"), url: Paths.people)] }
    /// What belongs to its heading.
    public var opening: PageOpening { PageOpening(above: .name(userName), actions: actions) }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        page.element("div", .class("finding")) { grid in
            grid.element("div", .class("finding-main")) { main in
                main.put(Panel(.say("pages.offices"), flush: true) { $0.put(table) })
                if let assigning {
                    main.put(
                        Panel(.say("pages.office-give")) { panel in
                            panel.put(
                                FormWriter(
                                    url: assigning.url,
                                    fields: [
                                        FormField("office", .say("pages.office"), .choice(assigning.offices)),
                                        FormField("department", .say("pages.on"), .choice(assigning.departments)),
                                        FormField(
                                            "system", .say("pages.system"), hint: .say("pages.office-system-hint"),
                                            required: false),
                                        FormField("from", .say("pages.from"), .date),
                                        FormField("to", .say("pages.to"), .date, required: false),
                                    ], state: assigning.state, button: .say("pages.office-give-do")))
                        })
                }
            }
            grid.element("div", .class("finding-side")) { side in
                side.put(Panel(.say("pages.about")) { $0.put(KeyValues(pairs: facts, isColumn: true)) })
                side.put(Panel(.say("pages.history")) { $0.put(History(entries: history)) })
            }
        }
    }

    private var facts: [KeyValues.Pair] {
        [
            .init(.say("pages.mail"), words: mail.map(Wording.name) ?? .say("pages.none")),
            .init(.say("pages.second-factor")) {
                $0.put(SecondFactorMark(has: hasSecondFactor, needs: needsSecondFactor))
            },
            .init(.say("pages.last-here")) { $0.put(LastSeen(at: lastSeen)) },
            .init(.say("pages.state"), words: .say(isActive ? "pages.active" : "pages.inactive")),
        ]
    }

    private var table: some Component {
        DataTable(
            .say("pages.offices"),
            [
                Column(.say("pages.office")), Column(.say("pages.on")), Column(.say("pages.from")),
                Column(.say("pages.to")), Column(.say("pages.by")), Column(.say("pages.next-step"), .actions),
            ], rows: assignments, empty: .say("pages.offices-empty")
        ) { row in
            [
                { $0.words(row.office) },
                { $0.link(row.on.name, to: Paths.department(row.on.id)) },
                { $0.day(row.from) },
                { cell in if let to = row.to { cell.day(to) } else { cell.write("–") } },
                { $0.words(row.by) },
                { cell in if let end = row.end { cell.put(end) } else { cell.write("–") } },
            ]
        }
    }
}
