import Model

/// Finds all context words of all detectors: a bit table of the two bytes that words begin with, then a trie.
///
/// ASCII letters match in either case, and `_` and `-` match a space, so that `ID_CARD_NO` is `id card no`.
struct WordAutomaton: Sendable {
    /// What one word says of each detector, as a bit a detector.
    struct Word: Sendable {
        var text: String
        var positive: UInt64 = 0
        var negative: UInt64 = 0
        /// As the name of a column or key.
        var header: UInt64 = 0
    }

    let words: [Word]
    /// A bit for each pair of bytes, the first one lowest: whether a word begins with it.
    let openings: [UInt64]
    /// The class of each byte; bytes that no word holds share class 0.
    let classes: [UInt8]
    let classCount: Int
    /// The next node of the trie, by node and class; 0 where there is none.
    let table: [UInt16]
    /// The word that ends at a node; -1 where none does.
    let ends: [Int32]

    init(_ detectors: [Detector]) throws(Fault) {
        var index: [[UInt8]: Int] = [:]
        var words: [Word] = []
        func note(_ texts: [String], _ change: (inout Word) -> Void) {
            for text in texts {
                let key = text.utf8.map(Self.fold)
                let found = index[key] ?? words.count
                if found == words.count {
                    words.append(Word(text: text))
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

        var classes = [UInt8](repeating: 0, count: 256)
        for (number, byte) in Set(index.keys.joined()).sorted().enumerated() {
            classes[Int(byte)] = UInt8(truncatingIfNeeded: number + 1)
        }
        for byte in UInt8.min ... .max { classes[Int(byte)] = classes[Int(Self.fold(byte))] }
        let width = Int(classes.max() ?? 0) + 1
        self.classes = classes
        classCount = width

        var table = [UInt16](repeating: 0, count: width)
        var ends: [Int32] = [-1]
        for (key, word) in index {
            var node = 0
            for byte in key {
                let slot = node * width + Int(classes[Int(byte)])
                if table[slot] == 0 {
                    guard ends.count < UInt16.max else { throw Fault("discovery.too-many-words") }
                    table[slot] = UInt16(ends.count)
                    table += [UInt16](repeating: 0, count: width)
                    ends.append(-1)
                }
                node = Int(table[slot])
            }
            ends[node] = Int32(word)
        }
        openings = Self.openings(table, classes, width)
        self.table = table
        self.ends = ends
    }

    private static func openings(_ table: [UInt16], _ classes: [UInt8], _ width: Int) -> [UInt64] {
        var bits = [UInt64](repeating: 0, count: 1 << 10)
        for first in 0..<256 {
            let node = Int(table[Int(classes[first])])
            guard node != 0 else { continue }
            for second in 0..<256 where table[node * width + Int(classes[second])] != 0 {
                let pair = second << 8 | first
                bits[pair >> 6] |= 1 << UInt64(pair & 63)
            }
        }
        return bits
    }

    /// Lower case for ASCII letters, a space for `_` and `-`.
    static func fold(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x41...0x5A: byte | 0x20
        case 0x5F, 0x2D: 0x20
        default: byte
        }
    }

    /// Reports every word that starts at an index, shortest first.
    @inline(__always) func words(at start: Int, in view: ByteView, _ found: (_ word: Int, _ end: Int) -> Void) {
        var node = 0
        var index = start
        while true {
            node = Int(table[node &* classCount &+ Int(classes[Int(view[index])])])
            guard node != 0 else { return }
            index &+= 1
            if ends[node] >= 0 { found(Int(ends[node]), index) }
        }
    }
}
