import Model

/// Why a value is believed as much as it is, in a form that costs nothing until somebody reads it.
struct Support {
    var logit: Double
    /// Whether check digits, prefixes or dates were proved.
    var isChecked = false
    var form: ShapeMatch.Form = .plain
    /// The index of the word beside it that decided, and whether it spoke for the value.
    var word: (index: Int, isFor: Bool)?
    /// Whether the column's or key's name spoke for it or against it.
    var header: Bool?
    /// Whether the rest of its column spoke for it or against it.
    var column: Bool?

    var confidence: Double { Weights.probability(logit) }

    /// Whether the value counts: a confidence of at least one half.
    var counts: Bool { logit >= 0 }

    /// The reasons as messages. They name the detector's own words, never the text's.
    func reasons(_ words: WordAutomaton) -> [Message] {
        var reasons: [Message] = []
        if isChecked { reasons.append(Message("discovery.check-holds")) }
        switch form {
        case .formatted: reasons.append(Message("discovery.own-form"))
        case .unchecked: reasons.append(Message("discovery.no-check-digit"))
        case .plain: break
        }
        if let header { reasons.append(Message(header ? "discovery.header-for" : "discovery.header-against")) }
        if let word {
            let id = word.isFor ? "discovery.word-for" : "discovery.word-against"
            reasons.append(Message(id, ["word": words.words[word.index]]))
        }
        if let column { reasons.append(Message(column ? "discovery.column-for" : "discovery.column-against")) }
        if reasons.isEmpty { reasons.append(Message("discovery.form-alone")) }
        return reasons
    }
}
