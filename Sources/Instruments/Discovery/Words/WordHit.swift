/// A context word in the text.
struct WordHit {
    /// Offsets in the part.
    var start: Int
    var end: Int
    /// The index of the word.
    var word: Int

    /// Whether another word is a part of this longer one.
    func holds(_ other: WordHit) -> Bool {
        start <= other.start && end >= other.end && (start < other.start || end > other.end)
    }
}

extension WordAutomaton {
    /// What the words of a column's or key's name say, for each detector.
    func header(_ name: ArraySlice<UInt8>) -> (positive: UInt64, negative: UInt64) {
        var cursor = WordCursor()
        let hits = name.withUnsafeBytes { bytes -> [WordHit] in
            let view = ByteView(bytes)
            cursor.cover(0, view.count, in: view, at: 0, self)
            return cursor.hits
        }
        var positive: UInt64 = 0
        var negative: UInt64 = 0
        for (index, hit) in hits.enumerated() {
            // What a longer word that holds this one speaks of, such as `date of birth` for `date`.
            let spoken = hits.enumerated().reduce(0 as UInt64) { spoken, other in
                guard other.offset != index, other.element.holds(hit) else { return spoken }
                return spoken | meanings[other.element.word].header | meanings[other.element.word].negative
            }
            positive |= meanings[hit.word].header & ~spoken
            negative |= meanings[hit.word].negative & ~spoken
        }
        // A name with words for and against, such as `phone order ref`, says nothing.
        return (positive & ~negative, negative & ~positive)
    }
}
