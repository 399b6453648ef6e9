public import Model

/// A lane of a time line: one duty, and what happened in it.
public struct Lane: Sendable, Hashable {
    /// A stretch of time, or a moment where it has no end.
    public struct Span: Sendable, Hashable {
        /// Where it begins.
        public var from: Instant
        /// Where it ends; nil for a moment.
        public var to: Instant?
        /// What it is.
        public var name: Wording
        /// Whether it needs attention.
        public var isBad: Bool

        /// A stretch or a moment.
        public init(from: Instant, to: Instant? = nil, name: Wording, isBad: Bool = false) {
            self.from = from
            self.to = to
            self.name = name
            self.isBad = isBad
        }
    }

    /// The duty.
    public var name: Wording
    /// What happened in it.
    public var spans: [Span]

    /// A lane.
    public init(name: Wording, spans: [Span]) {
        self.name = name
        self.spans = spans
    }
}

/// Duties under each other along the same time.
struct LaneChart: Component {
    let caption: Wording
    let from: Instant
    let to: Instant
    let lanes: [Lane]

    func write(_ page: inout PageWriter) {
        let rows = lanes.flatMap { lane in
            lane.spans.map { span in
                let first = DayText.day(page.localDay(span.from), in: page.language)
                let last = span.to.map { DayText.day(page.localDay($0), in: page.language) } ?? "–"
                return (page.text(of: lane.name), [page.text(of: span.name), first, last])
            }
        }
        page.put(
            ChartFigure(
                caption: caption,
                headings: [.say("pages.duty"), .say("pages.what"), .say("pages.from"), .say("pages.to")],
                rows: rows.map { (name: $0.0, values: $0.1) }, isNumeric: false
            ) { drawing in
                drawing.element("div", .class("lanes")) { box in
                    for lane in lanes {
                        box.element("span", .class("lane-name"), words: lane.name)
                        box.element("svg", .class("lane"), .named("focusable", "false")) { svg in
                            svg.element(
                                "line", .class("rule"), .named("x1", "0"), .named("x2", "100%"), .named("y1", "50%"),
                                .named("y2", "50%"), text: "")
                            for span in lane.spans { draw(span, &svg) }
                        }
                    }
                    box.element("span", .class("lane-name"), text: "")
                    box.element("div", .class("axis-x")) { axis in
                        for day in ticks(axis) { axis.element("span", text: DayText.month(day, in: axis.language)) }
                    }
                }
            })
    }

    private func draw(_ span: Lane.Span, _ svg: inout PageWriter) {
        let style = span.isBad ? "mark-bad" : "mark-plain"
        if let end = span.to {
            svg.element(
                "rect", .class(style), .named("x", Percent.text(share(span.from))), .named("y", "6"),
                .named("width", Percent.text(max(0.004, share(end) - share(span.from)))), .named("height", "12"),
                .named("rx", "3"), text: "")
        } else {
            svg.element(
                "circle", .class(style), .named("cx", Percent.text(share(span.from))), .named("cy", "12"),
                .named("r", "5"), text: "")
        }
    }

    private func share(_ instant: Instant) -> Double {
        let whole = Double(max(1, to.microseconds - from.microseconds))
        return min(1, max(0, Double(instant.microseconds - from.microseconds) / whole))
    }

    private func ticks(_ page: PageWriter) -> [CalendarDate] {
        (0...5).map { step in
            let span = to.microseconds - from.microseconds
            return page.localDay(Instant(microseconds: from.microseconds + span / 5 * Int64(step)))
        }
    }
}
