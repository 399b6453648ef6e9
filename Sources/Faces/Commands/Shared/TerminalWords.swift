import Model
import Phrases

/// Content as a terminal shows it.
enum TerminalWords {
    /// A text in a language; where it was not given in it, in English, and marked so.
    static func shown(_ text: LocalizedText, in language: Language) -> String {
        let (words, spoken) = text.shown(in: language)
        return spoken == language ? words.printable : "\(words.printable) [\(spoken.rawValue)]"
    }
}
