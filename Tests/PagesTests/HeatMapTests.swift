import Model
import PageSamples
import Pages
import Testing

/// The heat map cannot make a department look better than is known.
@Suite(.timeLimit(.minutes(10))) struct HeatMapTests {
    private typealias Square = (style: String, text: String, links: [String])

    private func square(_ cell: HeatCell) throws -> Square { try #require(try squares([cell]).first) }

    /// The squares of a line of families `F0`, `F1`…, and what stands at its end.
    private func squares(_ cells: [HeatCell]) throws -> [Square] {
        let view = OverviewView(
            asOf: SampleEstate.now, shares: StatusShares(), neverSeen: Count(value: 0), figures: [], trend: [],
            families: cells.indices.map { Family(id: "F\($0)", name: .name("Family \($0)")) },
            rows: [HeatRow(id: "d/1", code: "D", name: .name("D"), systems: 1, cells: cells)], pages: PageLinks())
        let html = Page(
            view: view, frame: SampleFrame.officer(.english, path: "/", phrases: try SampleFrame.phrases(root: root))
        ).html
        let markup = try MarkupReader(html)
        return markup.elements.indices.filter { markup.elements[$0].name == "td" }.prefix(cells.count + 1).map {
            place in
            let links = markup.elements.filter { $0.parents.contains(place) && $0.name == "a" }
            return (
                markup.elements[place].attributes["class"] ?? "", markup.elements[place].text,
                links.compactMap { $0.attributes["href"] }
            )
        }
    }

    @Test func onlyWhatIsAllHeldOrWaivedLooksWell() throws {
        let square = try square(HeatCell(shares: StatusShares(held: 9, waived: 2)))
        #expect(square.style == "q-good")
        #expect(square.text == "11 held")
        #expect(square.links == ["/results?department=d%2F1&family=F0"])
    }

    @Test func oneUnknownAmongManyHeldIsShown() throws {
        let square = try square(HeatCell(shares: StatusShares(held: 99, unknown: 1)))
        #expect(square.style == "q-open")
        #expect(square.links == ["/results?department=d%2F1&family=F0&status=unknown"])
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

    @Test func whatIsTooOldIsMarkedAndItsLineSaysHowOld() throws {
        func cell(_ days: Int?) -> HeatCell {
            HeatCell(
                shares: StatusShares(held: 4, unknown: 2), oldest: days.map { SampleEstate.now.adding(days: -$0) },
                stale: days == nil ? 0 : 2)
        }
        let squares = try squares([cell(nil), cell(90), cell(118)])
        #expect(squares.map(\.style) == ["q-open", "q-open q-stale", "q-open q-stale", "heat-age"])
        #expect(squares[1].text.contains("looked at too long ago") && !squares[0].text.contains("too long"))
        #expect(squares[3].text.contains("118d"))
        #expect(squares[3].links == ["/results?department=d%2F1&family=F2&stale=yes"])
        let fresh = try #require(try self.squares([cell(nil)]).last)
        #expect(fresh.text.isEmpty && fresh.links.isEmpty)
    }

    @Test func whatDoesNotApplyIsNeitherGoodNorBad() throws {
        let square = try square(HeatCell(shares: StatusShares()))
        #expect(square.style == "q-none")
        #expect(square.links == [])
    }
}
