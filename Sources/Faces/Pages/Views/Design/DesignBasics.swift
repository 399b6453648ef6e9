import Assurance
import Model
import Phrases

/// The colours, by the names of their tokens.
struct DesignColours: Component {
    func write(_ page: inout PageWriter) {
        page.element("ul", .class("swatches")) { list in
            for name in [
                "ground", "surface", "ink", "soft", "line", "accent", "good", "bad", "open", "excused", "idle",
                "fill-held", "fill-waived", "fill-unknown", "fill-broken", "heat-1", "heat-2", "heat-3", "heat-4",
            ] {
                list.element("li") { item in
                    item.element("span", .class("token-\(name)"), .hidden, text: "")
                    item.element("code", text: "--\(name)")
                }
            }
        }
    }
}

/// Headings and text.
struct DesignType: Component {
    func write(_ page: inout PageWriter) {
        page.element("div", .class("prose")) { prose in
            prose.element("p", .class("design-2xl"), say: "pages.overview-all")
            prose.element("h3", say: "pages.design-type-h3")
            prose.element("p", .class("lead"), say: "pages.overview-what")
            prose.element("p", say: "pages.overview-what")
            prose.element("p", .class("soft"), say: "pages.overview-what")
            for language in Language.allCases {
                prose.element(
                    "p", .lang(language.rawValue),
                    text: prose.frame.phrases.text(Message("pages.overview-what"), in: language))
            }
            prose.element("p") { $0.element("code", text: "tls.versions = TLS 1.3") }
        }
    }
}

/// Status, severity, clocks, badges, counts.
struct DesignMarks: Component {
    func write(_ page: inout PageWriter) {
        page.designRow(ControlStatus.allCases.map { StatusMark($0) })
        page.designRow(ControlStatus.allCases.map { StatusMark($0, soft: true) })
        page.designRow(FindingState.allCases.map { FindingStateMark(state: $0) })
        page.designRow(JobState.allCases.map { JobStateMark(state: $0) })
        page.designRow(Severity.allCases.map { SeverityMark($0) })
        let now = page.frame.now
        page.designRow([now.adding(days: 40), now.adding(days: 3), now.adding(days: -9)].map { ClockMark(due: $0) })
        page.designRow([
            Badge(text: .say("pages.tier-of", ["tier": "2"])), Badge(text: .say("pages.personal-data"), tone: .strong),
            Badge(text: .say("pages.demo"), tone: .demo), GradeMark(grade: .secret),
        ])
        page.designRow([
            CountLink(Count(value: 1_306, url: Paths.results)), CountLink(Count(value: 0, url: Paths.results)),
            LastSeen(at: now.adding(days: -2)), LastSeen(at: nil),
            CompletenessMark(completeness: .complete), CompletenessMark(completeness: .partial([])),
            SecondFactorMark(has: false, needs: true),
        ])
        page.element("div", .class("design-row")) { row in for icon in Icon.allCases { row.put(icon) } }
    }
}

/// Buttons of each weight.
struct DesignButtons: Component {
    func write(_ page: inout PageWriter) {
        page.designRow(
            ActionButton.Weight.allCases.map { ActionButton(.say("pages.save"), url: Paths.design, weight: $0) })
        page.designRow([
            ActionButton(
                .say("pages.remove"), url: Paths.design, posts: true, weight: .danger,
                question: .say("pages.passkey-remove-ask"))
        ])
    }
}

/// Notices of each kind.
struct DesignNotices: Component {
    func write(_ page: inout PageWriter) {
        for kind in Notice.Kind.allCases {
            let link = Link(text: .say("pages.nav-jobs"), url: Paths.jobs)
            page.put(NoticeBox(notice: Notice(kind: kind, text: .say("pages.demo-what"), link: link)))
        }
        page.put(EmptyState(text: .say("pages.queue-all-empty")))
    }
}

/// Tabs, breadcrumbs, search and paging.
struct DesignTabs: Component {
    func write(_ page: inout PageWriter) {
        page.put(
            Tabs(
                label: .say("pages.design-tabs"),
                tabs: [
                    Tab(.say("pages.posture"), url: Paths.design, isCurrent: true),
                    Tab(.say("pages.observations"), url: Paths.design, count: 23),
                ]))
        page.put(Pager(links: PageLinks(previous: Paths.design, next: Paths.design, total: 80), shown: 20))
    }
}
