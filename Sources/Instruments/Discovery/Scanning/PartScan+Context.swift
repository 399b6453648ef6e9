import Extraction

extension PartScan {
    /// What is known of the column that a match stands in.
    struct ColumnSupport {
        var index: Int
        var isWhole: Bool
        var header: Bool?
        /// Where the cell starts, in the part.
        var start: Int
    }

    mutating func column(
        of match: ShapeMatch, _ detector: Int, _ start: Int, _ end: Int, _ view: ByteView
    ) -> ColumnSupport? {
        guard start >= headerEnd, let cell = cells?.cell(start, end, in: view, at: base) else { return nil }
        return ColumnSupport(
            index: cell.column, isWhole: cell.isWhole, header: table.header(cell.column, detector), start: cell.start)
    }

    /// What the name of a statement's column says of a value in it.
    mutating func statementHeader(_ start: Int, _ view: ByteView, _ detector: Int) -> Bool? {
        guard let header = statements?.header(of: start, in: view, at: base) else { return nil }
        let bit: UInt64 = 1 << UInt64(detector)
        if header.positive & bit != 0 { return true }
        return header.negative & bit != 0 ? false : nil
    }

    /// Adds what the nearest word says that speaks of the detector.
    mutating func addWords(
        to support: inout Support, _ detector: Int, _ start: Int, _ end: Int, _ view: ByteView, _ column: ColumnSupport?
    ) {
        let bit: UInt64 = 1 << UInt64(detector)
        var low = max(start - Self.reach.before, base, 0)
        if let column { low = max(low, column.start) }
        if isJSON { low = max(low, keyStart(start, view)) }
        let high = lineEnd(end, view)
        words.cover(low, high, in: view, at: base, set.words)
        for hit in words.hits.reversed() where hit.end <= start {
            guard hit.start >= low else { break }
            let word = set.words.words[hit.word]
            let isFor = (isJSON ? word.header | word.positive : word.positive) & bit != 0
            guard isFor || word.negative & bit != 0 else { continue }
            // A word on the line above announces only what it stands directly before.
            if hit.start < lineStart(start, low, view), !isGap(hit.end, start, view) { break }
            support.word = (hit.word, isFor)
            support.logit += isFor ? set.weights[detector].context : Weights.against
            return
        }
        var nearest: WordHit?
        for hit in words.hits.reversed() {
            guard hit.start >= end else { break }
            if hit.end <= high, set.words.words[hit.word].positive & bit != 0 { nearest = hit }
        }
        if let nearest {
            support.word = (nearest.word, true)
            support.logit += set.weights[detector].context * 0.8
        }
    }

    /// The end of the text behind a value that may speak of it.
    private func lineEnd(_ end: Int, _ view: ByteView) -> Int {
        var high = end
        let limit = min(end + Self.reach.after, base + view.count)
        while high < limit {
            let byte = view[high - base]
            if byte == 0x0A || byte == 0x0D || byte == stop { break }
            high += 1
        }
        return high
    }

    private func lineStart(_ start: Int, _ low: Int, _ view: ByteView) -> Int {
        var index = start
        while index > low, view[index - base - 1] != 0x0A { index -= 1 }
        return index
    }

    /// Whether nothing but spaces and punctuation lies between a word and a value.
    private func isGap(_ from: Int, _ to: Int, _ view: ByteView) -> Bool {
        for offset in from..<to
        where view[offset - base].isAlphanumeric || view[offset - base] >= 0xE4 && view[offset - base] != 0xEF {
            return false
        }
        return true
    }

    /// Where the key of a JSON value starts; 0 where none is near.
    private func keyStart(_ start: Int, _ view: ByteView) -> Int {
        var index = start - base
        let limit = max(1, index - Self.reach.before)
        while index > limit {
            index -= 1
            guard view[index] == UInt8(ascii: ":") else { continue }
            var quote = index - 1
            while quote > limit, view[quote] == UInt8(ascii: " ") { quote -= 1 }
            guard view[quote] == UInt8(ascii: "\"") else { continue }
            quote -= 1
            while quote > limit, view[quote] != UInt8(ascii: "\"") { quote -= 1 }
            return quote + base
        }
        return 0
    }
}
