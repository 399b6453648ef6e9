public import Assurance

/// How many verdicts are of each status.
public struct StatusShares: Sendable, Hashable {
    /// Controls held.
    public var held: Int
    /// Controls broken.
    public var broken: Int
    /// Controls of which nobody knows.
    public var unknown: Int
    /// Controls waived.
    public var waived: Int

    /// Shares; controls that do not apply are not among them.
    public init(held: Int = 0, broken: Int = 0, unknown: Int = 0, waived: Int = 0) {
        self.held = held
        self.broken = broken
        self.unknown = unknown
        self.waived = waived
    }

    /// All that apply.
    public var all: Int { held + broken + unknown + waived }

    /// The number of one status; 0 for those that do not apply.
    public subscript(status: ControlStatus) -> Int {
        switch status {
        case .held: held
        case .broken: broken
        case .unknown: unknown
        case .waived: waived
        case .notApplicable: 0
        }
    }

    /// The order in which statuses are drawn.
    static let order: [ControlStatus] = [.held, .waived, .unknown, .broken]
}

/// Shares as one bar, each part of it in its colour; unknown is hatched.
struct ShareBar: Component {
    let shares: StatusShares

    func write(_ page: inout PageWriter) {
        page.element("svg", .class("share-bar"), .hidden, .named("focusable", "false")) { svg in
            var start = 0
            let all = max(1, shares.all)
            for status in StatusShares.order where shares[status] > 0 {
                svg.element(
                    "rect", .class("f-\(status.rawValue)"), .named("x", Percent.text(start, of: all)),
                    .named("width", Percent.text(shares[status], of: all)), .named("height", "100%"),
                    .named("fill", status == .unknown ? "url(#hatch)" : nil), text: "")
                start += shares[status]
            }
        }
    }
}

/// A share of a whole as SVG takes it.
enum Percent {
    static func text(_ part: Int, of whole: Int) -> String { text(Double(part) / Double(max(1, whole))) }

    static func text(_ share: Double) -> String {
        let hundredths = Int((share * 10_000).rounded())
        let rest = abs(hundredths % 100)
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)%"
    }
}

/// Shares as a bar with its legend, whose numbers open their rows.
struct ShareLegend: Component {
    let shares: StatusShares
    /// Whether the bar is drawn; beside a ring it would say the same twice.
    var drawsBar = true
    /// Where the rows of a status are.
    let url: (ControlStatus) -> String?

    func write(_ page: inout PageWriter) {
        page.element("div", .class("shares")) { box in
            if drawsBar { box.put(ShareBar(shares: shares)) }
            box.element("ul", .class("legend")) { list in
                for status in StatusShares.order.reversed() {
                    list.element("li", .class("s-\(status.rawValue)")) { item in
                        item.put(status.icon)
                        item.put(CountLink(Count(value: shares[status], url: url(status))))
                        item.element("span", say: "pages.status-\(status.rawValue)")
                        item.element(
                            "span", .class("soft"), text: NumberText.percent(shares[status], of: shares.all))
                    }
                }
            }
        }
    }
}

/// A number that opens its rows, where the person may open them.
struct CountLink: Component {
    let count: Count
    let label: Wording?

    init(_ count: Count, label: Wording? = nil) {
        self.count = count
        self.label = label
    }

    func write(_ page: inout PageWriter) {
        let text = NumberText.grouped(count.value)
        guard let url = count.url, count.value > 0 else {
            return page.element("span", .class("count"), text: text)
        }
        page.element("a", .class("count"), .href(url)) { link in
            link.write(text)
            if let label { link.aside(link.text(of: label)) }
        }
    }
}
