import Model

/// Lines over time.
public struct LineSeries: Sendable, Hashable {
    /// Its name.
    public var name: Wording
    /// The class of its colour: the raw value of a status, or `a`, `b`, `c`.
    public var tone: String
    /// One value a day of the chart; nil where nothing is known.
    public var values: [Double?]

    /// A line.
    public init(name: Wording, tone: String, values: [Double?]) {
        self.name = name
        self.tone = tone
        self.values = values
    }
}

/// Lines over the same days, from zero, with the table behind them. A gap in the data is a gap in the line.
struct LineChart: Component {
    let caption: Wording
    let days: [CalendarDate]
    let series: [LineSeries]
    /// How a value is written.
    let format: @Sendable (Double) -> String

    private var top: Double {
        let most = series.flatMap { $0.values.compactMap(\.self) }.max() ?? 0
        return Self.roundUp(most)
    }

    func write(_ page: inout PageWriter) {
        page.put(
            ChartFigure(
                caption: caption, headings: [.say("pages.date")] + series.map(\.name),
                rows: days.indices.map { index in
                    (
                        DayText.day(days[index], in: page.language),
                        series.map { $0.values[index].map(format) ?? "–" }
                    )
                }
            ) { drawing in
                drawing.element("div", .class("plot")) { plot in
                    plot.element("div", .class("axis-y")) { axis in
                        for share in [1.0, 0.5, 0] { axis.element("span", text: format(top * share)) }
                    }
                    plot.element(
                        "svg", .class("lines"), .named("viewBox", "0 0 1000 200"),
                        .named("preserveAspectRatio", "none"), .named("focusable", "false")
                    ) { lines(&$0) }
                    plot.element("div", .class("axis-x")) { axis in
                        for index in ticks {
                            axis.element("span", text: DayText.month(days[index], in: axis.language))
                        }
                    }
                }
                drawing.element("ul", .class("keys")) { keys in
                    for line in series {
                        keys.element("li", .class("t-\(line.tone)")) { key in
                            key.element("span", .class("swatch"), text: "")
                            key.element("span", words: line.name)
                            if let last = line.values.last, let value = last {
                                key.element("strong", text: format(value))
                            }
                        }
                    }
                }
            })
    }

    /// At most six days that are named along the axis, the first and the last among them.
    private var ticks: [Int] {
        guard days.count > 6 else { return Array(days.indices) }
        return (0..<6).map { $0 * (days.count - 1) / 5 }
    }

    private func lines(_ svg: inout PageWriter) {
        for y in ["0.5", "100", "199.5"] {
            svg.element(
                "line", .class("rule"), .named("x1", "0"), .named("x2", "1000"), .named("y1", y), .named("y2", y),
                text: "")
        }
        for line in series {
            for run in LineGeometry.runs(line.values, top: top, width: 1000, height: 200) {
                svg.element("polyline", .class("t-\(line.tone)"), .named("points", run), text: "")
            }
        }
    }

    /// The next of 1, 2, 5, 10, 20, 50, … that is not below a value.
    static func roundUp(_ value: Double) -> Double {
        guard value > 0 else { return 1 }
        var step = 1.0
        while step * 10 <= value { step *= 10 }
        return [1, 2, 5, 10].map { $0 * step }.first { $0 >= value } ?? value
    }
}

/// Where the points of lines lie.
enum LineGeometry {
    /// The points of each unbroken run of values, as `polyline` takes them.
    static func runs(_ values: [Double?], top: Double, width: Double, height: Double) -> [String] {
        var runs: [[String]] = [[]]
        for (index, value) in values.enumerated() {
            guard let value else {
                runs.append([])
                continue
            }
            let x = values.count > 1 ? width * Double(index) / Double(values.count - 1) : width / 2
            runs[runs.count - 1].append(
                "\(NumberText.short(x)),\(NumberText.short(height - 2 - (height - 4) * value / max(top, 0.001)))")
        }
        return runs.filter { $0.count > 1 }.map { $0.joined(separator: " ") }
    }
}
