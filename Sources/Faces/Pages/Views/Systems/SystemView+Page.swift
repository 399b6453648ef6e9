import Assurance
import Model
import Phrases

extension SystemView {
    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        page.element("p", .class("badges")) { line in
            line.put(Badge(text: .say("pages.tier-of", ["tier": String(tier)])))
            line.put(GradeMark(grade: grade))
            line.put(Badge(text: .say("pages.exposure-\(exposure.rawValue)")))
            if holdsPersonalData { line.put(Badge(text: .say("pages.personal-data"), tone: .strong)) }
        }
        page.element("div", .class("overview-head")) { head in
            head.element("div", .class("panel verdict-panel")) { panel in
                verdict(&panel)
                panel.put(ShareLegend(shares: shares) { Paths.results(system: system.id, status: $0) })
            }
            head.element("div", .class("panel")) { panel in
                panel.element("h2", say: "pages.about")
                panel.put(KeyValues(pairs: facts))
            }
        }
        page.put(Tabs(label: .say("pages.parts"), tabs: tabs))
        switch part {
        case .posture(let posture): write(posture, &page)
        case .observations(let rows, let pages):
            page.put(ObservationsTable(rows: rows))
            page.put(Pager(links: pages, shown: rows.count))
        case .findings(let rows, let sorting, let pages):
            page.put(FindingsTable(rows: rows, sorting: sorting, namesSystem: false))
            page.put(Pager(links: pages, shown: rows.count))
        case .timeLine(let line): write(line, &page)
        }
    }

    private func verdict(_ panel: inout PageWriter) {
        panel.element("h2", say: "pages.posture")
        let style = posture.map { $0 == .held ? "held" : $0 == .fallsShort ? "broken" : "unknown" } ?? "unknown"
        panel.element("p", .class("verdict-word s-\(style)")) { word in
            word.put(style == "held" ? Icon.held : style == "broken" ? Icon.broken : Icon.unknown)
            word.element(
                "span",
                text: posture.map { word.say("pages.posture-\($0.rawValue)") } ?? word.say("pages.not-assessed"))
        }
    }

    private var facts: [KeyValues.Pair] {
        let facts: [KeyValues.Pair?] = [
            .init(.say("pages.department")) {
                $0.link(system.department.name, to: Paths.department(system.department.id))
            },
            owner == .unseen ? nil : .init(.say("pages.owner")) { $0.put(OwnerName(owner: owner)) },
            .init(.say("pages.last-assessed")) { $0.put(LastSeen(at: lastAssessed)) },
            .init(.say("pages.proof")) { cell in
                guard let proof else { return cell.element("span", .class("soft"), say: "pages.none") }
                cell.write(cell.say("pages.proof-\(proof.state.rawValue)"))
                if let leaf = proof.leaf {
                    cell.write(" ")
                    cell.element(
                        "a", .href(Paths.receipt(proof.id)),
                        text: cell.say("pages.leaf", ["index": NumberText.grouped(leaf)]))
                }
            },
        ]
        return facts.compactMap(\.self)
    }

    private func write(_ posture: Verdicts, _ page: inout PageWriter) {
        if !posture.steps.isEmpty {
            page.put(
                Panel(.say("pages.path")) { panel in
                    panel.element("ol", .class("steps")) { list in for step in posture.steps { list.put(step) } }
                })
        }
        if let filter = posture.filter { page.put(FilterForm(filter: filter)) }
        page.put(ResultsTable(rows: posture.results, sorting: nil, namesSystem: false))
    }

    private func write(_ line: TimeLine, _ page: inout PageWriter) {
        if !line.lanes.isEmpty {
            page.put(
                Panel(.say("pages.time-line")) { panel in
                    panel.put(
                        LaneChart(
                            caption: .say("pages.time-line-what"), from: line.from, to: line.to, lanes: line.lanes))
                })
        }
        page.put(
            Panel(.say("pages.history")) { panel in
                panel.put(History(entries: line.entries))
                panel.put(Pager(links: line.pages, shown: line.entries.count))
            })
    }
}

extension SystemView.Step: Component {
    /// Writes it as an item of a list.
    public func write(_ page: inout PageWriter) {
        page.element("li") { item in
            item.element("p") { line in
                line.control(control)
                line.write(" ")
                line.element(
                    "span", .class("step-kind \(isMend ? "s-broken" : "s-unknown")"),
                    say: isMend ? "pages.step-mend" : "pages.step-look")
            }
            item.element("p") { $0.prose($0.text(of: what)) }
            if !objects.isEmpty {
                item.element("p", .class("soft")) { line in
                    for object in objects { line.element("code", text: object) }
                }
            }
        }
    }
}

/// Observations as a table.
struct ObservationsTable: Component {
    let rows: [SystemView.ObservationRow]

    func write(_ page: inout PageWriter) {
        page.put(
            DataTable(
                .say("pages.observations"),
                [
                    Column(.say("pages.kind")), Column(.say("pages.object")), Column(.say("pages.completeness"), .mark),
                    Column(.say("pages.collected")), Column(.say("pages.expires")), Column(.say("pages.actor")),
                ], rows: rows, empty: .say("pages.observations-empty")
            ) { row in
                [
                    { cell in
                        cell.element("a", .href(Paths.observation(row.id)), .class("strong")) {
                            $0.element("code", text: row.kind)
                        }
                    },
                    { $0.element("code", text: row.object.printable) },
                    { $0.put(CompletenessMark(completeness: row.completeness)) },
                    { $0.age(row.collected) },
                    { cell in
                        if let expires = row.expires { cell.put(ClockMark(due: expires)) } else { cell.write("–") }
                    },
                    { $0.write(row.actor.printable) },
                ]
            })
    }
}

/// Who answers for a system, or that nobody does.
private struct OwnerName: Component {
    let owner: SystemView.Owner

    func write(_ page: inout PageWriter) {
        switch owner {
        case .held(let person): page.link(person.name, to: Paths.person(person.id))
        case .vacant: page.element("span", .class("soft"), say: "pages.vacant")
        case .unseen: break
        }
    }
}
