/// The context words found so far along a part; bytes near no candidate are never looked at, others once.
struct WordCursor {
    private(set) var hits: [WordHit] = []
    private var state = 0
    private var scanned = 0

    /// Makes `hits` hold every word of a stretch, in order of ends.
    ///
    /// - Parameters:
    ///   - low: where the stretch starts, in the part; never lower than in an earlier call by more than a window.
    ///   - high: where it ends.
    ///   - view: the bytes at hand.
    ///   - base: the offset in the part of the view's first byte.
    mutating func cover(_ low: Int, _ high: Int, in view: ByteView, at base: Int, _ automaton: WordAutomaton) {
        if low > scanned {
            hits.removeAll(keepingCapacity: true)
            state = 0
            scanned = low
        } else if hits.count > 2048 {
            hits.removeFirst(1024)
        }
        guard scanned < high else { return }
        let bytes = view.bytes(scanned - base, high - base)
        guard bytes.count == high - scanned else { return }
        automaton.table.withUnsafeBufferPointer { table in
            automaton.classes.withUnsafeBufferPointer { classes in
                automaton.outputStarts.withUnsafeBufferPointer { outputStarts in
                    var state = self.state
                    let width = automaton.classCount
                    for (index, byte) in bytes.enumerated() {
                        state = Int(table[state &* width &+ Int(classes[Int(byte)])])
                        if outputStarts[state] != 0 {
                            note(Int(outputStarts[state]), scanned &+ index &+ 1, view, base, automaton)
                        }
                    }
                    self.state = state
                }
            }
        }
        scanned = high
    }

    private mutating func note(_ output: Int, _ end: Int, _ view: ByteView, _ base: Int, _ automaton: WordAutomaton) {
        var output = output
        while automaton.outputs[output] >= 0 {
            let word = Int(automaton.outputs[output])
            output += 1
            let start = end - automaton.words[word].length
            if Self.isWhole(start - base, end - base, in: view) {
                hits.append(WordHit(start: start, end: end, word: word))
            }
        }
    }

    /// Whether ASCII letters at its ends belong to the word: `tel` is not in `hotel`, but in `homeTel` and `tel_no`.
    private static func isWhole(_ start: Int, _ end: Int, in view: ByteView) -> Bool {
        if view[start].isLetter, view[start &- 1].isLetter {
            guard view[start].isUpper, !view[start &- 1].isUpper else { return false }
        }
        guard view[end &- 1].isLetter, view[end].isLetter else { return true }
        if view[end] | 0x20 == UInt8(ascii: "s"), !view[end &+ 1].isLetter { return true }
        return view[end].isUpper && !view[end &- 1].isUpper
    }
}
