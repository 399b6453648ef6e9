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

    /// Bytes of a line before a value that are looked at; beyond them the column is not known.
    private static let reach = 2048

    init(delimiter: UInt8) { self.delimiter = delimiter }

    /// The cell of a value; nil where its line started too far back.
    ///
    /// - Parameters:
    ///   - start: where the value starts, in the part; the end likewise.
    ///   - base: the offset in the part of the view's first byte.
    mutating func cell(_ start: Int, _ end: Int, in view: ByteView, at base: Int) -> Cell? {
        if line < 0 || start < cellStart || start - position > Self.reach {
            guard let first = lineStart(start, view, base) else {
                line = -1
                return nil
            }
            (line, position, column, cellStart, isQuoted) = (first, first, 0, first, false)
        }
        while position < start {
            let byte = view[position - base]
            position &+= 1
            if byte == delimiter {
                guard !isQuoted else { continue }
                column &+= 1
                cellStart = position
            } else if byte == 0x0A {
                (line, column, cellStart, isQuoted) = (position, 0, position, false)
            } else if byte == UInt8(ascii: "\"") {
                if position == cellStart &+ 1 {
                    isQuoted = true
                } else if view[cellStart - base] == byte {
                    isQuoted.toggle()
                }
            }
        }
        return Cell(column: column, start: cellStart, isWhole: isWhole(start, end, in: view, at: base))
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
