/// Finds the column and the cell of a value in delimited text, walking only lines that hold one.
struct CellCursor {
    /// A cell that holds a value.
    struct Cell {
        var column: Int
        /// Where it starts, in the part.
        var start: Int
        /// Whether the value fills it.
        var isWhole: Bool
    }

    let delimiter: UInt8
    private var line = -1
    private var position = 0
    private var column = 0
    private var cellStart = 0
    private var isQuoted = false
    /// The last answer: one place is often asked for by several shapes.
    private var last: (start: Int, end: Int, cell: Cell)?
    /// Delimiters, quotes and line feeds from `position` on, as bits of the bytes from `blockStart` to `blockEnd`.
    private var marks: UInt64 = 0
    private var blockStart = 0
    private var blockEnd = 0

    /// Bytes of a line before a value that are looked at; beyond them the column is not known.
    private static let reach = 2048

    init(delimiter: UInt8) { self.delimiter = delimiter }

    /// The cell of a value; nil where its line started too far back.
    ///
    /// - Parameters:
    ///   - start: where the value starts, in the part; the end likewise.
    ///   - base: the offset in the part of the view's first byte.
    mutating func cell(_ start: Int, _ end: Int, in view: ByteView, at base: Int) -> Cell? {
        if let last, last.start == start, last.end == end { return last.cell }
        if line < 0 || start < cellStart || start - position > Self.reach {
            guard let first = lineStart(start, view, base) else {
                line = -1
                return nil
            }
            (line, position, column, cellStart, isQuoted) = (first, first, 0, first, false)
            blockEnd = 0
        }
        if position < start { advance(to: start, view, base) }
        let cell = Cell(column: column, start: cellStart, isWhole: isWhole(start, end, in: view, at: base))
        last = (start, end, cell)
        return cell
    }

    /// Walks to a value, from one mark to the next.
    private mutating func advance(to start: Int, _ view: ByteView, _ base: Int) {
        while position < start {
            if position >= blockEnd { look(view, base) }
            guard marks != 0 else {
                position = min(start, blockEnd)
                continue
            }
            let mark = blockStart &+ marks.trailingZeroBitCount
            guard mark < start else {
                position = start
                return
            }
            marks &= marks &- 1
            position = mark &+ 1
            pass(view[mark &- base], view, base)
        }
    }

    /// Marks the block at the position. It may end with the window, behind which nothing is known yet.
    private mutating func look(_ view: ByteView, _ base: Int) {
        let delimiter = delimiter
        marks = view.block(position &- base) {
            $0.equal(delimiter) | $0.equal(0x0A) | $0.equal(UInt8(ascii: "\""))
        }
        blockStart = position
        blockEnd = max(position &+ 1, min(position &+ ByteBlock.count, base &+ view.count))
    }

    /// Takes note of the marked byte before the position.
    @inline(__always) private mutating func pass(_ byte: UInt8, _ view: ByteView, _ base: Int) {
        if byte == delimiter {
            guard !isQuoted else { return }
            column &+= 1
            cellStart = position
        } else if byte == 0x0A {
            (line, column, cellStart, isQuoted) = (position, 0, position, false)
        } else if position == cellStart &+ 1 {
            isQuoted = true
        } else if view[cellStart &- base] == byte {
            isQuoted.toggle()
        }
    }

    private func lineStart(_ start: Int, _ view: ByteView, _ base: Int) -> Int? {
        var first = start
        while first > 0, view[first - base - 1] != 0x0A {
            guard start - first < Self.reach else { return nil }
            first -= 1
        }
        return first
    }

    private func isWhole(_ start: Int, _ end: Int, in view: ByteView, at base: Int) -> Bool {
        guard start - cellStart <= 4 else { return false }
        for offset in cellStart..<start where !Self.isPadding(view[offset - base]) { return false }
        var index = end - base
        while index - end + base < 4, Self.isPadding(view[index]), view[index] != delimiter { index += 1 }
        return view[index] == delimiter || view[index] == 0x0A || view[index] == 0x0D || view[index] == 0
    }

    private static func isPadding(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
    }
}
