import Assurance
public import Model
import Phrases

/// One square of the heat map: a department's verdicts in one family of controls.
public struct HeatCell: Sendable, Hashable {
    /// The verdicts; none where no control of the family binds any of its systems.
    public var shares: StatusShares
    /// When the system that was not looked at for longest was last; nil where none was too long ago for a verdict.
    public var oldest: Instant?
    /// How many systems were last looked at too long ago for a verdict.
    public var stale: Int

    /// A square.
    public init(shares: StatusShares, oldest: Instant? = nil, stale: Int = 0) {
        self.shares = shares
        self.oldest = oldest
        self.stale = stale
    }
}

/// A line of the heat map.
public struct HeatRow: Sendable, Hashable {
    /// The department's id.
    public var id: String
    /// Its short name, such as `IMMD`.
    public var code: String
    /// Its name.
    public var name: Wording
    /// How many systems it has.
    public var systems: Int
    /// Its squares, one a family.
    public var cells: [HeatCell]

    /// A line.
    public init(id: String, code: String, name: Wording, systems: Int, cells: [HeatCell]) {
        self.id = id
        self.code = code
        self.name = name
        self.systems = systems
        self.cells = cells
    }
}

/// A family of controls, as a column.
public struct Family: Sendable, Hashable {
    /// Its id, such as `TRN`.
    public var id: String
    /// Its name.
    public var name: Wording

    /// A family.
    public init(id: String, name: Wording) {
        self.id = id
        self.name = name
    }
}

/// Departments by families. Each square says how many are broken and how many unknown, and each number opens its rows.
///
/// The deeper the red, the larger the share that is broken. Hatching says that more is unknown than known, so that a
/// department that nobody looked at can never look well. A marked corner says that the newest look at some system is too
/// old for a verdict; how old the oldest of them is stands at the end of the line.
struct HeatMap: Component {
    let caption: Wording
    let families: [Family]
    let rows: [HeatRow]

    /// More lines than this are set in two blocks, which stand side by side where the screen is as wide as a wall.
    private static let mostInOneBlock = 30

    func write(_ page: inout PageWriter) {
        let half = rows.count > Self.mostInOneBlock ? (rows.count + 1) / 2 : rows.count
        page.element("div", .class("heat-blocks"), .id("heat")) { blocks in
            block(rows.prefix(half), &blocks)
            if half < rows.count { block(rows.dropFirst(half), &blocks) }
        }
    }

    private func block(_ rows: ArraySlice<HeatRow>, _ page: inout PageWriter) {
        let range = "\(rows.first?.code ?? "") – \(rows.last?.code ?? "")"
        let name = "\(page.text(of: caption)) (\(range))"
        page.element("div", .class("heat"), .role("region"), .label(name), .named("tabindex", "0")) { region in
            region.element("table") { table in
                table.element("caption", .class("aside"), text: name)
                table.element("thead") { head in
                    head.element("tr") { row in
                        row.element("th", .scope("col"), .class("corner"), say: "pages.department")
                        for family in families {
                            row.element("th", .scope("col")) { cell in
                                cell.element("span", .class("family-name"), words: family.name)
                                cell.element("span", .class("family-id"), text: family.id)
                            }
                        }
                        row.element("th", .scope("col"), .class("heat-age")) { cell in
                            cell.element("span", .class("family-name"), say: "pages.oldest")
                        }
                    }
                }
                table.element("tbody") { body in for row in rows { write(row, &body) } }
            }
        }
    }

    private func write(_ row: HeatRow, _ body: inout PageWriter) {
        body.element("tr") { line in
            line.element("th", .scope("row")) { cell in
                cell.element("a", .href(Paths.department(row.id))) { link in
                    link.element("span", .class("code-name"), text: row.code)
                    link.element("span", .class("full-name"), words: row.name)
                }
            }
            for (cell, family) in zip(row.cells, families) {
                HeatSquare(cell: cell, department: row.id, family: family.id).write(&line)
            }
            line.element("td", .class("heat-age")) { age(of: row, &$0) }
        }
    }
}

extension HeatMap {
    /// The age of the oldest look that has grown too old for a verdict, in the family where it is oldest.
    private func age(of row: HeatRow, _ square: inout PageWriter) {
        let aged = zip(row.cells, families).compactMap { cell, family in cell.oldest.map { (at: $0, family: family.id) }
        }
        guard let oldest = aged.min(by: { $0.at < $1.at }) else { return }
        let days = oldest.at.days(until: square.frame.now)
        let url = Paths.results(department: row.id, family: oldest.family, stale: true)
        square.element("a", .href(url)) { link in
            link.write(link.say("pages.days-short", ["count": NumberText.grouped(days)]))
            link.aside(link.say("pages.cell-stale"))
        }
    }
}

/// One square.
struct HeatSquare: Component {
    let cell: HeatCell
    let department: String
    let family: String

    func write(_ page: inout PageWriter) {
        let shares = cell.shares
        guard shares.all > 0 else {
            return page.element("td", .class("q-none")) { none in
                none.element("span", .hidden, text: "·")
                none.aside(none.say("pages.status-not-applicable"))
            }
        }
        let blind = 2 * shares.unknown > shares.all ? " q-blind" : ""
        page.element("td", .class("\(level)\(blind)\(cell.stale > 0 ? " q-stale" : "")")) { square in
            if shares.broken > 0 {
                number(shares.broken, .broken, "pages.cell-broken", "q-number", &square)
            }
            if shares.unknown > 0 {
                number(shares.unknown, .unknown, "pages.cell-unknown", "q-unknown", &square)
            }
            if shares.broken == 0, shares.unknown == 0 {
                square.element("a", .class("q-held"), .href(Paths.results(department: department, family: family))) {
                    $0.put(Icon.check)
                    $0.aside($0.say("pages.cell-held", ["count": NumberText.grouped(shares.held + shares.waived)]))
                }
            }
            if cell.stale > 0 { square.aside(square.say("pages.cell-too-old")) }
        }
    }

    private func number(
        _ count: Int, _ status: ControlStatus, _ label: String, _ style: String, _ square: inout PageWriter
    ) {
        let url = Paths.results(department: department, family: family, status: status)
        square.element("a", .class(style), .href(url)) { link in
            link.write(NumberText.grouped(count))
            if status == .unknown { link.element("span", .hidden, text: "?") }
            link.aside(link.frame.phrases.text(Message(label), in: link.language))
        }
    }

    /// Four depths of red by the share that is broken, by eye: up to 5, 15, 30 and more per cent.
    private var level: String {
        let shares = cell.shares
        guard shares.broken > 0 else { return shares.unknown > 0 ? "q-open" : "q-good" }
        return switch Double(shares.broken) / Double(shares.all) {
        case ..<0.05: "q-1"
        case ..<0.15: "q-2"
        case ..<0.3: "q-3"
        default: "q-4"
        }
    }
}
