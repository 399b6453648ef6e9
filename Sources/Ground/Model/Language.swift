/// A language that everything a person reads exists in.
public enum Language: String, CaseIterable, Sendable, Hashable {
    case english = "en"
    case traditionalChinese = "zh-Hant"
    case simplifiedChinese = "zh-Hans"

    /// The language that a POSIX locale or a BCP 47 tag asks for; English when it names none of ours.
    public init(locale: String) {
        let tag = locale.lowercased().replacing("_", with: "-")
        if !tag.hasPrefix("zh") {
            self = .english
        } else if tag.contains("hans") || tag.contains("cn") || tag.contains("sg") {
            self = .simplifiedChinese
        } else {
            self = .traditionalChinese
        }
    }
}

/// A text in every language.
public struct LocalizedText: Sendable, Hashable {
    private var texts: [Language: String]

    /// A text in all three languages.
    public init(en: String, zhHant: String, zhHans: String) {
        texts = [.english: en, .traditionalChinese: zhHant, .simplifiedChinese: zhHans]
    }

    /// The text in one language; empty where it was not given, as a department's own may be in Chinese.
    public subscript(language: Language) -> String { texts[language] ?? "" }

    /// What is shown to readers of a language, and the language it is in: English where the text was not given.
    public func shown(in language: Language) -> (text: String, language: Language) {
        let text = self[language]
        return text.isEmpty ? (self[.english], .english) : (text, language)
    }
}
