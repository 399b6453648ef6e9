/// The agreements of a body that is not governed: what is seen of it now, what was before, and the form for another.
public struct AgreementsView: PageView {
    /// An agreement of any time.
    public struct Agreement: Sendable, Hashable {
        /// How it stands to the present.
        public enum State: String, Sendable, Hashable, CaseIterable {
            case toCome = "to-come"
            case inForce = "in-force"
            case past
        }

        /// Its id.
        public var id: String
        /// What it shows, since when and until when.
        public var sharing: Sharing
        /// How it stands to the present.
        public var state: State
        /// Ends it; nil where it has ended, or the reader may not.
        public var end: ActionButton?

        /// All that is shown.
        public init(id: String, sharing: Sharing, state: State, end: ActionButton? = nil) {
            self.id = id
            self.sharing = sharing
            self.state = state
            self.end = end
        }
    }

    /// The form that makes an agreement.
    public struct Making: Sendable, Hashable {
        /// A field of an agreement with what can be agreed to.
        public struct Field: Sendable, Hashable {
            /// The name that it is sent under.
            public var name: String
            /// Its label.
            public var label: Wording
            /// What can be chosen.
            public var options: [Option]

            /// All that is shown.
            public init(name: String, label: Wording, options: [Option]) {
                self.name = name
                self.label = label
                self.options = options
            }
        }

        /// What is agreed to.
        public var fields: [Field]
        /// What is filled in.
        public var state: FormState
        /// What the reader saw, so that nothing is agreed to over what another agreed to meanwhile.
        public var version: String

        /// All that is shown.
        public init(fields: [Field], state: FormState, version: String) {
            self.fields = fields
            self.state = state
            self.version = version
        }
    }

    /// The body.
    public var department: DepartmentReference
    /// How it relates to the centre.
    public var relation: Relation
    /// What is seen now.
    public var now: Sharing
    /// Its agreements, the newest first.
    public var agreements: [Agreement]
    /// The form; nil where the reader may not.
    public var making: Making?

    /// All that is shown.
    public init(
        department: DepartmentReference, relation: Relation, now: Sharing, agreements: [Agreement],
        making: Making? = nil
    ) {
        self.department = department
        self.relation = relation
        self.now = now
        self.agreements = agreements
        self.making = making
    }

    /// Its heading.
    public var title: Wording { .say("pages.agreements") }
    /// Its part of the navigation.
    public var section: NavigationItem? { .departments }
    /// The pages above it.
    public var trail: [Link] {
        [Link(text: .say("pages.nav-departments"), url: Paths.departments), department.link]
    }
    /// What belongs to its heading.
    public var opening: PageOpening {
        PageOpening(above: department.name, below: .say("pages.relation-\(relation.rawValue)"))
    }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        let seen = Panel(.say("pages.sharing")) { $0.put(now) }
        if let making {
            page.element("div", .class("finding")) { grid in
                grid.element("div", .class("finding-main")) { main in
                    main.put(
                        Panel(.say("pages.agreement-make"), note: .say("pages.agreement-make-note")) {
                            $0.put(form(making))
                        })
                }
                grid.element("div", .class("finding-side")) { $0.put(seen) }
            }
        } else {
            page.put(seen)
        }
        page.put(Panel(.say("pages.agreements-all"), flush: true) { $0.put(table) })
    }

    private var table: some Component {
        DataTable(
            .say("pages.agreements-all"),
            [
                Column(.say("pages.from")), Column(.say("pages.to")), Column(.say("pages.seen-by-others")),
                Column(.say("pages.by")), Column(.say("pages.state")), Column(.say("pages.next-step"), .actions),
            ], rows: agreements, empty: .say("pages.agreements-empty")
        ) { row in
            [
                { cell in if let from = row.sharing.from { cell.day(from) } },
                { $0.end(row.sharing.until) },
                { $0.put(SeenFields(sharing: row.sharing)) },
                { cell in if let by = row.sharing.by { cell.words(by) } else { cell.write("–") } },
                { $0.words(.say("pages.agreement-\(row.state.rawValue)")) },
                { cell in if let end = row.end { cell.put(end) } else { cell.write("–") } },
            ]
        }
    }

    private func form(_ making: Making) -> FormWriter {
        FormWriter(
            url: Paths.agreements(department.id),
            fields: making.fields.map { FormField($0.name, $0.label, .choice($0.options)) } + [
                FormField(
                    "withheld", .say("pages.withheld"), .multiline(rows: 2), hint: .say("pages.withheld-hint"),
                    required: false),
                FormField("from", .say("pages.from"), .date),
                FormField("to", .say("pages.to"), .date, required: false),
            ], state: making.state, button: .say("pages.agreement-make"), hidden: ["version": making.version],
            question: .say("pages.agreement-question"))
    }
}

/// The fields of which anything is seen, a line each.
private struct SeenFields: Component {
    let sharing: Sharing

    func write(_ page: inout PageWriter) {
        let seen = sharing.sights.filter(\.isSeen)
        guard !seen.isEmpty else { return page.element("span", .class("soft"), say: "pages.agreement-nothing") }
        for sight in seen {
            page.words(sight.field)
            page.element("span", .class("under"), words: sight.shown)
        }
    }
}
