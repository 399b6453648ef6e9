import CanonicalJSON
import Files
import Testing

/// The texts of this target and the ids in its sources: as many, and the same.
@Suite(.timeLimit(.minutes(10))) struct ContentTests {
    @Test func everyFaultHasATextAndEveryTextAFault() throws {
        let folder = root + "Sources/Platform/Credentials"
        var used: Set<String> = []
        for name in try BoundedFile.list(folder) where name.hasSuffix(".swift") {
            let source = String(decoding: try BoundedFile.read(folder + "/" + name, limit: 1 << 20), as: UTF8.self)
            used.formUnion(source.matches(of: #/Fault\(\s*"(credentials\.[a-z-]+)"/#).map { String($0.1) })
        }
        #expect(used.count > 40)
        for language in ["en", "zh-Hant", "zh-Hans"] {
            let file = root + "Content/i18n/credentials/\(language).json"
            let texts = try JSONValue(parsing: BoundedFile.read(file, limit: 1 << 20)).members ?? [:]
            #expect(Set(texts.keys).symmetricDifference(used).sorted() == [], "\(language)")
        }
    }
}
