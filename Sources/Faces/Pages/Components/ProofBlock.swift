public import Model

/// What lets anyone check that something stands in the log.
public struct Proof: Sendable, Hashable {
    /// How far the log holds it.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// A signed checkpoint covers it.
        case logged
        /// Written, and not yet covered by a checkpoint.
        case pending
    }

    /// How far the log holds it.
    public var state: State
    /// The id of what is proved; the receipt is served under it.
    public var id: String
    /// The index of its leaf, counted from 0; nil while pending.
    public var leaf: Int?
    /// How many leaves the checkpoint covers.
    public var treeSize: Int?
    /// The commitment, in hexadecimal.
    public var commitment: String
    /// When the checkpoint was signed.
    public var signed: Instant?
    /// The names of those who signed the checkpoint: the log, then its witnesses.
    public var signers: [String]

    /// A proof.
    public init(
        state: State, id: String, leaf: Int? = nil, treeSize: Int? = nil, commitment: String, signed: Instant? = nil,
        signers: [String] = []
    ) {
        self.state = state
        self.id = id
        self.leaf = leaf
        self.treeSize = treeSize
        self.commitment = commitment
        self.signed = signed
        self.signers = signers
    }
}

/// A proof, with its receipt and the command that checks it without this server.
struct ProofBlock: Component {
    let proof: Proof

    func write(_ page: inout PageWriter) {
        page.element("div", .class("proof p-\(proof.state.rawValue)")) { box in
            box.element("p", .class("proof-state")) { line in
                line.put(proof.state == .logged ? Icon.ledger : Icon.clock)
                line.element("strong", text: line.say("pages.proof-\(proof.state.rawValue)"))
            }
            box.put(KeyValues(pairs: pairs, isColumn: true))
            guard proof.state == .logged else { return }
            box.element("p", say: "pages.proof-check")
            box.put(CodeBlock(label: .say("pages.command"), code: "seawall ledger proof \(proof.id)"))
            box.element("p") { line in
                line.element("a", .href(Paths.receipt(proof.id)), .flag("download"), .class("button secondary")) {
                    $0.put(Icon.download)
                    $0.element("span", say: "pages.receipt-download")
                }
            }
        }
    }

    private var pairs: [KeyValues.Pair] {
        var pairs: [KeyValues.Pair] = []
        if let leaf = proof.leaf {
            pairs.append(
                .init(.say("pages.leaf-index")) { cell in
                    cell.write(NumberText.grouped(leaf))
                    if let size = proof.treeSize {
                        cell.write(" ")
                        cell.element(
                            "span", .class("soft"), say: "pages.of-leaves", ["size": NumberText.grouped(size)])
                    }
                })
        }
        pairs.append(.init(.say("pages.commitment")) { $0.element("code", .class("hash"), text: proof.commitment) })
        if let signed = proof.signed { pairs.append(.init(.say("pages.signed")) { $0.moment(signed) }) }
        if !proof.signers.isEmpty {
            pairs.append(
                .init(.say("pages.signers")) { cell in
                    cell.element("ul", .class("plain")) { list in
                        for signer in proof.signers { list.element("li") { $0.element("code", text: signer) } }
                    }
                })
        }
        return pairs
    }
}
