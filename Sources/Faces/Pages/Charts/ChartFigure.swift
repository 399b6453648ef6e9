/// A chart with its caption, and the table of its numbers behind it.
struct ChartFigure: Component {
    let caption: Wording
    /// Headings of the table: the name of the rows, then one a series.
    let headings: [Wording]
    /// Rows of the table: a name, then one value a series.
    let rows: [(name: String, values: [String])]
    /// Whether the values are numbers, which stand at the end of their cells.
    var isNumeric = true
    let drawing: (inout PageWriter) -> Void

    func write(_ page: inout PageWriter) {
        page.element("figure", .class("chart")) { figure in
            figure.element("figcaption", words: caption)
            figure.element("div", .class("drawing"), .hidden, inside: drawing)
            figure.element("details", .class("numbers")) { details in
                details.element("summary") { summary in
                    summary.write(summary.say("pages.chart-table"))
                    summary.aside(summary.text(of: caption))
                }
                details.put(
                    DataTable(
                        caption, headings.enumerated().map { Column($1, $0 == 0 || !isNumeric ? .text : .number) },
                        rows: rows,
                        empty: .say("pages.chart-empty")
                    ) { row in
                        [{ $0.write(row.name) }] + row.values.map { value in { $0.write(value) } }
                    })
            }
        }
    }
}
