/// A stretch of a list: its lines, by what they are sorted and can be narrowed, and where it goes on.
public struct Listing<Row: Sendable & Hashable>: Sendable, Hashable {
    /// The lines.
    public var rows: [Row]
    /// By what they are sorted.
    public var sorting: Sorting?
    /// What they can be narrowed by.
    public var filter: Filter?
    /// Where they go on.
    public var pages: PageLinks

    /// All that is shown.
    public init(rows: [Row], sorting: Sorting? = nil, filter: Filter? = nil, pages: PageLinks) {
        self.rows = rows
        self.sorting = sorting
        self.filter = filter
        self.pages = pages
    }

    /// Writes a table of the lines between what they can be narrowed by and where they go on.
    func write(_ page: inout PageWriter, as table: some Component) {
        if let filter { page.put(FilterForm(filter: filter)) }
        page.put(table)
        page.put(Pager(links: pages, shown: rows.count))
    }
}
