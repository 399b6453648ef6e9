import Model

/// Finds all context words of all detectors in one pass: an Aho-Corasick automaton laid out as a table.
///
/// ASCII letters match in either case, and `_` and `-` match a space, so that `ID_CARD_NO` is `id card no`.
struct WordAutomaton: Sendable {
    /// What one word says of each detector, as a bit a detector.
    struct Word: Sendable {
        var text: String
        var length: Int
        var positive: UInt64 = 0
        var negative: UInt64 = 0
        /// As the name of a column or key.
        var header: UInt64 = 0
    }

    let words: [Word]
    /// The class of each byte; bytes that no word holds share class 0.
    let classes: [UInt8]
    let classCount: Int
    /// The next state, by state and class.
    let table: [UInt16]
    /// The words that end in a state: an index into `outputs`, which holds runs closed by -1; 0 is the empty run.
    let outputStarts: [Int32]
    let outputs: [Int32]

    init(_ detectors: [Detector]) throws(Fault) {
        var index: [[UInt8]: Int] = [:]
        var words: [Word] = []
        func note(_ texts: [String], _ change: (inout Word) -> Void) {
            for text in texts {
                let key = text.utf8.map(Self.fold)
                let found = index[key] ?? words.count
                if found == words.count {
                    words.append(Word(text: text, length: key.count))
                    index[key] = found
                }
                change(&words[found])
            }
        }
        for (number, detector) in detectors.enumerated() {
            let bit: UInt64 = 1 << UInt64(number)
            note(detector.context) {
                $0.positive |= bit
                $0.header |= bit
            }
            note(detector.headers) { $0.header |= bit }
            note(detector.negative) { $0.negative |= bit }
        }
        self.words = words

        var used = Set(index.keys.joined()).sorted()
        if used.count > 250 { used.removeLast(used.count - 250) }
        var classes = [UInt8](repeating: 0, count: 256)
        for (number, byte) in used.enumerated() { classes[Int(byte)] = UInt8(number + 1) }
        for byte in 0..<256 { classes[byte] = classes[Int(Self.fold(UInt8(byte)))] }
        self.classes = classes
        classCount = used.count + 1

        var next: [[Int]] = [[Int](repeating: -1, count: classCount)]
        var ends: [[Int32]] = [[]]
        for (key, word) in index {
            var state = 0
            for byte in key {
                let symbol = Int(classes[Int(byte)])
                if next[state][symbol] < 0 {
                    next[state][symbol] = next.count
                    next.append([Int](repeating: -1, count: classCount))
                    ends.append([])
                }
                state = next[state][symbol]
            }
            ends[state].append(Int32(word))
        }
        guard next.count < Int(UInt16.max) else { throw Fault("discovery.too-many-words") }
        Self.closeOver(&next, &ends)

        table = next.flatMap { row in row.map { UInt16($0) } }
        var starts: [Int32] = []
        var outputs: [Int32] = [-1]
        for words in ends {
            starts.append(words.isEmpty ? 0 : Int32(outputs.count))
            if !words.isEmpty { outputs += words.sorted() + [-1] }
        }
        outputStarts = starts
        self.outputs = outputs
    }

    /// Fills the gaps of the trie with the transitions of the longest suffix that is itself a prefix.
    private static func closeOver(_ next: inout [[Int]], _ ends: inout [[Int32]]) {
        var fallback = [Int](repeating: 0, count: next.count)
        var queue: [Int] = []
        for symbol in next[0].indices {
            if next[0][symbol] < 0 { next[0][symbol] = 0 } else { queue.append(next[0][symbol]) }
        }
        var head = 0
        while head < queue.count {
            let state = queue[head]
            head += 1
            ends[state] += ends[fallback[state]]
            for symbol in next[state].indices {
                let target = next[state][symbol]
                let other = next[fallback[state]][symbol]
                if target < 0 {
                    next[state][symbol] = other
                } else {
                    fallback[target] = other
                    queue.append(target)
                }
            }
        }
    }

    /// Lower case for ASCII letters, a space for `_` and `-`.
    static func fold(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x41...0x5A: byte | 0x20
        case 0x5F, 0x2D: 0x20
        default: byte
        }
    }
}
