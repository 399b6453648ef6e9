/// The context words found so far along a part; bytes near no candidate are never looked at, others once.
struct WordCursor {
    /// In order of starts.
    private(set) var hits: [WordHit] = []
    /// From where on all hits are held.
    private var held = 0
    private var scanned = 0

    /// Hits beyond which the older half is forgotten: more than fit in any window.
    private static let limit = 1024

    /// Makes `hits` hold every word that starts in a stretch, and those that start in whole blocks round it.
    ///
    /// - Parameters:
    ///   - low: where the stretch starts, in the part.
    ///   - high: where it ends.
    ///   - view: the bytes at hand.
    ///   - base: the offset in the part of the view's first byte.
    @inline(__always)
    mutating func cover(_ low: Int, _ high: Int, in view: ByteView, at base: Int, _ automaton: WordAutomaton) {
        // Values stand close together: most often all is held already.
        if low >= held, low <= scanned, high <= scanned, hits.count <= Self.limit { return }
        read(low, high, view, base, automaton)
    }

    @inline(never)
    private mutating func read(_ low: Int, _ high: Int, _ view: ByteView, _ base: Int, _ automaton: WordAutomaton) {
        if low > scanned || low < held {
            if !hits.isEmpty { hits.removeAll(keepingCapacity: true) }
            (held, scanned) = (low, low)
        } else if hits.count > Self.limit {
            hits.removeFirst(Self.limit / 2)
            held = hits[0].start
        }
        var index = max(scanned - base, 0)
        let end = min(high - base, view.count)
        automaton.withTables { tables in
            while index < end {
                var starts = automaton.starts(index, in: view)
                let isInside = index &+ ByteBlock.count &+ 8 <= view.count
                while starts != 0 {
                    let start = index &+ starts.trailingZeroBitCount
                    starts &= starts &- 1
                    if tables.opens(isInside ? view.eightInside(start) : view.eight(start)) {
                        note(start, view, base, tables)
                    }
                }
                index &+= ByteBlock.count
            }
        }
        scanned = max(scanned, index + base)
    }

    /// What the words from an offset on, and before another, announce: a bit a detector.
    func announced(from low: Int, to high: Int, _ automaton: WordAutomaton) -> UInt64 {
        var bits: UInt64 = 0
        for hit in hits.reversed() {
            guard hit.start >= low else { break }
            if hit.start < high { bits |= automaton.meanings[hit.word].positive }
        }
        return bits
    }

    /// The last longer word before an offset that holds a word, and speaks of a detector.
    func holder(
        of hit: WordHit, before start: Int, speakingOf bit: UInt64, _ automaton: WordAutomaton, isKey: Bool
    ) -> WordHit? {
        for other in hits.reversed() {
            guard other.start >= hit.start - automaton.longestOverhang else { break }
            if other.holds(hit), other.end <= start, automaton.speaks(other.word, of: bit, isKey: isKey) != nil {
                return other
            }
        }
        return nil
    }

    @inline(never) private mutating func note(
        _ start: Int, _ view: ByteView, _ base: Int, _ tables: WordAutomaton.Tables
    ) {
        tables.words(at: start, in: view) { word, end in
            if Self.closes(end, in: view) { hits.append(WordHit(start: start + base, end: end + base, word: word)) }
        }
    }

    /// Whether a word may end here: `tel` is not in `telling`, but in `telNo`, `tel_no` and `tels`.
    private static func closes(_ end: Int, in view: ByteView) -> Bool {
        guard view[end &- 1].isLetter, view[end].isLetter else { return true }
        if view[end] | 0x20 == UInt8(ascii: "s"), !view[end &+ 1].isLetter { return true }
        return view[end].isUpper && !view[end &- 1].isUpper
    }
}
