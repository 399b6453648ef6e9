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

    /// What the name of a statement's column, or the heading above it, says of a value, and where its cell starts.
    mutating func heading(
        of range: Range<Int>, _ view: ByteView, _ detector: Int
    ) -> (says: Bool?, cell: Int)? {
        let heading =
            statements != nil
            ? statements?.heading(of: range.lowerBound, in: view, at: base)
            : headings?.heading(of: range, in: view, at: base, set.words)
        guard let heading else { return nil }
        let bit: UInt64 = 1 << UInt64(detector)
        if heading.positive & bit != 0 { return (true, heading.cell) }
        return (heading.negative & bit != 0 ? false : nil, heading.cell)
    }

    /// Adds what the nearest word says that speaks of the detector.
    mutating func addWords(
        to support: inout Support, _ detector: Int, _ range: Range<Int>, _ view: ByteView, cell: Int?
    ) {
        let (start, end) = (range.lowerBound, range.upperBound)
        let bit: UInt64 = 1 << UInt64(detector)
        var low = max(start - Self.reach.before, base, 0)
        if let cell { low = max(low, cell) }
        var first = low - set.words.longestOverhang
        if isJSON {
            let key = keyStart(start, view)
            // No word goes on across the quote before a key.
            if key > low { (low, first) = (key, key) }
        }
        coverWords(first, end + Self.reach.after, view)
        guard !words.hits.isEmpty else { return }
        for hit in words.hits.reversed() where hit.end <= start {
            guard hit.start >= low else { break }
            guard speaks(hit, bit) != nil else { continue }
            // A longer word that holds this one speaks in its place: `date of birth`, not `date`.
            let hit = holder(of: hit, before: start, bit) ?? hit
            let isFor = speaks(hit, bit) ?? true
            // A word on the line above announces only what it stands directly before.
            let isAbove = view.first(0x0A, from: hit.end - base, to: start - base) < start - base
            if isAbove, !isGap(hit.end, start, view) { break }
            // What an earlier sentence says is said of something else.
            if Clause.ends(between: hit.end - base, and: start - base, in: view) { break }
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
        if let nearest, !Clause.ends(between: end - base, and: nearest.start - base, in: view) {
            support.word = (nearest.word, true)
            support.logit += set.weights[detector].context * 0.8
        }
    }

    /// The last longer word before a value that holds a word, and speaks of the detector.
    private func holder(of hit: WordHit, before start: Int, _ bit: UInt64) -> WordHit? {
        for other in words.hits.reversed() {
            guard other.start >= hit.start - set.words.longestOverhang else { break }
            if other.holds(hit), other.end <= start, speaks(other, bit) != nil { return other }
        }
        return nil
    }

    /// Makes `words` hold those that begin in a stretch, as far as it lies in the window.
    @inline(__always) mutating func coverWords(_ low: Int, _ high: Int, _ view: ByteView) {
        words.cover(max(low, base), min(high, base + view.count), in: view, at: base, set.words)
    }

    /// Whether a word speaks for or against a detector; nil where it does not speak of it.
    private func speaks(_ hit: WordHit, _ bit: UInt64) -> Bool? {
        let meaning = set.words.meanings[hit.word]
        if (isJSON ? meaning.header | meaning.positive : meaning.positive) & bit != 0 { return true }
        return meaning.negative & bit != 0 ? false : nil
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
