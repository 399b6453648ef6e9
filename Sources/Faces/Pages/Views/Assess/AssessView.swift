public import Model

/// Where an assessment is handed in, or started, and where its progress shows.
public struct AssessView: PageView {
    /// An assessment that runs or ran.
    public struct Run: Sendable, Hashable {
        /// Its id.
        public var id: String
        /// The system.
        public var system: SystemReference
        /// How it stands.
        public var state: JobState
        /// What it does now, in words.
        public var step: Wording
        /// How many objects were looked at.
        public var done: Int
        /// How many there are; nil while that is not known.
        public var whole: Int?
        /// When it was started.
        public var started: Instant
        /// Who started it.
        public var by: Wording

        /// All that is shown.
        public init(
            id: String, system: SystemReference, state: JobState, step: Wording, done: Int, whole: Int? = nil,
            started: Instant, by: Wording
        ) {
            self.id = id
            self.system = system
            self.state = state
            self.step = step
            self.done = done
            self.whole = whole
            self.started = started
            self.by = by
        }
    }

    /// The systems that the person may have assessed.
    public var systems: [Option]
    /// Whether the server may look at anything itself.
    public var looks: Bool
    /// The greatest file that may be handed in, in bytes.
    public var limitBytes: Int
    /// What is filled in for a hand-in, and what is wrong with it.
    public var upload: FormState
    /// What is filled in for a start, and what is wrong with it.
    public var start: FormState
    /// What runs and ran, newest first.
    public var runs: [Run]

    /// All that is shown.
    public init(
        systems: [Option], looks: Bool, limitBytes: Int, upload: FormState, start: FormState, runs: [Run]
    ) {
        self.systems = systems
        self.looks = looks
        self.limitBytes = limitBytes
        self.upload = upload
        self.start = start
        self.runs = runs
    }

    /// Its heading.
    public var title: Wording { .say("pages.nav-assess") }
    /// Its part of the navigation.
    public var section: NavigationItem? { .assess }
    /// What belongs to its heading.
    public var opening: PageOpening { PageOpening(below: .say("pages.assess-what")) }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        page.element("div", .class("two")) { two in
            two.put(
                Panel(.say("pages.upload"), note: .say("pages.upload-what")) { panel in
                    panel.put(
                        FormWriter(
                            url: Paths.upload,
                            fields: [
                                FormField(
                                    "file", .say("pages.assessment-file"), .file(accept: ".json,application/json"),
                                    hint: .say("pages.upload-limit", ["size": NumberText.bytes(limitBytes)]))
                            ], state: upload, button: .say("pages.upload-do")))
                    panel.element("p", .class("hint"), say: "pages.upload-cli")
                    panel.put(
                        CodeBlock(
                            label: .say("pages.command"), code: "seawall assess system.yaml --server https://HOST"))
                })
            two.put(
                Panel(.say("pages.run"), note: .say("pages.run-what")) { panel in
                    guard looks else { return panel.put(EmptyState(text: .say("pages.looks-off"))) }
                    guard !systems.isEmpty else { return panel.put(EmptyState(text: .say("pages.looks-nothing"))) }
                    panel.put(
                        FormWriter(
                            url: Paths.assess,
                            fields: [FormField("system", .say("pages.system"), .choice(systems))], state: start,
                            button: .say("pages.run-do")))
                })
        }
        page.put(
            Panel(.say("pages.runs"), flush: true) { panel in
                panel.put(LivePart(name: "runs") { $0.put(table) })
            })
    }

    private var table: some Component {
        DataTable(
            .say("pages.runs"),
            [
                Column(.say("pages.system")), Column(.say("pages.state"), .mark), Column(.say("pages.progress")),
                Column(.say("pages.started")), Column(.say("pages.by")),
            ], rows: runs, empty: .say("pages.runs-empty")
        ) { run in
            [
                { $0.system(run.system) },
                { cell in
                    cell.element("a", .href(Paths.assessment(run.id))) { $0.put(JobStateMark(state: run.state)) }
                },
                { $0.put(ProgressBar(label: run.step, done: run.done, whole: run.whole)) },
                { $0.age(run.started) },
                { $0.words(run.by) },
            ]
        }
    }
}
