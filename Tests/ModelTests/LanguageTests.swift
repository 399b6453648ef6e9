import Model
import Testing

@Suite struct LanguageTests {
    @Test(arguments: [
        ("en_GB.UTF-8", Language.english), ("C", .english), ("", .english), ("fr", .english),
        ("zh_HK.UTF-8", .traditionalChinese), ("zh-TW", .traditionalChinese), ("zh", .traditionalChinese),
        ("zh_CN.GB18030", .simplifiedChinese), ("zh-Hans-HK", .simplifiedChinese), ("zh_SG", .simplifiedChinese),
    ])
    func followsTheLocale(locale: String, language: Language) { #expect(Language(locale: locale) == language) }
}
