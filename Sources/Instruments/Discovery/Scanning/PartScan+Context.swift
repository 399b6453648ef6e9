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
        // Asked of the type and not of this value, which is so large that each call would copy it.
        let (automaton, isJSON) = (set.words, isJSON)
        if isJSON, let key = Self.keyStart(start - base, view).map({ $0 + base }), key > low {
            // No word goes on across the quote before a key.
            (low, first) = (key, key)
        }
        coverWords(first, end + Self.reach.after, view)
        guard !words.hits.isEmpty else { return }
        for hit in words.hits.reversed() where hit.end <= start {
            guard hit.start >= low else { break }
            guard automaton.speaks(hit.word, of: bit, isKey: isJSON) != nil else { continue }
            // A longer word that holds this one speaks in its place: `date of birth`, not `date`.
            let hit = words.holder(of: hit, before: start, speakingOf: bit, automaton, isKey: isJSON) ?? hit
            let isFor = automaton.speaks(hit.word, of: bit, isKey: isJSON) ?? true
            // A word on the line above announces only what it stands directly before.
            let isAbove = view.first(0x0A, from: hit.end - base, to: start - base) < start - base
            if isAbove, !Self.isGap(hit.end - base, start - base, view) { break }
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
            if high == .max { high = Self.lineEnd(end - base, stop, view) + base }
            if hit.end <= high, automaton.meanings[hit.word].positive & bit != 0 { nearest = hit }
        }
        if let nearest, !Clause.ends(between: end - base, and: nearest.start - base, in: view) {
            support.word = (nearest.word, true)
            support.logit += set.weights[detector].context * 0.8
        }
    }

    /// Makes `words` hold those that begin in a stretch, as far as it lies in the window.
    @inline(__always) mutating func coverWords(_ low: Int, _ high: Int, _ view: ByteView) {
        words.cover(max(low, base), min(high, base + view.count), in: view, at: base, set.words)
    }

    /// The end of the text behind a value that may speak of it.
    private static func lineEnd(_ end: Int, _ stop: UInt8, _ view: ByteView) -> Int {
        let marks = view.block(end) { $0.equal(0x0A) | $0.equal(0x0D) | $0.equal(stop) }
        return min(end + min(marks.trailingZeroBitCount, reach.after), view.count)
    }

    /// Whether nothing but spaces and punctuation lies between a word and a value.
    private static func isGap(_ from: Int, _ to: Int, _ view: ByteView) -> Bool {
        (from..<max(from, to)).allSatisfy {
            !view[$0].isAlphanumeric && (view[$0] < 0xE4 || view[$0] == 0xEF)
        }
    }

    /// Where the key of a JSON value starts; nil where none is near.
    private static func keyStart(_ start: Int, _ view: ByteView) -> Int? {
        var index = start
        let limit = max(1, start - reach.before)
        while index > limit {
            index -= 1
            guard view[index] == UInt8(ascii: ":") else { continue }
            var quote = index - 1
            while quote > limit, view[quote] == UInt8(ascii: " ") { quote -= 1 }
            guard view[quote] == UInt8(ascii: "\"") else { continue }
            quote -= 1
            while quote > limit, view[quote] != UInt8(ascii: "\"") { quote -= 1 }
            return quote
        }
        return nil
    }
}
