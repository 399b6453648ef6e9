import Assurance
import Model
import PageSamples
import Pages
import Testing

/// Single components, as text.
@Suite(.timeLimit(.minutes(10))) struct ComponentTests {
    private func written(_ component: some Component, in language: Language = .english) throws -> String {
        var page = PageWriter(SampleFrame.officer(language, path: "/", phrases: try SampleFrame.phrases(root: root)))
        page.put(component)
        return page.text
    }

    @Test func aStatusIsShapeAndWords() throws {
        #expect(
            try written(StatusMark(.held)) == """
                <span class="status s-held"><svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">\
                <circle cx='8' cy='8' r='6.2'/><path d='m5 8.2 2.1 2.1L11 6.2'/></svg><span>held</span></span>
                """)
        var drawings: Set<String> = []
        for status in ControlStatus.allCases {
            let text = try written(StatusMark(status))
            let drawing = try #require(text.firstMatch(of: #/<svg.*</svg>/#))
            drawings.insert(String(drawing.0))
            #expect(try written(StatusMark(status), in: .traditionalChinese) != text)
        }
        #expect(drawings.count == ControlStatus.allCases.count)
    }

    @Test func aClockSaysHowTheTimeStands() throws {
        let now = SampleEstate.now
        #expect(try written(ClockMark(due: now.adding(days: -9))).contains("overdue by 9 days"))
        #expect(try written(ClockMark(due: now.adding(days: -9))).contains("clock late"))
        #expect(try written(ClockMark(due: now.adding(days: 3))).contains("clock near"))
        #expect(try written(ClockMark(due: now.adding(days: 40))).contains("due in 40 days"))
    }

    @Test func aButtonThatPostsIsAFormWithTheToken() throws {
        let button = ActionButton(
            .name("Go"), url: "/go", posts: true, weight: .danger, question: .name("Sure?"), fields: ["a": "1"])
        #expect(
            try written(button) == """
                <form class="inline" method="post" action="/go" data-confirm="Sure?">\
                <input type="hidden" name="csrf" value="c2FtcGxlLXRva2Vu"><input type="hidden" name="a" value="1">\
                <button type="submit" class="button danger">Go</button></form>
                """)
    }

    @Test func aFragmentInAnotherLanguageSaysSo() throws {
        let english = Wording.localized(LocalizedText(en: "Tide tables", zhHant: "", zhHans: ""))
        var page = PageWriter(
            SampleFrame.officer(.traditionalChinese, path: "/", phrases: try SampleFrame.phrases(root: root)))
        page.words(english)
        page.element("b", words: .written("陈", in: .simplifiedChinese))
        page.words(.written("陳", in: .traditionalChinese))
        page.words(.name("X"))
        #expect(page.text == "<span lang=\"en\">Tide tables</span><b lang=\"zh-Hans\">陈</b>陳X")
    }

    @Test func aTableWithoutRowsSaysWhy() throws {
        let table = DataTable(.name("T"), [Column(.name("A"))], rows: [Int](), empty: .say("pages.systems-empty")) {
            _ in []
        }
        let text = try written(table)
        #expect(text.contains("No system matches."))
        #expect(!text.contains("<table"))
    }

    @Test func aSortedColumnSaysSoAndLinksTheOtherWay() throws {
        let table = DataTable(
            .name("T"), [Column(.name("A"), sort: "a"), Column(.name("B"), sort: "b")],
            sorting: Sorting(column: "a", isDescending: true, urls: ["a": "/t?sort=a", "b": "/t?sort=b"]), rows: [1],
            empty: .name("-")
        ) { _ in [{ $0.write("1") }, { $0.write("2") }] }
        let text = try written(table)
        #expect(text.contains("aria-sort=\"descending\"><a href=\"/t?sort=a\""))
        #expect(text.components("aria-sort") == 2)
        #expect(text.contains("<td role=\"cell\" data-label=\"B\">2</td>"))
    }

    @Test func aNumberOpensItsRowsUnlessItIsNone() throws {
        let html = Page(
            view: SampleEstateAccess.departments(
                systems: Count(value: 3, url: "/systems?d=1"), findings: Count(value: 0, url: "/f")),
            frame: SampleFrame.officer(.english, path: "/", phrases: try SampleFrame.phrases(root: root))
        ).html
        #expect(html.contains("<a class=\"count\" href=\"/systems?d=1\">3</a>"))
        #expect(html.contains("<span class=\"count\">0</span>"))
    }
}

extension String {
    /// Into how many pieces a separator cuts the text.
    func components(_ separator: String) -> Int { split(separator: separator, omittingEmptySubsequences: false).count }
}

/// A list of one department.
enum SampleEstateAccess {
    static func departments(systems: Count, findings: Count) -> DepartmentsView {
        DepartmentsView(
            Listing(
                rows: [
                    .init(
                        department: DepartmentReference(id: "d", name: .name("D")), code: "D", relation: .governed,
                        systems: systems, shares: StatusShares(), findings: findings, overdue: Count(value: 0))
                ], pages: PageLinks()))
    }
}
