public import Assurance
public import Model
public import Phrases

/// What is said of overlays in one language: whose a control or rule is, and what was made stricter.
public struct OverlayWording {
    private let phrases: PhraseBook
    private let language: Language

    /// Words of a language.
    public init(phrases: PhraseBook, language: Language) {
        self.phrases = phrases
        self.language = language
    }

    /// Whose a control is that an overlay added.
    public func origin(_ overlay: OverlayMark) -> String { say("pages.from-overlay", whose(overlay)) }

    /// Whose a rule is that an overlay added.
    public func rule(_ overlay: OverlayMark) -> String { say("pages.overlay-rule", whose(overlay)) }

    /// Overlays, one behind the other.
    public func list(_ overlays: [OverlayMark]) -> String {
        overlays.map { say("pages.overlay-item", whose($0)) }.joined(separator: say("pages.comma"))
    }

    /// An overlay with all that is known of it.
    public func line(_ overlay: OverlayMark) -> String {
        var arguments = whose(overlay)
        arguments["name"] = overlay.name.shown(in: language).text
        arguments["date"] = overlay.issued.description
        arguments["digest"] = overlay.digest
        return say("pages.overlay-line", arguments)
    }

    /// What an overlay made stricter of a control of the centre.
    public func tightening(_ tightening: Tightening) -> String {
        var arguments = whose(tightening.overlay)
        arguments["changes"] = tightening.changes.map(change).joined(separator: say("pages.comma"))
        return say("pages.tightened", arguments)
    }

    private func change(_ change: Tightening.Change) -> String {
        switch change {
        case .force(let from, let to):
            say(
                "pages.tighter-force",
                ["from": say("pages.force-\(from.rawValue)"), "to": say("pages.force-\(to.rawValue)")])
        case .freshness(let kind, let from, let to):
            say("pages.tighter-freshness", ["kind": kind, "from": String(from), "to": String(to)])
        case .endpoints(let kind, let added): say("pages.tighter-endpoints", ["kind": kind, "added": joined(added)])
        case .encryptedToo(let kind): say("pages.tighter-encrypted", ["kind": kind])
        case .need(let kind, let days): say("pages.tighter-need", ["kind": kind, "days": String(days)])
        case .scope(let key, let added): say("pages.tighter-scope", ["key": key, "added": joined(added)])
        case .rule(let id): say("pages.tighter-rule", ["rule": id])
        }
    }

    private func whose(_ overlay: OverlayMark) -> [String: String] {
        ["issuer": overlay.issuer.shown(in: language).text, "overlay": overlay.label]
    }

    private func joined(_ names: [String]) -> String { names.joined(separator: say("pages.comma")) }

    private func say(_ id: String, _ arguments: [String: String] = [:]) -> String {
        phrases.text(Message(id, arguments), in: language)
    }
}
