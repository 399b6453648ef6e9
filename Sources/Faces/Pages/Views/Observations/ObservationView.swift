public import Model
import Phrases

/// One observation: what was seen, by what, when, and its proof.
public struct ObservationView: PageView {
    /// How far the probe got.
    public enum Completeness: Sendable, Hashable {
        /// Everything in scope was looked at.
        case complete
        /// Not everything could be looked at; why.
        case partial([Wording])
        /// Nothing is known; why.
        case notAssessed(Wording)
    }

    /// Its id.
    public var id: String
    /// Its kind, such as `transit.tls`.
    public var kind: String
    /// The kind in words.
    public var kindName: Wording
    /// The system.
    public var system: SystemReference
    /// What was looked at.
    public var object: String
    /// How far the probe got.
    public var completeness: Completeness
    /// When.
    public var collected: Instant
    /// Until when it counts.
    public var expires: Instant?
    /// The tool with its version, or the person.
    public var actor: String
    /// The facts.
    public var facts: [Fact]
    /// The pieces behind them.
    public var evidence: [Evidence]
    /// The controls that it speaks to, with the verdict they got.
    public var results: [ResultsView.Row]
    /// The findings that it opened, confirmed or closed.
    public var findings: [FindingsView.Row]
    /// Its proof.
    public var proof: Proof?

    /// All that is shown.
    public init(
        id: String, kind: String, kindName: Wording, system: SystemReference, object: String,
        completeness: Completeness, collected: Instant, expires: Instant? = nil, actor: String, facts: [Fact],
        evidence: [Evidence], results: [ResultsView.Row], findings: [FindingsView.Row], proof: Proof? = nil
    ) {
        self.id = id
        self.kind = kind
        self.kindName = kindName
        self.system = system
        self.object = object
        self.completeness = completeness
        self.collected = collected
        self.expires = expires
        self.actor = actor
        self.facts = facts
        self.evidence = evidence
        self.results = results
        self.findings = findings
        self.proof = proof
    }

    /// Its heading.
    public var title: Wording { kindName }
    /// Its part of the navigation.
    public var section: NavigationItem? { .systems }
    /// The pages above it.
    public var trail: [Link] { [system.department.link, system.link] }
    /// What belongs to its heading.
    public var opening: PageOpening { PageOpening(above: .name(kind)) }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        page.element("div", .class("finding")) { grid in
            grid.element("div", .class("finding-main")) { main in
                main.put(
                    Panel(.say("pages.facts-title"), note: .say("pages.facts-what")) { panel in
                        if facts.isEmpty {
                            panel.put(EmptyState(text: .say("pages.facts-empty")))
                        } else {
                            panel.put(FactList(facts: facts))
                        }
                    })
                if !evidence.isEmpty {
                    main.put(Panel(.say("pages.evidence"), flush: true) { $0.put(EvidenceTable(evidence: evidence)) })
                }
            }
            grid.element("div", .class("finding-side")) { side in
                side.put(Panel(.say("pages.about")) { $0.put(KeyValues(pairs: about, isColumn: true)) })
                if let proof { side.put(Panel(.say("pages.proof")) { $0.put(ProofBlock(proof: proof)) }) }
            }
        }
        if !results.isEmpty {
            page.put(
                Panel(.say("pages.speaks-to"), flush: true) {
                    $0.put(ResultsTable(rows: results, sorting: nil, namesSystem: false))
                })
        }
        if !findings.isEmpty {
            page.put(
                Panel(.say("pages.nav-findings"), flush: true) {
                    $0.put(FindingsTable(rows: findings, sorting: nil, namesSystem: false))
                })
        }
    }

    private var about: [KeyValues.Pair] {
        [
            .init(.say("pages.system")) { $0.system(system) },
            .init(.say("pages.object")) { $0.element("code", text: object.printable) },
            .init(.say("pages.completeness")) { cell in
                cell.put(CompletenessMark(completeness: completeness))
                for reason in completeness.reasons { cell.element("span", .class("under"), words: reason) }
            },
            .init(.say("pages.collected")) { $0.moment(collected) },
            .init(.say("pages.expires")) { cell in
                if let expires { cell.put(ClockMark(due: expires)) } else { cell.write("–") }
            },
            .init(.say("pages.actor")) { $0.write(actor.printable) },
            .init(.say("pages.id")) { $0.element("code", .class("hash"), text: id.printable) },
        ]
    }
}

extension ObservationView.Completeness {
    var reasons: [Wording] {
        switch self {
        case .complete: []
        case .partial(let reasons): reasons
        case .notAssessed(let reason): [reason]
        }
    }
}

/// How far a probe got, in words and shape.
struct CompletenessMark: Component {
    let completeness: ObservationView.Completeness

    func write(_ page: inout PageWriter) {
        let (style, icon, id): (String, Icon, String) =
            switch completeness {
            case .complete: ("held", .held, "pages.seen-all")
            case .partial: ("unknown", .unknown, "pages.seen-part")
            case .notAssessed: ("unknown", .unknown, "pages.seen-none")
            }
        page.element("span", .class("status soft s-\(style)")) { mark in
            mark.put(icon)
            mark.element("span", text: mark.frame.phrases.text(Message(id), in: mark.language))
        }
    }
}
