import Model
import PageSamples
import Pages
import Testing

/// The heat map cannot make a department look better than is known.
@Suite(.timeLimit(.minutes(10))) struct HeatMapTests {
    private func square(_ cell: HeatCell) throws -> (style: String, text: String, links: [String]) {
        let view = OverviewView(
            asOf: SampleEstate.now, shares: StatusShares(), neverSeen: Count(value: 0), figures: [], trend: [],
            families: [Family(id: "TRN", name: .name("In transit"))],
            rows: [HeatRow(id: "d/1", code: "D", name: .name("D"), systems: 1, cells: [cell])], pages: PageLinks())
        let html = Page(
            view: view, frame: SampleFrame.officer(.english, path: "/", phrases: try SampleFrame.phrases(root: root))
        ).html
        let markup = try MarkupReader(html)
        let place = try #require(markup.elements.firstIndex { $0.name == "td" })
        let links = markup.elements.filter { $0.parents.contains(place) && $0.name == "a" }
        return (
            markup.elements[place].attributes["class"] ?? "", markup.elements[place].text,
            links.compactMap { $0.attributes["href"] }
        )
    }

    @Test func onlyWhatIsAllHeldOrWaivedLooksWell() throws {
        let square = try square(HeatCell(shares: StatusShares(held: 9, waived: 2)))
        #expect(square.style == "q-good")
        #expect(square.text == "11 held")
        #expect(square.links == ["/results?department=d%2F1&family=TRN"])
    }

    @Test func oneUnknownAmongManyHeldIsShown() throws {
        let square = try square(HeatCell(shares: StatusShares(held: 99, unknown: 1)))
        #expect(square.style == "q-open")
        #expect(square.links == ["/results?department=d%2F1&family=TRN&status=unknown"])
    }

    @Test func moreUnknownThanKnownIsHatched() throws {
        #expect(try square(HeatCell(shares: StatusShares(held: 4, unknown: 5))).style == "q-open q-blind")
        #expect(try square(HeatCell(shares: StatusShares(held: 4, broken: 1, unknown: 9))).style == "q-2 q-blind")
    }

    @Test(arguments: [(1, "q-1"), (5, "q-2"), (15, "q-3"), (30, "q-4"), (100, "q-4")])
    func theDepthIsTheShareThatIsBroken(_ broken: Int, _ style: String) throws {
        let square = try square(HeatCell(shares: StatusShares(held: 100 - broken, broken: broken)))
        #expect(square.style == style)
        #expect(square.text == "\(broken)broken")
    }

    @Test func whatIsTooOldSaysHowOld() throws {
        let square = try square(
            HeatCell(
                shares: StatusShares(held: 4, unknown: 2), oldest: SampleEstate.now.adding(days: -118), stale: 2))
        #expect(square.text.contains("118d"))
        #expect(square.links.last == "/results?department=d%2F1&family=TRN&stale=yes")
    }

    @Test func whatDoesNotApplyIsNeitherGoodNorBad() throws {
        let square = try square(HeatCell(shares: StatusShares()))
        #expect(square.style == "q-none")
        #expect(square.links == [])
    }
}
