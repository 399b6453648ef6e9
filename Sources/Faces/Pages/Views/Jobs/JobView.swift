public import Model

/// One job: how far it is, and why it failed where it did.
public struct JobView: PageView {
    /// The job, as the list shows it.
    public var job: JobsView.Row
    /// What it does now, in words.
    public var step: Wording?
    /// When it was asked for.
    public var asked: Instant
    /// When it was done, or given up.
    public var finished: Instant?

    /// All that is shown.
    public init(job: JobsView.Row, step: Wording? = nil, asked: Instant, finished: Instant? = nil) {
        self.job = job
        self.step = step
        self.asked = asked
        self.finished = finished
    }

    /// Its heading.
    public var title: Wording { job.name }
    /// Its part of the navigation.
    public var section: NavigationItem? { .jobs }
    /// How much room it takes.
    public var width: PageWidth { .reading }
    /// The pages above it.
    public var trail: [Link] { [Link(text: .say("pages.nav-jobs"), url: Paths.jobs)] }
    /// What belongs to its heading.
    public var opening: PageOpening { PageOpening(above: .name(job.id), actions: job.actions) }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        if let problem = job.problem { page.put(NoticeBox(notice: Notice(kind: .warning, text: problem))) }
        page.put(LivePart(name: "jobs") { $0.put(KeyValues(pairs: facts, isColumn: true)) })
    }

    private var facts: [KeyValues.Pair] {
        var facts: [KeyValues.Pair] = [
            .init(.say("pages.state")) { $0.put(JobStateMark(state: job.state)) },
            .init(.say("pages.progress")) {
                $0.put(ProgressBar(label: step ?? .say("pages.objects"), done: job.done, whole: job.whole))
            },
            .init(.say("pages.attempts")) { $0.write(NumberText.grouped(job.attempts)) },
            .init(.say("pages.began")) { $0.moment(asked) },
            .init(.say("pages.when")) { $0.moment(job.at) },
        ]
        if let department = job.department {
            facts.insert(.init(.say("pages.department"), words: department.name), at: 0)
        }
        if let finished { facts.append(.init(.say("pages.job-finished")) { $0.moment(finished) }) }
        return facts
    }
}
