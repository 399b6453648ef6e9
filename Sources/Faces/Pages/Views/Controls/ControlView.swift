public import Assurance
public import Model

/// One control: what must be true, on whose authority, and how it stands.
public struct ControlView: PageView {
    /// A rule that breaks it where it matches.
    public struct Rule: Sendable, Hashable {
        /// Its id.
        public var id: String
        /// Its title.
        public var title: Wording
        /// How serious a match is.
        public var severity: Severity
        /// The rule's text, in Sigma.
        public var source: String

        /// All that is shown.
        public init(id: String, title: Wording, severity: Severity, source: String) {
            self.id = id
            self.title = title
            self.severity = severity
            self.source = source
        }
    }

    /// The control.
    public var control: ControlReference
    /// What must be true.
    public var statement: Wording
    /// What to do where it is not.
    public var remedy: Wording
    /// How much its source demands it.
    public var force: Control.Force
    /// How it is decided.
    public var check: Control.Check
    /// What it needs to see, and how fresh.
    public var needs: [Control.Need]
    /// Whom it binds, in words.
    public var applies: [Wording]
    /// The rules that break it.
    public var rules: [Rule]
    /// Its verdicts over the systems that the person may see.
    public var shares: StatusShares
    /// The systems where it is broken or unknown, worst first.
    public var results: [ResultsView.Row]
    /// Where they go on.
    public var pages: PageLinks

    /// All that is shown.
    public init(
        control: ControlReference, statement: Wording, remedy: Wording, force: Control.Force,
        check: Control.Check, needs: [Control.Need], applies: [Wording], rules: [Rule], shares: StatusShares,
        results: [ResultsView.Row], pages: PageLinks
    ) {
        self.control = control
        self.statement = statement
        self.remedy = remedy
        self.force = force
        self.check = check
        self.needs = needs
        self.applies = applies
        self.rules = rules
        self.shares = shares
        self.results = results
        self.pages = pages
    }

    /// Its heading.
    public var title: Wording { control.title }
    /// Its part of the navigation.
    public var section: NavigationItem? { .controls }
    /// The pages above it.
    public var trail: [Link] { [Link(text: .say("pages.nav-controls"), url: Paths.controls)] }
    /// What belongs to its heading.
    public var opening: PageOpening { PageOpening(above: .name(control.id)) }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        page.element("div", .class("finding")) { grid in
            grid.element("div", .class("finding-main")) { main in
                main.put(
                    Panel(.say("pages.statement")) { panel in
                        panel.element("div", .class("prose")) { prose in
                            prose.element("p", .class("lead"), words: statement)
                            prose.element("h3", say: "pages.remedy")
                            prose.element("p") { $0.prose($0.text(of: remedy)) }
                        }
                    })
                main.put(
                    Panel(.say("pages.rules"), note: .say("pages.rules-what")) { panel in
                        if rules.isEmpty { panel.element("p", .class("soft"), say: "pages.rules-none") }
                        for rule in rules { panel.put(rule) }
                    })
            }
            grid.element("div", .class("finding-side")) { side in
                side.put(
                    Panel(.say("pages.comes-from")) { panel in
                        panel.sources(control.sources)
                        panel.element("p", .class("hint"), say: "pages.standing-how")
                    })
                side.put(Panel(.say("pages.about")) { $0.put(KeyValues(pairs: facts, isColumn: true)) })
                side.put(
                    Panel(.say("pages.posture")) { panel in
                        panel.put(ShareLegend(shares: shares) { Paths.results(control: control.id, status: $0) })
                    })
            }
        }
        page.put(
            Panel(.say("pages.where-not-held"), flush: true) { panel in
                panel.put(ResultsTable(rows: results, sorting: nil, namesSystem: true))
                panel.put(Pager(links: pages, shown: results.count))
            })
    }

    private var facts: [KeyValues.Pair] {
        [
            .init(.say("pages.force")) { $0.write($0.say("pages.force-\(force.rawValue)")) },
            .init(.say("pages.check")) { $0.write($0.say("pages.check-\(check.rawValue)")) },
            .init(.say("pages.applies")) { cell in
                cell.element("ul", .class("plain")) { list in for line in applies { list.element("li", words: line) } }
            },
            .init(.say("pages.needs")) { cell in
                cell.element("ul", .class("plain")) { list in
                    for need in needs {
                        list.element("li") { item in
                            item.element("code", text: need.kind)
                            item.element(
                                "span", .class("under"), say: "pages.fresh-days", ["count": String(need.freshDays)])
                        }
                    }
                }
            },
        ]
    }
}

extension ControlView.Rule: Component {
    /// Writes it, its text folded away.
    public func write(_ page: inout PageWriter) {
        page.element("details", .class("fold")) { fold in
            fold.element("summary") { head in
                head.words(title)
                head.write(" ")
                head.put(SeverityMark(severity))
            }
            fold.put(CodeBlock(label: title, code: source))
        }
    }
}
