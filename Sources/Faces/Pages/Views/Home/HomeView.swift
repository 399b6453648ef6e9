public import Assurance
public import Model

/// What waits for a person, office by office.
public struct HomeView: PageView {
    /// One of the person's offices, as a tab.
    public var offices: [Tab]
    /// The queues of the office that is shown, in the order of `QueueKind.allCases`.
    public var queues: [Queue]

    /// All that is shown.
    public init(offices: [Tab], queues: [Queue]) {
        self.offices = offices
        self.queues = queues
    }

    /// Its heading.
    public var title: Wording { .say("pages.nav-home") }
    /// Its part of the navigation.
    public var section: NavigationItem? { .home }
    /// What belongs to its heading.
    public var opening: PageOpening { PageOpening(below: .say("pages.home-what")) }
}

/// What an office has to do with the items of a queue.
public enum QueueKind: String, Sendable, Hashable, CaseIterable {
    case overdue, decide, answer, fix
}

/// Items of one kind that wait for an office.
public struct Queue: Sendable, Hashable {
    /// What is to be done with them.
    public var kind: QueueKind
    /// How many wait in all.
    public var total: Int
    /// The first of them, most urgent first.
    public var items: [QueueItem]
    /// Where the rest is; nil where these are all.
    public var moreURL: String?

    /// All that is shown.
    public init(kind: QueueKind, total: Int, items: [QueueItem], moreURL: String? = nil) {
        self.kind = kind
        self.total = total
        self.items = items
        self.moreURL = moreURL
    }
}

/// Something that waits for an office.
public struct QueueItem: Sendable, Hashable {
    /// What it is.
    public var title: Wording
    /// Where it is read.
    public var url: String
    /// The system it concerns, where it concerns one.
    public var system: SystemReference?
    /// The clauses that demand it.
    public var clauses: [Control.Source]
    /// When it is due.
    public var due: Instant?
    /// Why it is here.
    public var cause: Wording
    /// How serious it is, where it comes from a finding.
    public var severity: Severity?
    /// What to do next.
    public var next: ActionButton

    /// All that is shown.
    public init(
        title: Wording, url: String, system: SystemReference? = nil, clauses: [Control.Source],
        due: Instant? = nil, cause: Wording, severity: Severity? = nil, next: ActionButton
    ) {
        self.title = title
        self.url = url
        self.system = system
        self.clauses = clauses
        self.due = due
        self.cause = cause
        self.severity = severity
        self.next = next
    }
}

extension HomeView {
    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        if offices.count > 1 { page.put(Tabs(label: .say("pages.offices"), tabs: offices)) }
        page.put(LivePart(name: "queues") { writeQueues(&$0) })
    }

    private func writeQueues(_ page: inout PageWriter) {
        if queues.allSatisfy({ $0.total == 0 }) {
            return page.put(EmptyState(text: .say("pages.queue-all-empty")))
        }
        page.element("ul", .class("queue-heads")) { heads in
            for queue in queues {
                heads.element("li", .class("k-\(queue.kind.rawValue)\(queue.total == 0 ? " none" : "")")) { head in
                    head.element("a", .href("#queue-\(queue.kind.rawValue)")) { link in
                        link.element("strong", text: NumberText.grouped(queue.total))
                        link.element("span", text: link.say("pages.queue-\(queue.kind.rawValue)"))
                    }
                }
            }
        }
        for queue in queues { write(queue, &page) }
    }

    private func write(_ queue: Queue, _ page: inout PageWriter) {
        let id = page.uniqueID("queue-\(queue.kind.rawValue)")
        page.element("section", .class("queue k-\(queue.kind.rawValue)"), .named("aria-labelledby", id)) { part in
            part.element("h2", .id(id)) { title in
                title.write(title.say("pages.queue-\(queue.kind.rawValue)"))
                title.element("span", .class("tab-count"), text: NumberText.grouped(queue.total))
            }
            part.element("p", .class("panel-note"), text: part.say("pages.queue-what-\(queue.kind.rawValue)"))
            guard !queue.items.isEmpty else {
                return part.element("p", .class("nothing"), say: "pages.queue-empty")
            }
            part.element("ol", .class("items")) { list in for item in queue.items { list.put(item) } }
            if let more = queue.moreURL {
                part.element("p", .class("more-line")) { line in
                    line.element(
                        "a", .href(more), say: "pages.queue-more",
                        ["count": NumberText.grouped(queue.total - queue.items.count)])
                }
            }
        }
    }
}

extension QueueItem: Component {
    /// Writes it as an item of its queue's list.
    public func write(_ page: inout PageWriter) {
        page.element("li", .class("item")) { item in
            item.element("div", .class("item-what")) { what in
                what.element("h3") { $0.link(title, to: url) }
                what.element("p", .class("item-cause"), words: cause)
                what.element("p", .class("item-facts")) { facts in
                    if let system {
                        facts.link(system.name, to: Paths.system(system.id))
                        facts.element("span", words: system.department.name)
                    }
                    for clause in clauses {
                        facts.element("span", .class("clause")) { text in
                            text.put(Icon.book)
                            text.element("span") { words in
                                words.write("\(clause.document) \(clause.clause)")
                                if clause.standing != .read {
                                    words.write(" (\(words.say("pages.standing-\(clause.standing.rawValue)")))")
                                }
                            }
                        }
                    }
                }
            }
            item.element("div", .class("item-state")) { state in
                if let due { state.put(ClockMark(due: due)) }
                if let severity { state.put(SeverityMark(severity)) }
            }
            item.element("div", .class("item-next")) { $0.put(next) }
        }
    }
}
