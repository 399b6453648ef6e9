import Model
import Phrases

extension FindingView {
    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        page.element("p", .class("badges")) { line in
            line.put(FindingStateMark(state: state))
            line.put(SeverityMark(severity))
            if let due, state != .closed { line.put(ClockMark(due: due)) }
        }
        page.element("div", .class("finding")) { grid in
            grid.element("div", .class("finding-main")) { main in
                main.put(
                    Panel(.say("pages.why")) { panel in
                        panel.element("div", .class("prose")) { prose in
                            prose.element("p", words: why)
                            prose.element("h3", say: "pages.remedy")
                            prose.element("p") { text in
                                let spoken = remedy.spoken(by: text.frame)
                                text.element("span", .lang(spoken.foreign?.rawValue)) { $0.prose(spoken.text) }
                            }
                        }
                    })
                main.put(
                    Panel(.say("pages.behind"), note: .say("pages.behind-what")) { panel in
                        if behind.isEmpty { panel.put(EmptyState(text: .say("pages.observations-empty"))) }
                        for item in behind { panel.put(item) }
                    })
                if let proof { main.put(Panel(.say("pages.proof")) { $0.put(ProofBlock(proof: proof)) }) }
            }
            grid.element("div", .class("finding-side")) { side in
                side.put(Panel(.say("pages.about")) { $0.put(KeyValues(pairs: facts, isColumn: true)) })
                side.put(Panel(.say("pages.clauses")) { controls(&$0) })
                side.put(Panel(.say("pages.actions")) { actions(&$0) })
                side.put(Panel(.say("pages.history")) { $0.put(History(entries: history)) })
            }
        }
    }

    private var facts: [KeyValues.Pair] {
        [
            .init(.say("pages.system")) { $0.system(system) },
            .init(.say("pages.object")) { $0.element("code", text: object.printable) },
            .init(.say("pages.rule"), words: rule),
            .init(.say("pages.opened")) { $0.moment(opened) },
        ]
    }

    private func controls(_ panel: inout PageWriter) {
        panel.element("ul", .class("plain gaps")) { list in
            for control in controls {
                list.element("li") { item in
                    item.control(control)
                    item.sources(control.sources)
                }
            }
        }
    }

    private func actions(_ panel: inout PageWriter) {
        if actions.isEmpty {
            panel.element("p", .class("soft"), say: "pages.actions-none")
        } else {
            panel.element("ul", .class("plain gaps")) { list in
                for action in actions {
                    list.element("li") { item in
                        item.element("p") { line in
                            line.words(action.what)
                            if action.isDone {
                                line.write(" ")
                                line.element("span", .class("soft"), say: "pages.done")
                            }
                        }
                        item.element("p", .class("under")) { line in
                            if let owner = action.owner { line.link(owner.name, to: Paths.person(owner.id)) }
                            if let due = action.due, !action.isDone { line.put(ClockMark(due: due)) }
                        }
                    }
                }
            }
        }
        panel.element("p", .class("hint"), say: "pages.actions-how")
        guard let noteURL else { return }
        panel.put(
            FormWriter(
                url: noteURL, fields: [FormField("note", .say("pages.note"), .multiline(rows: 3))], state: note,
                button: .say("pages.note-add"), weight: .secondary, hidden: ["version": version]))
    }
}

extension FindingView.Behind: Component {
    /// Writes it with its facts and evidence.
    public func write(_ page: inout PageWriter) {
        page.element("article", .class("behind")) { box in
            box.element("h3") { head in
                head.element("span", .class("role"), text: head.say("pages.behind-\(role.rawValue)"))
                head.element("a", .href(Paths.observation(observation.id))) {
                    $0.element("code", text: observation.kind)
                }
            }
            box.element("p", .class("under")) { line in
                line.element("code", text: observation.object.printable)
                line.moment(observation.collected)
                line.element("span", text: observation.actor.printable)
                line.put(CompletenessMark(completeness: observation.completeness))
            }
            if !matched.isEmpty { box.put(FactList(facts: matched)) }
            if !evidence.isEmpty { box.put(EvidenceTable(evidence: evidence)) }
        }
    }
}

/// Facts by name; those that a rule matched stand out.
struct FactList: Component {
    let facts: [Fact]

    func write(_ page: inout PageWriter) {
        page.element("dl", .class("facts")) { list in
            for fact in facts {
                list.element("div", .class(fact.isMatched ? "matched" : nil)) { row in
                    row.element("dt") { $0.element("code", text: fact.name.printable) }
                    row.element("dd") { value in
                        value.element("code", text: fact.value.printable)
                        if fact.isMatched { value.element("span", .class("match-word"), say: "pages.matched") }
                    }
                }
            }
        }
    }
}

/// Pieces of evidence as a table.
struct EvidenceTable: Component {
    let evidence: [Evidence]

    func write(_ page: inout PageWriter) {
        page.put(
            DataTable(
                .say("pages.evidence"),
                [
                    Column(.say("pages.evidence-type")), Column(.say("pages.evidence-place")),
                    Column(.say("pages.evidence-shown")),
                ], rows: evidence, empty: .say("pages.none")
            ) { piece in
                [
                    { $0.words(piece.type) },
                    { $0.element("code", text: piece.place.printable) },
                    { cell in
                        cell.element("code", text: piece.shown.printable)
                        cell.element(
                            "span", .class("under"), say: "pages.confidence-is", ["share": String(piece.confidence)])
                        for reason in piece.reasons { cell.element("span", .class("under"), words: reason) }
                    },
                ]
            })
    }
}
