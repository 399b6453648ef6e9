public import Model
import Phrases

/// Words that a person reads: they know their language, so that a page can say which it is.
public enum Wording: Sendable, Hashable {
    /// One of our own texts, by its id in `Content/i18n`.
    case message(Message)
    /// Content that exists in every language; one that is empty in the page's language is shown in English.
    case localized(LocalizedText)
    /// What somebody wrote, and the language it is in where that is known.
    case written(String, in: Language?)

    /// A name or an identifier, which is of no language.
    public static func name(_ text: String) -> Wording { .written(text, in: nil) }

    /// One of our own texts.
    public static func say(_ id: String, _ arguments: [String: String] = [:]) -> Wording {
        .message(Message(id, arguments))
    }

    /// The text for a frame, and its language where that is not the frame's.
    func spoken(by frame: Frame) -> (text: String, foreign: Language?) {
        switch self {
        case .message(let message): return (frame.phrases.text(message, in: frame.language), nil)
        case .localized(let texts):
            let text = texts[frame.language]
            return text.isEmpty
                ? (texts[.english].printable, frame.language == .english ? nil : .english) : (text.printable, nil)
        case .written(let text, let language): return (text.printable, language == frame.language ? nil : language)
        }
    }
}
