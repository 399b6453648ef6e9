import CanonicalJSON
import Files
import Model
import TestSupport
import Testing

/// Holds the texts of `Content/i18n` against the ids that the sources use.
@Suite(.timeLimit(.minutes(10))) struct ContentTextsTests {
    private static let root = String(#filePath.dropLast("Tests/PhrasesTests/ContentTextsTests.swift".count))

    private static func texts(_ language: Language) throws -> [String: String] {
        var texts: [String: String] = [:]
        let folder = root + "Content/i18n"
        for name in try BoundedFile.list(folder) where name.hasSuffix("/\(language.rawValue).json") {
            let value = try JSONValue(parsing: BoundedFile.read(folder + "/" + name, limit: 1 << 20))
            let target = name.prefix { $0 != "/" }
            for (id, text) in value.members ?? [:] {
                #expect(id.hasPrefix("\(target)."), "\(name): \(id) belongs to another target")
                texts[id] = text.text
            }
        }
        return texts
    }

    /// Ids as the sources write them: whole ones, and the beginnings of those that end in a value (`pages.status-\(x)`).
    private static func used() throws -> (whole: Set<String>, beginnings: Set<String>) {
        var whole: Set<String> = []
        var beginnings: Set<String> = []
        let id =
            #/(?:Fault|Message|say|table)\(\s*\[?"([a-z][a-z0-9-]*\.[a-z][a-zA-Z0-9.-]*)("|\\\()|"((?:pages)\.[a-z-]+)"/#
        for name in try BoundedFile.list(root + "Sources") where name.hasSuffix(".swift") {
            let source = String(decoding: try BoundedFile.read(root + "Sources/" + name, limit: 1 << 20), as: UTF8.self)
            for match in source.matches(of: id) {
                if let page = match.3 {
                    whole.insert(String(page))
                } else if match.2 == "\"", let text = match.1 {
                    whole.insert(String(text))
                } else if let text = match.1 {
                    beginnings.insert(String(text))
                }
            }
        }
        return (whole, beginnings)
    }

    @Test func everyTextExistsInEveryLanguage() throws {
        let english = try Self.texts(.english)
        #expect(english.count > 100)
        for language in Language.allCases {
            let texts = try Self.texts(language)
            let missing = Set(english.keys).symmetricDifference(texts.keys).sorted()
            #expect(missing.isEmpty, "\(language.rawValue): \(missing)")
            for (id, text) in texts {
                #expect(!text.isEmpty, "\(language.rawValue): \(id) is empty")
                let gaps = Set(text.matches(of: #/\{\w+\}/#).map { String($0.0) })
                let wanted = Set((english[id] ?? "").matches(of: #/\{\w+\}/#).map { String($0.0) })
                #expect(gaps == wanted, "\(language.rawValue): \(id) has other gaps than the English")
            }
        }
    }

    @Test func everyIdInTheSourcesHasAText() throws {
        let texts = Set(try Self.texts(.english).keys)
        let (whole, beginnings) = try Self.used()
        #expect(whole.count > 50)
        #expect(whole.subtracting(texts).sorted() == [])
        #expect(beginnings.filter { start in !texts.contains { $0.hasPrefix(start) } }.sorted() == [])
    }

    /// A use is the id as a literal of the sources, the beginning of it before a value (`pages.status-\(x)`), or, for ids
    /// that are put together from the target's name, its rest as a literal or as the id of a piece of content. Help has
    /// a test of its own.
    @Test func everyTextIsUsed() throws {
        var literals: Set<String> = []
        var beginnings: Set<String> = []
        for name in try BoundedFile.list(Self.root + "Sources") where name.hasSuffix(".swift") {
            let bytes = try BoundedFile.read(Self.root + "Sources/" + name, limit: 1 << 20)
            for match in String(decoding: bytes, as: UTF8.self).matches(of: #/"([a-zA-Z0-9.-]+)("|\\\()/#) {
                if match.2 == "\"" {
                    literals.insert(String(match.1))
                } else if match.1.contains("."), !match.1.hasSuffix(".") {
                    beginnings.insert(String(match.1))
                }
            }
        }
        for name in try BoundedFile.list(Self.root + "Content", except: ["i18n"]) where name.hasSuffix(".yaml") {
            let bytes = try BoundedFile.read(Self.root + "Content/" + name, limit: 4 << 20)
            literals.formUnion(
                String(decoding: bytes, as: UTF8.self).matches(of: #/\bid: ([a-z0-9-]+)/#).map { String($0.1) })
        }
        let unused = try Self.texts(.english).keys.filter { id in
            let rest = id.drop { $0 != "." }.dropFirst()
            return !id.hasPrefix("help.") && !literals.contains(id) && !literals.contains(String(rest))
                && !beginnings.contains { id.hasPrefix($0) }
        }
        #expect(unused.sorted() == [])
    }

    /// Characters that only the other script has: a text in the wrong script shows itself by them.
    @Test func eachChineseIsInItsOwnScript() throws {
        let traditionalOnly = Set("這個為沒檔規則證確請選擇夾錄識別時應該與對於無們並從後實際數據據點檢視測違開關單號碼項類")
        let simplifiedOnly = Set("这个为没档规则证确请选择夹录识别时应该与对于无们并从后实际数据点检视测违开关单号码项类")
        let shared = traditionalOnly.intersection(simplifiedOnly)
        for (id, text) in try Self.texts(.simplifiedChinese) {
            let wrong = Set(text).intersection(traditionalOnly.subtracting(shared))
            #expect(wrong.isEmpty, "zh-Hans: \(id) has \(String(wrong))")
        }
        for (id, text) in try Self.texts(.traditionalChinese) {
            let wrong = Set(text).intersection(simplifiedOnly.subtracting(shared))
            #expect(wrong.isEmpty, "zh-Hant: \(id) has \(String(wrong))")
        }
    }
}
