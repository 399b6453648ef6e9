import Assurance
import Model
import PageSamples
import Pages
import Phrases
import Testing

/// Numbers, days and spans of time as each language writes them.
@Suite(.timeLimit(.minutes(10))) struct FormatTests {
    @Test(arguments: [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567"), (-12_345, "-12,345")])
    func numbersAreGrouped(_ value: Int, _ text: String) { #expect(NumberText.grouped(value) == text) }

    @Test(arguments: [
        (0, 10, "0%"), (10, 10, "100%"), (999, 1_000, "99%"), (1, 1_000, "1%"), (1, 3, "33%"), (0, 0, "–"),
    ])
    func aShareIsNeverRoundedToAllOrNone(_ part: Int, _ whole: Int, _ text: String) {
        #expect(NumberText.percent(part, of: whole) == text)
    }

    @Test(arguments: [(512, "512 B"), (1_536, "1.5 KiB"), (33_554_432, "32 MiB")])
    func bytesAreShort(_ count: Int, _ text: String) { #expect(NumberText.bytes(count) == text) }

    private func page(_ language: Language, zone: Int = 480) throws -> PageWriter {
        var frame = SampleFrame.officer(language, path: "/", phrases: try SampleFrame.phrases(root: root))
        frame.zoneMinutes = zone
        return PageWriter(frame)
    }

    @Test(arguments: [
        (Language.english, "26 Nov 2026, 00:30"), (.traditionalChinese, "2026年11月26日 00:30"),
        (.simplifiedChinese, "2026年11月26日 00:30"),
    ])
    func momentsAreLocal(_ language: Language, _ text: String) throws {
        var page = try page(language)
        page.moment(try #require(Instant("2026-11-25T16:30:00Z")))
        #expect(page.text == "<time datetime=\"2026-11-25T16:30:00Z\">\(text)</time>")
    }

    @Test(arguments: [
        (Language.english, -86_400, "1 day ago"), (.english, -3 * 86_400, "3 days ago"),
        (.english, 5 * 3_600, "in 5 hours"),
        (.english, 30, "just now"), (.traditionalChinese, -3 * 86_400, "3 日前"),
        (.simplifiedChinese, -3 * 86_400, "3 天前"),
        (.english, -70 * 86_400, "2 months ago"), (.english, -800 * 86_400, "2 years ago"),
    ])
    func agesAreInTheirLargestUnit(_ language: Language, _ seconds: Int, _ text: String) throws {
        var page = try page(language)
        page.age(Instant(seconds: page.frame.now.seconds + Int64(seconds)))
        #expect(page.text.contains(">\(text)</time>"), "\(page.text)")
    }

    @Test func pathsEncodeWhatIsNotPlain() {
        #expect(Paths.system("a b/ä?#&") == "/systems/a%20b%2F%C3%A4%3F%23%26")
        #expect(Paths.system("..") == "/systems/%2E%2E")
        #expect(
            Paths.results(department: "a&b", status: .notApplicable)
                == "/results?department=a%26b&status=not-applicable")
        #expect(Paths.results() == "/results")
    }
}
