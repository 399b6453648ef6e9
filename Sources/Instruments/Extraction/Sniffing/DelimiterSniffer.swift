/// Recognises rows of delimited cells by the same number of cells in nearly every row.
enum DelimiterSniffer {
    /// Rows and bytes that are looked at.
    private static let limit = (rows: 60, bytes: 8 << 10)
    /// Rows after which text that is not alike at all is given up.
    private static let early = 6

    private static let delimiters: [UInt8] = [0x09, 0x2C, 0x3B, 0x7C]

    /// - Parameter isWhole: whether the text is all there is, so that its last row is not cut.
    static func layout(of text: UnsafeRawBufferPointer, isWhole: Bool) -> TextPart.Layout? {
        let sample = UnsafeRawBufferPointer(rebasing: text.prefix(limit.bytes))
        var rows: [SIMD4<UInt16>] = []
        var counts = SIMD4<UInt16>()
        var isQuoted = false
        var isCellStart = true
        var length = 0
        var ends: [Int] = []
        var longest = 0
        scan: for index in sample.indices {
            let byte = sample[index]
            switch byte {
            case 0x0A where !isQuoted:
                if length > 0 {
                    rows.append(counts)
                    ends.append(index)
                    longest = max(longest, length)
                    (counts, length) = (SIMD4(), 0)
                    if rows.count == limit.rows || rows.count == early && table(in: rows, longest) == nil { break scan }
                }
                isCellStart = true
                continue
            case 0x22 where isQuoted: isQuoted = false
            case 0x22 where isCellStart: isQuoted = true
            case 0x09 where !isQuoted: counts[0] &+= 1
            case 0x2C where !isQuoted: counts[1] &+= 1
            case 0x3B where !isQuoted: counts[2] &+= 1
            case 0x7C where !isQuoted: counts[3] &+= 1
            case 0x0D: continue
            default:
                length &+= 1
                isCellStart = false
                continue
            }
            length &+= 1
            isCellStart = byte != 0x22
        }
        if isWhole, sample.count == text.count, length > 0 { rows.append(counts) }
        guard let (found, titles) = table(in: rows, longest) else { return nil }
        let start = titles == 0 ? 0 : ends[titles - 1] + 1
        let end = ends.indices.contains(titles) ? ends[titles] : sample.count
        let isNamed = isHeader(cells(of: Array(sample[start..<end])[...], delimiters[found]))
        // What stands below lines with fewer cells is a table only where it begins with names.
        guard isNamed || titles == 0 else { return nil }
        return .delimited(delimiters[found], header: isNamed)
    }

    /// The delimiter of rows, and how many titles stand above them.
    private static func table(in rows: [SIMD4<UInt16>], _ longest: Int) -> (delimiter: Int, titles: Int)? {
        if let found = best(of: rows[...], longest) { return (found, 0) }
        for titles in 1...4 where rows.count >= titles + 4 {
            if let found = best(of: rows[titles...], longest), let usual = mostFrequent(rows.map { $0[found] }),
                usual > 1,
                rows[..<titles].allSatisfy({ $0[found] < usual })
            {
                return (found, titles)
            }
        }
        return nil
    }

    private static func best(of rows: ArraySlice<SIMD4<UInt16>>, _ longest: Int) -> Int? {
        guard rows.count >= 2 else { return nil }
        var best: (index: Int, cells: UInt16)?
        for index in 0..<4 {
            guard let usual = mostFrequent(rows.map { $0[index] }), usual >= 1 else { continue }
            // Prose has commas too, but never the same number of them in every line.
            let isTab = index == 0
            let agreeing = rows.count { $0[index] == usual }
            let needed = usual == 1 && !isTab ? rows.count : (rows.count * 9 + 9) / 10
            guard agreeing >= needed, usual > 1 || isTab || longest < 200 else { continue }
            if best.map({ usual > $0.cells }) ?? true { best = (index, usual) }
        }
        return best?.index
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
    private static func cells(of row: ArraySlice<UInt8>, _ delimiter: UInt8) -> [ArraySlice<UInt8>] {
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

    private static func mostFrequent(_ counts: [UInt16]) -> UInt16? {
        var tally: [UInt16: Int] = [:]
        for count in counts { tally[count, default: 0] += 1 }
        return tally.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
    }
}
