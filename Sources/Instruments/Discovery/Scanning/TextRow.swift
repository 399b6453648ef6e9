/// A line of running text as the row of a table: cells between bars, tabs or wide gaps.
struct TextRow {
    enum Rule { case bars, tabs, gaps }

    struct Cell {
        /// Offsets in the view.
        var start: Int
        var end: Int
        /// Columns on a screen where a Chinese character takes two.
        var left: Int
        var right: Int
    }

    let rule: Rule
    private(set) var cells: [Cell] = []

    private static let limit = 256

    /// - Parameter rule: what parts the cells; told from the line itself where nil.
    init(_ view: ByteView, _ start: Int, _ end: Int, rule: Rule? = nil) {
        let rule = rule ?? Self.rule(view, start, end)
        self.rule = rule
        var cell = Cell(start: start, end: start, left: 0, right: 0)
        var column = 0
        var index = start
        while index < end, cells.count < Self.limit {
            let byte = view[index]
            let isBreak =
                switch rule {
                case .bars: byte == UInt8(ascii: "|")
                case .tabs: byte == 0x09
                case .gaps: byte == UInt8(ascii: " ") && (view[index &+ 1] == byte || index == start)
                }
            let (length, width) = Self.size(byte)
            if isBreak {
                if rule != .gaps || cell.end > cell.start { cells.append(cell) }
                index &+= 1
                column &+= 1
                while rule == .gaps, index < end, view[index] == byte {
                    index &+= 1
                    column &+= 1
                }
                cell = Cell(start: index, end: index, left: column, right: column)
                continue
            }
            index &+= length
            column &+= width
            (cell.end, cell.right) = (min(index, end), column)
        }
        if rule != .gaps || cell.end > cell.start { cells.append(cell) }
    }

    /// The index of the cell that holds an offset.
    func cell(at offset: Int) -> Int? { cells.firstIndex { $0.start <= offset && offset < max($0.end, $0.start + 1) } }

    /// The index of the cell that stands under or over a cell of another row.
    func cell(over other: Cell, at index: Int) -> Int? {
        guard rule == .gaps else { return cells.indices.contains(index) ? index : nil }
        func overlap(_ cell: Cell) -> Int { min(cell.right, other.right) - max(cell.left, other.left) }
        let best = cells.indices.max { overlap(cells[$0]) < overlap(cells[$1]) }
        return best.flatMap { overlap(cells[$0]) > 0 ? $0 : nil }
    }

    private static func rule(_ view: ByteView, _ start: Int, _ end: Int) -> Rule {
        var bars = 0
        var hasTab = false
        for index in start..<max(start, end) {
            if view[index] == UInt8(ascii: "|") { bars += 1 }
            if view[index] == 0x09 { hasTab = true }
        }
        return bars >= 2 ? .bars : hasTab ? .tabs : .gaps
    }

    /// Bytes of a character by its first one, and columns that it takes.
    private static func size(_ first: UInt8) -> (length: Int, width: Int) {
        switch first {
        case 0xF0...: (4, 2)
        case 0xE3...: (3, 2)
        case 0xE0...: (3, 1)
        case 0xC0...: (2, 1)
        default: (1, 1)
        }
    }
}
