import Assurance
public import Model

/// All departments at a glance: the page for the wall.
public struct OverviewView: PageView {
    /// A figure at the head of the page.
    public struct Figure: Sendable, Hashable {
        /// What it counts.
        public var name: Wording
        /// The number, and its rows.
        public var count: Count
        /// Of how many, where it is a part.
        public var whole: Int?
        /// How it came to be what it is, oldest first.
        public var history: [Int]
        /// Whether more is worse; nil where neither is.
        public var moreIsWorse: Bool?

        /// All that is shown.
        public init(name: Wording, count: Count, whole: Int? = nil, history: [Int], moreIsWorse: Bool? = nil) {
            self.name = name
            self.count = count
            self.whole = whole
            self.history = history
            self.moreIsWorse = moreIsWorse
        }
    }

    /// The verdicts of one day, over all departments.
    public struct TrendPoint: Sendable, Hashable {
        /// The day.
        public var day: CalendarDate
        /// Its verdicts; nil where none were kept.
        public var shares: StatusShares?

        /// All that is shown.
        public init(day: CalendarDate, shares: StatusShares? = nil) {
            self.day = day
            self.shares = shares
        }
    }

    /// The moment at which the projections stood.
    public var asOf: Instant
    /// All verdicts.
    public var shares: StatusShares
    /// Systems that nobody has looked at.
    public var neverSeen: Count
    /// Figures at the head of the page.
    public var figures: [Figure]
    /// How the verdicts changed, oldest first.
    public var trend: [TrendPoint]
    /// The columns of the heat map.
    public var families: [Family]
    /// Its lines.
    public var rows: [HeatRow]
    /// What the lines can be narrowed by.
    public var filter: Filter?
    /// Where the lines go on.
    public var pages: PageLinks

    /// All that is shown.
    public init(
        asOf: Instant, shares: StatusShares, neverSeen: Count, figures: [Figure], trend: [TrendPoint],
        families: [Family], rows: [HeatRow], filter: Filter? = nil, pages: PageLinks
    ) {
        self.asOf = asOf
        self.shares = shares
        self.neverSeen = neverSeen
        self.figures = figures
        self.trend = trend
        self.families = families
        self.rows = rows
        self.filter = filter
        self.pages = pages
    }

    /// Its heading.
    public var title: Wording { .say("pages.nav-overview") }
    /// Its part of the navigation.
    public var section: NavigationItem? { .overview }
    /// How much room it takes.
    public var width: PageWidth { .wall }
    /// What belongs to its heading.
    public var opening: PageOpening { PageOpening(below: .say("pages.overview-what")) }
}

extension OverviewView {
    /// Writes what follows the heading.
    public func write(_ page: inout PageWriter) {
        page.put(LivePart(name: "standing") { writeHead(&$0) })
        page.put(
            Panel(.say("pages.heat-title"), note: .say("pages.heat-how"), flush: true) { panel in
                if let filter { panel.put(FilterForm(filter: filter)) }
                panel.element("div", .class("heat-tools")) { tools in
                    tools.put(NarrowBox(target: "heat", label: .say("pages.narrow")))
                    tools.put(HeatLegend())
                }
                panel.put(LivePart(name: "heat", saysState: false) { writeHeat(&$0) })
            })
        if trend.count > 1 { page.put(Panel(.say("pages.trend-title")) { $0.put(chart) }) }
    }

    private func writeHead(_ page: inout PageWriter) {
        page.element("div", .class("overview-head")) { head in
            head.element("div", .class("panel verdict-panel")) { panel in
                panel.element("h2", say: "pages.overview-all")
                panel.element("div", .class("ring-row")) { row in
                    row.put(Donut(shares: shares))
                    row.put(ShareLegend(shares: shares, drawsBar: false) { Paths.results(status: $0) })
                }
                panel.element("p", .class("soft")) { line in
                    line.write(line.say("pages.as-of"))
                    line.write(" ")
                    line.moment(asOf)
                    if neverSeen.value > 0 {
                        line.write(line.say("pages.stop"))
                        line.put(CountLink(neverSeen))
                        line.write(" ")
                        line.write(line.say("pages.never-seen"))
                    }
                }
            }
            head.element("dl", .class("figures")) { list in for figure in figures { list.put(figure) } }
        }
    }

    private func writeHeat(_ page: inout PageWriter) {
        if rows.isEmpty {
            page.put(EmptyState(text: .say("pages.departments-empty")))
        } else {
            page.put(HeatMap(caption: .say("pages.heat-title"), families: families, rows: rows))
        }
        page.put(Pager(links: pages, shown: rows.count))
    }

    private var chart: LineChart {
        LineChart(
            caption: .say("pages.trend-caption"), days: trend.map(\.day),
            series: [ControlStatus.unknown, .broken, .waived].map { status in
                LineSeries(
                    name: .say("pages.status-\(status.rawValue)"), tone: status.rawValue,
                    values: trend.map { $0.shares.map { Double($0[status]) } })
            }, format: { NumberText.grouped(Int($0)) })
    }
}

extension OverviewView.Figure: Component {
    /// Writes it as a pair of a list.
    public func write(_ page: inout PageWriter) {
        page.element("div", .class("figure")) { box in
            box.element("dt", words: name)
            box.element("dd") { value in
                value.element("strong") { $0.put(CountLink(count)) }
                if let whole {
                    value.element("span", .class("soft"), say: "pages.of", ["whole": NumberText.grouped(whole)])
                }
                change(&value)
                value.put(
                    Sparkline(
                        values: history.map(Double.init), tone: "a",
                        label: .say(
                            "pages.spark",
                            [
                                "first": NumberText.grouped(history.first ?? 0),
                                "last": NumberText.grouped(history.last ?? 0),
                            ])))
            }
        }
    }

    private func change(_ value: inout PageWriter) {
        guard history.count > 1, let before = history.dropLast().last, let last = history.last, before != last else {
            return
        }
        let isUp = last > before
        let tone = moreIsWorse.map { $0 == isUp ? "worse" : "better" } ?? "neutral"
        value.element("span", .class("change \(tone)")) { change in
            change.put(isUp ? Icon.up : Icon.down)
            change.element("span", text: NumberText.grouped(abs(last - before)))
            change.aside(change.say(isUp ? "pages.more-than-before" : "pages.fewer-than-before"))
        }
    }
}

/// What the colours of the heat map say.
struct HeatLegend: Component {
    func write(_ page: inout PageWriter) {
        page.element("ul", .class("heat-legend")) { list in
            for level in ["good", "1", "2", "3", "4", "open", "blind", "stale"] {
                list.element("li") { item in
                    item.element("span", .class("q-sample q-\(level)"), .hidden, text: "")
                    item.element("span", text: item.say("pages.heat-\(level)"))
                }
            }
        }
    }
}
