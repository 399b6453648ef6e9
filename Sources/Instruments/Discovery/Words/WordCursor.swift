/// The context words found so far along a part; bytes near no candidate are never looked at, others once.
struct WordCursor {
    /// In order of starts.
    private(set) var hits: [WordHit] = []
    private var scanned = 0

    /// Hits beyond which the older half is forgotten: more than fit in any window.
    private static let limit = 1024

    /// Makes `hits` hold every word that starts in a stretch.
    ///
    /// - Parameters:
    ///   - low: where the stretch starts, in the part.
    ///   - high: where it ends.
    ///   - view: the bytes at hand.
    ///   - base: the offset in the part of the view's first byte.
    mutating func cover(_ low: Int, _ high: Int, in view: ByteView, at base: Int, _ automaton: WordAutomaton) {
        if low > scanned {
            hits.removeAll(keepingCapacity: true)
            scanned = low
        } else if hits.count > Self.limit {
            hits.removeFirst(Self.limit / 2)
        }
        guard scanned < high else { return }
        // A pair of bytes is read at once, so the last byte needs one behind it.
        let last = min(high - base, view.count - 1)
        automaton.openings.withUnsafeBufferPointer { openings in
            var index = max(scanned - base, 0)
            while index < last {
                let pair = view.pair(index)
                if openings[pair &>> 6] &>> UInt64(pair & 63) & 1 == 1 { note(index, view, base, automaton) }
                index &+= 1
            }
        }
        scanned = high
    }

    private mutating func note(_ start: Int, _ view: ByteView, _ base: Int, _ automaton: WordAutomaton) {
        if view[start].isLetter, view[start &- 1].isLetter {
            // `tel` is not in `hotel`, but in `homeTel`.
            guard view[start].isUpper, !view[start &- 1].isUpper else { return }
        }
        automaton.words(at: start, in: view) { word, end in
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
