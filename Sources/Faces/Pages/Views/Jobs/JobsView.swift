public import Model

/// The work queue: what runs, what waits, and what was given up.
public struct JobsView: PageView {
    /// One job.
    public struct Row: Sendable, Hashable {
        /// Its id.
        public var id: String
        /// What it does.
        public var name: Wording
        /// For which department.
        public var department: DepartmentReference?
        /// How it stands.
        public var state: JobState
        /// How far it is.
        public var done: Int
        /// How far it is to go; nil where that is not known.
        public var whole: Int?
        /// How often it was tried.
        public var attempts: Int
        /// When it was last tried or, for one that waits, when it is due.
        public var at: Instant
        /// Why it failed last.
        public var problem: Wording?
        /// What the person may do with it.
        public var actions: [ActionButton]

        /// All that is shown.
        public init(
            id: String, name: Wording, department: DepartmentReference? = nil, state: JobState, done: Int,
            whole: Int? = nil, attempts: Int, at: Instant, problem: Wording? = nil, actions: [ActionButton]
        ) {
            self.id = id
            self.name = name
            self.department = department
            self.state = state
            self.done = done
            self.whole = whole
            self.attempts = attempts
            self.at = at
            self.problem = problem
            self.actions = actions
        }
    }

    /// How many wait.
    public var waiting: Count
    /// How many run.
    public var running: Count
    /// How many were given up.
    public var dead: Count
    /// How many were done in the last 24 hours.
    public var doneToday: Int
    /// The part that is shown, as tabs.
    public var tabs: [Tab]
    /// The jobs.
    public var rows: [Row]
    /// Where they go on.
    public var pages: PageLinks

    /// All that is shown.
    public init(
        waiting: Count, running: Count, dead: Count, doneToday: Int, tabs: [Tab], rows: [Row], pages: PageLinks
    ) {
        self.waiting = waiting
        self.running = running
        self.dead = dead
        self.doneToday = doneToday
        self.tabs = tabs
        self.rows = rows
        self.pages = pages
    }

    /// Its heading.
    public var title: Wording { .say("pages.nav-jobs") }
    /// Its part of the navigation.
    public var section: NavigationItem? { .jobs }
    /// What belongs to its heading.
    public var opening: PageOpening { PageOpening(below: .say("pages.jobs-what")) }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        page.put(Tabs(label: .say("pages.parts"), tabs: tabs))
        page.put(
            LivePart(name: "jobs") { live in
                live.put(
                    KeyValues(pairs: [
                        .init(.say("pages.job-running")) { $0.put(CountLink(running)) },
                        .init(.say("pages.job-waiting")) { $0.put(CountLink(waiting)) },
                        .init(.say("pages.job-dead")) { $0.put(CountLink(dead)) },
                        .init(.say("pages.job-done-today")) { $0.write(NumberText.grouped(doneToday)) },
                    ]))
                live.put(table)
            })
        page.put(Pager(links: pages, shown: rows.count))
    }

    private var table: some Component {
        DataTable(
            title,
            [
                Column(.say("pages.job")), Column(.say("pages.state"), .mark), Column(.say("pages.progress")),
                Column(.say("pages.attempts"), .number), Column(.say("pages.when")),
                Column(.say("pages.next-step"), .actions),
            ], rows: rows, empty: .say("pages.jobs-empty")
        ) { row in
            [
                { cell in
                    cell.link(row.name, to: Paths.job(row.id), class: "strong")
                    if let department = row.department {
                        cell.element("span", .class("under"), words: department.name)
                    }
                    if let problem = row.problem { cell.element("span", .class("under problem"), words: problem) }
                },
                { $0.put(JobStateMark(state: row.state)) },
                { $0.put(ProgressBar(label: .say("pages.objects"), done: row.done, whole: row.whole)) },
                { $0.write(NumberText.grouped(row.attempts)) },
                { $0.age(row.at) },
                { cell in
                    if row.actions.isEmpty { cell.write("–") }
                    for action in row.actions { cell.put(action) }
                },
            ]
        }
    }
}

/// How a job stands.
public enum JobState: String, Sendable, Hashable, CaseIterable {
    case waiting, running, done, retrying, dead
}

/// A job's state in words and shape.
struct JobStateMark: Component {
    let state: JobState

    func write(_ page: inout PageWriter) {
        let (style, icon): (String, Icon) =
            switch state {
            case .waiting: ("not-applicable", .clock)
            case .running: ("running", .live)
            case .done: ("held", .held)
            case .retrying: ("unknown", .unknown)
            case .dead: ("broken", .broken)
            }
        page.element("span", .class("status s-\(style)")) { mark in
            mark.put(icon)
            mark.element("span", text: mark.say("pages.job-\(state.rawValue)"))
        }
    }
}
