/// The row of delimited text that names the columns: the first one, or the first below titles that have fewer cells.
struct HeaderRow {
    let cells: [ArraySlice<UInt8>]
    /// Where its line ends.
    let end: Int

    /// Lines that may be titles, and bytes of a line.
    private static let limit = (titles: 4, line: 64 << 10)

    init(_ view: ByteView, _ delimiter: UInt8) {
        var row = Self.row(view, 0, delimiter)
        var last = row.end
        for _ in 0..<Self.limit.titles {
            let next = Self.row(view, last + 1, delimiter)
            last = next.end
            if next.cells.count == 1, next.cells[0].allSatisfy({ $0 <= 0x20 }) { continue }
            guard next.cells.count > row.cells.count else { break }
            row = next
        }
        (cells, end) = row
    }

    /// The cells of a line; quoted ones may hold the delimiter (RFC 4180).
    private static func row(_ view: ByteView, _ start: Int, _ delimiter: UInt8) -> (
        cells: [ArraySlice<UInt8>], end: Int
    ) {
        let end = view.first(0x0A, from: start, to: min(view.count, start + limit.line))
        let line = Array(view.bytes(start, end))
        var cells: [ArraySlice<UInt8>] = []
        var first = 0
        var isQuoted = false
        for (index, byte) in line.enumerated() {
            if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if byte == delimiter, !isQuoted {
                cells.append(line[first..<index])
                first = index + 1
            }
        }
        cells.append(line[first...])
        return (cells, end)
    }
}
