/// Recognises rows of delimited cells by the same number of cells in nearly every row.
enum DelimiterSniffer {
    static func layout(of lines: [ArraySlice<UInt8>]) -> TextPart.Layout? {
        let rows = lines.prefix(100)
        guard rows.count >= 2 else { return nil }
        var best: (delimiter: UInt8, cells: Int)?
        for delimiter in [0x09, 0x2C, 0x3B, 0x7C] as [UInt8] {
            let counts = rows.map { cells(of: $0, delimiter).count }
            guard let usual = mostFrequent(counts), usual >= 2 else { continue }
            // Prose has commas too, but never the same number of them in every line.
            let agreeing = counts.count { $0 == usual }
            let needed = usual == 2 && delimiter != 0x09 ? counts.count : (counts.count * 9 + 9) / 10
            guard agreeing >= needed, usual > 2 || delimiter == 0x09 || rows.allSatisfy({ $0.count < 200 }) else {
                continue
            }
            if best.map({ usual > $0.cells }) ?? true { best = (delimiter, usual) }
        }
        guard let best, let first = rows.first else { return nil }
        return .delimited(best.delimiter, header: isHeader(cells(of: first, best.delimiter)))
    }

    /// Whether cells are names of columns: none empty, none a value.
    static func isHeader(_ cells: [ArraySlice<UInt8>]) -> Bool {
        let texts = cells.map { trimmed($0) }
        guard Set(texts).count == texts.count else { return false }
        return texts.allSatisfy { cell in
            !cell.isEmpty && cell.count <= 64 && !cell.contains(0x40) && cell.count(where: isDigit) <= 3
                && !cell.allSatisfy { isDigit($0) || $0 == 0x2E || $0 == 0x2D || $0 == 0x2F }
        }
    }

    /// The cells of a row; quoted ones may hold the delimiter (RFC 4180).
    static func cells(of row: ArraySlice<UInt8>, _ delimiter: UInt8) -> [ArraySlice<UInt8>] {
        var cells: [ArraySlice<UInt8>] = []
        var start = row.startIndex
        var isQuoted = false
        for index in row.indices {
            if row[index] == 0x22 {
                isQuoted.toggle()
            } else if row[index] == delimiter, !isQuoted {
                cells.append(row[start..<index])
                start = index + 1
            }
        }
        cells.append(row[start...])
        return cells
    }

    private static func trimmed(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var text = cell
        while let first = text.first, first <= 0x20 || first == 0x22 { text = text.dropFirst() }
        while let last = text.last, last <= 0x20 || last == 0x22 { text = text.dropLast() }
        return text
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func mostFrequent(_ counts: [Int]) -> Int? {
        var tally: [Int: Int] = [:]
        for count in counts { tally[count, default: 0] += 1 }
        return tally.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
    }
}
