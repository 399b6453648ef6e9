public import Model
import Phrases

/// The transparency log: its newest checkpoint, its witnesses, and a place to verify a receipt.
public struct LedgerView: PageView {
    /// Somebody who signs what the log says, so that it cannot tell two stories.
    public struct Witness: Sendable, Hashable {
        /// The name in its key.
        public var name: String
        /// How many leaves the newest checkpoint that it signed covers; nil where it signed none.
        public var size: Int?
        /// When it signed that.
        public var signed: Instant?

        /// All that is shown.
        public init(name: String, size: Int? = nil, signed: Instant? = nil) {
            self.name = name
            self.size = size
            self.signed = signed
        }
    }

    /// What came of a receipt that was handed in.
    public enum Outcome: Sendable, Hashable {
        /// It proves what it says.
        case valid(leaf: Int, recorded: Instant?, signers: [String])
        /// It does not, and why.
        case invalid(Wording)
    }

    /// The name of the log.
    public var origin: String
    /// How many leaves it has.
    public var size: Int
    /// How many events are not yet covered by a checkpoint.
    public var pending: Int
    /// The newest checkpoint as it was signed; nil before the first.
    public var checkpoint: String?
    /// When it was signed.
    public var signed: Instant?
    /// The log's public key, as verifiers take it.
    public var publicKey: String
    /// Its witnesses; nil where they are not known here.
    public var witnesses: [Witness]?
    /// The greatest receipt that may be handed in, in bytes.
    public var limitBytes: Int
    /// What is wrong with the form.
    public var state: FormState
    /// What came of the receipt that was handed in.
    public var outcome: Outcome?

    /// All that is shown.
    public init(
        origin: String, size: Int, pending: Int, checkpoint: String? = nil, signed: Instant? = nil,
        publicKey: String, witnesses: [Witness]? = nil, limitBytes: Int, state: FormState, outcome: Outcome? = nil
    ) {
        self.origin = origin
        self.size = size
        self.pending = pending
        self.checkpoint = checkpoint
        self.signed = signed
        self.publicKey = publicKey
        self.witnesses = witnesses
        self.limitBytes = limitBytes
        self.state = state
        self.outcome = outcome
    }

    /// Its heading.
    public var title: Wording { .say("pages.nav-ledger") }
    /// Its part of the navigation.
    public var section: NavigationItem? { .ledger }
    /// What belongs to its heading.
    public var opening: PageOpening { PageOpening(below: .say("pages.ledger-what")) }

    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        if let outcome { page.put(outcome) }
        page.element("div", .class("finding")) { grid in
            grid.element("div", .class("finding-main")) { main in
                main.put(
                    Panel(.say("pages.checkpoint"), note: .say("pages.checkpoint-what")) { panel in
                        panel.put(KeyValues(pairs: facts))
                        if let checkpoint {
                            panel.put(CodeBlock(label: .say("pages.checkpoint"), code: checkpoint))
                        }
                        panel.element("h3", say: "pages.public-key")
                        panel.put(CodeBlock(label: .say("pages.public-key"), code: publicKey))
                    })
                if let witnesses {
                    main.put(Panel(.say("pages.witnesses"), flush: true) { $0.put(table(of: witnesses)) })
                }
            }
            grid.element("div", .class("finding-side")) { side in
                side.put(
                    Panel(.say("pages.verify"), note: .say("pages.verify-what")) { panel in
                        panel.put(
                            FormWriter(
                                url: Paths.verify,
                                fields: [
                                    FormField(
                                        "receipt", .say("pages.receipt"), .file(accept: ".receipt,.txt,.json"),
                                        hint: .say("pages.upload-limit", ["size": NumberText.bytes(limitBytes)]))
                                ], state: state, button: .say("pages.verify-do")))
                        panel.element("p", .class("hint"), say: "pages.verify-offline")
                        panel.put(CodeBlock(label: .say("pages.command"), code: "seawall ledger verify RECEIPT"))
                    })
            }
        }
    }

    private var facts: [KeyValues.Pair] {
        var facts: [KeyValues.Pair] = [
            .init(.say("pages.origin")) { $0.element("code", text: origin) },
            .init(.say("pages.leaves")) { $0.write(NumberText.grouped(size)) },
            .init(.say("pages.pending")) { $0.write(NumberText.grouped(pending)) },
        ]
        if let signed { facts.append(.init(.say("pages.signed")) { $0.moment(signed) }) }
        return facts
    }

    private func table(of witnesses: [Witness]) -> some Component {
        DataTable(
            .say("pages.witnesses"),
            [Column(.say("pages.witness")), Column(.say("pages.covers"), .number), Column(.say("pages.signed"))],
            rows: witnesses, empty: .say("pages.witnesses-empty")
        ) { witness in
            [
                { $0.element("code", text: witness.name.printable) },
                { cell in
                    guard let covered = witness.size else { return cell.write("–") }
                    cell.write(NumberText.grouped(covered))
                    if covered < size {
                        cell.element(
                            "span", .class("under"), say: "pages.behind-by",
                            ["count": NumberText.grouped(size - covered)])
                    }
                },
                { cell in if let signed = witness.signed { cell.age(signed) } else { cell.write("–") } },
            ]
        }
    }
}

extension LedgerView.Outcome: Component {
    /// Writes it as a box at the head of the page.
    public func write(_ page: inout PageWriter) {
        switch self {
        case .valid(let leaf, let recorded, let signers):
            page.element("div", .class("outcome s-held"), .role("status")) { box in
                box.put(Icon.held)
                box.element("div") { text in
                    text.element("h2", say: "pages.verify-valid")
                    text.element("p") { line in
                        line.write(line.say("pages.verify-leaf", ["index": NumberText.grouped(leaf)]))
                        if let recorded {
                            line.write(" ")
                            line.moment(recorded)
                        }
                    }
                    text.element("p", .class("codes")) { line in
                        for signer in signers { line.element("code", text: signer.printable) }
                    }
                }
            }
        case .invalid(let why):
            page.element("div", .class("outcome s-broken"), .role("alert")) { box in
                box.put(Icon.broken)
                box.element("div") { text in
                    text.element("h2", say: "pages.verify-invalid")
                    text.element("p", words: why)
                }
            }
        }
    }
}
