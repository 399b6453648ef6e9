/// A context word in the text.
struct WordHit {
    /// Offsets in the part.
    var start: Int
    var end: Int
    /// The index of the word.
    var word: Int
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
        for hit in hits {
            positive |= meanings[hit.word].header
            negative |= meanings[hit.word].negative
        }
        // A name with words for and against, such as `phone order ref`, says nothing.
        return (positive & ~negative, negative & ~positive)
    }
}
