/// A column of a table.
public struct Column: Sendable {
    /// How its cells stand.
    public enum Kind: Sendable {
        case text, number, mark, actions
    }

    /// Its heading.
    public var title: Wording
    /// How its cells stand.
    public var kind: Kind
    /// The name by which lists are sorted, where they can be sorted by it.
    public var sort: String?

    /// A column.
    public init(_ title: Wording, _ kind: Kind = .text, sort: String? = nil) {
        self.title = title
        self.kind = kind
        self.sort = sort
    }
}

/// By what a list is sorted, and where it is sorted otherwise.
public struct Sorting: Sendable, Hashable {
    /// The name of the column.
    public var column: String
    /// Whether the greatest comes first.
    public var isDescending: Bool
    /// Where the list is, sorted by each column that it can be sorted by; for the present column, the other way round.
    public var urls: [String: String]

    /// A sorting.
    public init(column: String, isDescending: Bool, urls: [String: String]) {
        self.column = column
        self.isDescending = isDescending
        self.urls = urls
    }
}

/// Rows under headings. Where a table of more than three columns has no room, each row becomes a card that names them.
public struct DataTable<Row>: Component {
    /// One cell.
    public typealias Cell = (inout PageWriter) -> Void

    let caption: Wording
    let columns: [Column]
    let sorting: Sorting?
    let rows: [Row]
    let empty: Wording
    let cells: (Row) -> [Cell]

    /// A table.
    ///
    /// - Parameters:
    ///   - caption: what it lists; read out, and shown by whoever wants it as a heading.
    ///   - columns: the columns; the first cell of each row names the row.
    ///   - sorting: by what it is sorted, where it can be.
    ///   - rows: the rows.
    ///   - empty: what to say where there are none.
    ///   - cells: the cells of a row, one a column.
    public init(
        _ caption: Wording, _ columns: [Column], sorting: Sorting? = nil, rows: [Row], empty: Wording,
        cells: @escaping (Row) -> [Cell]
    ) {
        self.caption = caption
        self.columns = columns
        self.sorting = sorting
        self.rows = rows
        self.empty = empty
        self.cells = cells
    }

    /// Writes it.
    public func write(_ page: inout PageWriter) {
        guard !rows.isEmpty else { return page.put(EmptyState(text: empty)) }
        page.element("div", .class(columns.count > 3 ? "table" : "table few")) { frame in
            frame.element("table", .role("table")) { table in
                table.element("caption", .class("aside"), words: caption)
                table.element("thead", .role("rowgroup")) { head in
                    head.element("tr", .role("row")) { row in for column in columns { heading(column, &row) } }
                }
                table.element("tbody", .role("rowgroup")) { body in
                    let labels = columns.map { body.text(of: $0.title) }
                    for row in rows { write(row, labels, &body) }
                }
            }
        }
    }

    private func heading(_ column: Column, _ row: inout PageWriter) {
        let url = column.sort.flatMap { sorting?.urls[$0] }
        let isSorted = column.sort != nil && column.sort == sorting?.column
        let direction = isSorted ? (sorting?.isDescending == true ? "descending" : "ascending") : nil
        row.element(
            "th", .scope("col"), .role("columnheader"), .class(column.style), .named("aria-sort", direction)
        ) { cell in
            guard let url else { return cell.words(column.title) }
            cell.element("a", .href(url), .class("sort")) { link in
                link.words(column.title)
                if isSorted { link.put(sorting?.isDescending == true ? Icon.down : Icon.up) }
            }
        }
    }

    private func write(_ row: Row, _ labels: [String], _ body: inout PageWriter) {
        body.element("tr", .role("row")) { line in
            for (index, cell) in cells(row).enumerated() where index < columns.count {
                let style = columns[index].style
                if index == 0 {
                    line.element("th", .scope("row"), .role("rowheader"), .class(style), inside: cell)
                } else {
                    line.element(
                        "td", .role("cell"), .class(style), .named("data-label", labels[index]), inside: cell)
                }
            }
        }
    }
}

extension Column {
    var style: String? {
        switch kind {
        case .text: nil
        case .number: "number"
        case .mark: "marks"
        case .actions: "deeds"
        }
    }
}
