/// Finds what stands above a value in running text and names it: the heading of its column in a table drawn with bars,
/// tabs or spaces, or the line that announces a list.
///
/// Lines above are looked at up to a blank one, or to the line of the last value of the same block.
struct HeadingFinder {
    private typealias Masks = (positive: UInt64, negative: UInt64)

    /// The row of headings of the block.
    private var row: (row: TextRow, masks: [Masks])?
    /// The line above the list of the block.
    private var list: Masks?
    /// Where the line of the last value starts, in the part.
    private var reached = -1
    private var last: (range: Range<Int>, heading: Heading?)?

    /// Bytes before a value that are looked at, bytes of a line, of a heading, and digits that a heading may hold.
    private static let limit = (reach: 3072, line: 1024, heading: 64, announcement: 160, digits: 3)

    /// What names a value; nil where it stands in a sentence.
    mutating func heading(of range: Range<Int>, in view: ByteView, at base: Int, _ words: WordAutomaton) -> Heading? {
        if let last, last.range == range { return last.heading }
        let heading = find(range.lowerBound - base, range.upperBound - base, view, base, words)
        last = (range, heading)
        return heading
    }

    private mutating func find(
        _ start: Int, _ end: Int, _ view: ByteView, _ base: Int, _ words: WordAutomaton
    ) -> Heading? {
        guard Self.mayFillCell(start, end, view), let lineStart = Self.lineStart(start, view),
            let lineEnd = Self.lineEnd(end, view)
        else { return nil }
        let isAlone = Self.isAlone(start, end, lineStart, lineEnd, view)
        let line = TextRow(view, lineStart, lineEnd)
        guard isAlone || line.cells.count > 1 else { return nil }
        let place = isAlone ? nil : line.cell(at: start)
        look(above: lineStart, isAlone: isAlone, line.rule, view, base, words)
        reached = lineStart + base
        if isAlone {
            return list.map { Heading(positive: $0.positive, negative: $0.negative, cell: lineStart + base) }
        }
        guard let row, row.row.rule == line.rule, let place else { return nil }
        var heading = Heading(cell: line.cells[place].start + base)
        if let index = row.row.cell(over: line.cells[place], at: place) {
            (heading.positive, heading.negative) = row.masks[index]
        }
        return heading
    }

    /// Looks at the lines above one, nearest first.
    private mutating func look(
        above lineStart: Int, isAlone: Bool, _ rule: TextRow.Rule, _ view: ByteView, _ base: Int, _ words: WordAutomaton
    ) {
        if lineStart + base == reached { return }
        var index = lineStart
        var found: (row: TextRow, masks: [Masks])?
        while index + base > 0, lineStart - index < Self.limit.reach {
            guard let above = Self.lineStart(index &- 1, view) else { break }
            let end = view[index &- 2] == 0x0D ? index &- 2 : index &- 1
            if Self.isBlank(above, end, view) { break }
            if above + base == reached {
                // The block goes on: what was found for its last value holds for this one too.
                if let found { row = found }
                return
            }
            index = above
            guard Self.isText(above, end, view) else { continue }
            if isAlone {
                (row, list) = (nil, nil)
                if end - above <= Self.limit.announcement { list = Self.masks(above, end, view, words) }
                return
            }
            if found == nil { found = Self.headings(TextRow(view, above, end, rule: rule), view, words) }
            if found != nil { break }
        }
        (row, list) = (found, nil)
    }

    /// What the cells of a row name, if they can be names and one of them does.
    private static func headings(
        _ row: TextRow, _ view: ByteView, _ words: WordAutomaton
    ) -> (row: TextRow, masks: [Masks])? {
        guard row.cells.count > 1, row.cells.allSatisfy({ $0.end - $0.start <= limit.heading }) else { return nil }
        let masks = row.cells.map { Self.masks($0.start, $0.end, view, words) }
        return masks.contains { $0.positive | $0.negative != 0 } ? (row, masks) : nil
    }

    private static func masks(_ start: Int, _ end: Int, _ view: ByteView, _ words: WordAutomaton) -> Masks {
        let name = Array(view.bytes(start, end))
        return words.header(name[...])
    }

    /// Whether a cell or a line may end behind a value and begin before it: most values in sentences do not get further.
    @inline(__always) static func mayFillCell(_ start: Int, _ end: Int, _ view: ByteView) -> Bool {
        // Most often a space and another word follow.
        if view[end] == 0x20, view[end &+ 1] > 0x20, view[end &+ 1] != UInt8(ascii: "|") { return false }
        return mayBeCell(start, end, view)
    }

    @inline(never) private static func mayBeCell(_ start: Int, _ end: Int, _ view: ByteView) -> Bool {
        var after = end
        while after &- end < 3, view[after] > 0x20, !view[after].isAlphanumeric, view[after] < 0x7C { after &+= 1 }
        guard isEdge(view, after) || view[after] == 0x20 && (isEdge(view, after &+ 1) || view[after &+ 1] == 0x20)
        else {
            return false
        }
        var before = start
        while start &- before < 16 {
            if isEdge(view, before &- 1) || view[before &- 1] == 0x20 && view[before &- 2] == 0x20 { return true }
            guard !view[before &- 1].isLetter else { return false }
            before &-= 1
        }
        return false
    }

    private static func isEdge(_ view: ByteView, _ index: Int) -> Bool {
        switch view[index] {
        case 0, 0x09, 0x0A, 0x0D, UInt8(ascii: "|"): true
        default: false
        }
    }

    /// Whether nothing but a bullet or a number of the list stands beside a value in its line.
    private static func isAlone(_ start: Int, _ end: Int, _ lineStart: Int, _ lineEnd: Int, _ view: ByteView) -> Bool {
        let isNumber =
            (lineStart..<start).allSatisfy { !view[$0].isLetter && view[$0] != UInt8(ascii: "|") }
            && (lineStart..<start).count { view[$0].isDigit } <= limit.digits && !isChinese(lineStart, start, view)
        return isNumber
            && (end..<max(end, lineEnd)).allSatisfy { !view[$0].isAlphanumeric && view[$0] != UInt8(ascii: "|") }
            && !isChinese(end, lineEnd, view)
    }

    /// Whether characters of Chinese stand in a range: those begin with bytes from E4 to E9.
    private static func isChinese(_ start: Int, _ end: Int, _ view: ByteView) -> Bool {
        (start..<max(start, end)).contains { (0xE4...0xE9).contains(view[$0]) }
    }

    /// Whether a line holds words, and no more digits than names may.
    private static func isText(_ start: Int, _ end: Int, _ view: ByteView) -> Bool {
        var digits = 0
        var hasWords = false
        for index in start..<end {
            if view[index].isDigit { digits += 1 }
            if view[index].isLetter || view[index] >= 0xC0 { hasWords = true }
        }
        return hasWords && digits <= max(limit.digits, (end - start) / 12)
    }

    private static func isBlank(_ start: Int, _ end: Int, _ view: ByteView) -> Bool {
        !(start..<max(start, end)).contains { view[$0] > 0x20 }
    }

    /// Where the line of an offset starts; nil where it is too long.
    private static func lineStart(_ offset: Int, _ view: ByteView) -> Int? {
        var index = offset
        while index > 0, view[index &- 1] != 0x0A {
            guard offset - index < limit.line else { return nil }
            index &-= 1
        }
        return index
    }

    private static func lineEnd(_ offset: Int, _ view: ByteView) -> Int? {
        var index = offset
        while index < view.count, view[index] != 0x0A, view[index] != 0x0D {
            guard index - offset < limit.line else { return nil }
            index &+= 1
        }
        return index
    }
}
