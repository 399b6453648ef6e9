/// A row of a bar chart.
public struct Bar: Sendable, Hashable {
    /// Its name.
    public var name: Wording
    /// Its length, and its rows.
    public var count: Count

    /// A bar.
    public init(_ name: Wording, _ count: Count) {
        self.name = name
        self.count = count
    }
}

/// Bars under each other, longest as wide as there is room: the table is the chart.
struct BarChart: Component {
    let caption: Wording
    let nameHeading: Wording
    let valueHeading: Wording
    let bars: [Bar]
    var tone = "a"

    func write(_ page: inout PageWriter) {
        let most = bars.map(\.count.value).max() ?? 0
        page.element("table", .class("bars")) { table in
            table.element("caption", words: caption)
            table.element("thead", .class("aside")) { head in
                head.element("tr") { row in
                    row.element("th", .scope("col"), words: nameHeading)
                    row.element("th", .scope("col"), words: valueHeading)
                }
            }
            table.element("tbody") { body in
                for bar in bars {
                    body.element("tr") { row in
                        row.element("th", .scope("row"), words: bar.name)
                        row.element("td") { cell in
                            cell.element("svg", .class("bar t-\(tone)"), .hidden, .named("focusable", "false")) {
                                $0.element(
                                    "rect", .named("width", Percent.text(bar.count.value, of: most)),
                                    .named("height", "100%"), .named("rx", "2"), text: "")
                            }
                            cell.put(CountLink(bar.count))
                        }
                    }
                }
            }
        }
    }
}
