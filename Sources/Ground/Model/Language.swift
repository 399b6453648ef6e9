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

    /// The text in one language.
    public subscript(language: Language) -> String { texts[language] ?? "" }
}
