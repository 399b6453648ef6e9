public import CanonicalJSON

extension LocalizedText {
    /// The text in every language, by tag.
    public var json: JSONValue {
        .object(Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0.rawValue, .string(self[$0])) }))
    }

    /// Reads what `json` wrote; nil where a language is missing.
    public init?(json: JSONValue) {
        guard let en = json["en"]?.text, let zhHant = json["zh-Hant"]?.text, let zhHans = json["zh-Hans"]?.text
        else { return nil }
        self.init(en: en, zhHant: zhHant, zhHans: zhHans)
    }
}
