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

    mutating func column(of detector: Int, _ range: Range<Int>, _ view: ByteView) -> ColumnSupport? {
        guard range.lowerBound >= headerEnd,
            let cell = cells?.cell(range.lowerBound, range.upperBound, in: view, at: base)
        else { return nil }
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
        to support: inout Support, _ detector: Int, _ range: Range<Int>, _ view: ByteView, _ column: ColumnSupport?
    ) {
        // Where the value fills its cell, no word stands beside it.
        if let column, column.isWhole { return }
        let (start, end) = (range.lowerBound, range.upperBound)
        let bit: UInt64 = 1 << UInt64(detector)
        var low = max(start - Self.reach.before, base, 0)
        if let column { low = max(low, column.start) }
        if isJSON { low = max(low, keyStart(start, view)) }
        words.cover(low, min(end + Self.reach.after, base + view.count), in: view, at: base, set.words)
        guard !words.hits.isEmpty else { return }
        for hit in words.hits.reversed() where hit.end <= start {
            guard hit.start >= low else { break }
            let meaning = set.words.meanings[hit.word]
            let isFor = (isJSON ? meaning.header | meaning.positive : meaning.positive) & bit != 0
            guard isFor || meaning.negative & bit != 0 else { continue }
            // A word on the line above announces only what it stands directly before.
            let isAbove = view.first(0x0A, from: hit.end - base, to: start - base) < start - base
            if isAbove, !isGap(hit.end, start, view) { break }
            support.word = (hit.word, isFor)
            support.logit += isFor ? set.weights[detector].context : Weights.against
            return
        }
        var nearest: WordHit?
        var high = Int.max
        for hit in words.hits.reversed() {
            guard hit.start >= end else { break }
            if high == .max { high = lineEnd(end, view) }
            if hit.end <= high, set.words.meanings[hit.word].positive & bit != 0 { nearest = hit }
        }
        if let nearest {
            support.word = (nearest.word, true)
            support.logit += set.weights[detector].context * 0.8
        }
    }

    /// The end of the text behind a value that may speak of it.
    private func lineEnd(_ end: Int, _ view: ByteView) -> Int {
        let stop = stop
        let marks = view.block(end - base) { $0.equal(0x0A) | $0.equal(0x0D) | $0.equal(stop) }
        return min(end + min(marks.trailingZeroBitCount, Self.reach.after), base + view.count)
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
