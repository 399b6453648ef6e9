import Model

/// Finds all context words of all detectors: a bit table of the three bytes that words begin with, then a trie.
///
/// ASCII letters match in either case, and `_` and `-` match a space, so that `ID_CARD_NO` is `id card no`.
///
/// A class, so that handing it on counts one reference and not one for each of its tables.
final class WordAutomaton: Sendable {
    /// What one word says of each detector, as a bit a detector.
    struct Meaning: Sendable {
        var positive: UInt64 = 0
        var negative: UInt64 = 0
        /// As the name of a column or key.
        var header: UInt64 = 0
    }

    let words: [String]
    /// Of each word.
    let meanings: [Meaning]
    /// Bits by a hash of three bytes: whether a word may begin with them.
    private let openings: [UInt64]
    /// Bytes that may begin a word although they are neither letters nor beyond ASCII.
    private let otherStarts: [UInt8]
    /// The least byte that may begin a word, the first of the others left out.
    private let leastStart: UInt8
    /// Whether all words begin with letters, with bytes beyond ASCII, or with the signs that stand among letters in ASCII.
    let startWithLetters: Bool
    /// How far behind the beginning of a word another one may begin that it holds, as `date` in `birth date`.
    let longestOverhang: Int
    /// The class of each byte; bytes that no word holds share class 0.
    private let classes: [UInt8]
    private let classCount: Int
    /// The trie, a row a node: by class where the row of the next node begins, 0 where there is none; last, one more than
    /// the word that ends there, 0 where none does.
    private let rows: [UInt32]

    init(_ detectors: [Detector]) throws(Fault) {
        var index: [[UInt8]: Int] = [:]
        var words: [String] = []
        var meanings: [Meaning] = []
        func note(_ texts: [String], _ change: (inout Meaning) -> Void) {
            for text in texts {
                let key = text.utf8.map(Self.fold)
                let found = index[key] ?? words.count
                if found == words.count {
                    words.append(text)
                    meanings.append(Meaning())
                    index[key] = found
                }
                change(&meanings[found])
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
        self.meanings = meanings

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
        openings = Self.openings { node, byte in
            if node > 0, ends[node] >= 0 { return nil }
            return Int(table[node * width + Int(classes[Int(byte)])])
        }
        let starts = Set(index.keys.compactMap(\.first))
        let others = (0..<0x80).filter { !$0.isLetter && starts.contains(Self.fold($0)) }
        otherStarts = others
        startWithLetters = others.allSatisfy { $0 >= UInt8(ascii: "A") }
        leastStart = min(UInt8(ascii: "A"), others.dropFirst().min() ?? .max)
        longestOverhang = index.keys.map { Self.overhang($0, index) }.max() ?? 0
        rows = ends.indices.flatMap { node in
            table[(node * width)..<((node + 1) * width)].map { UInt32($0) * UInt32(width + 1) } + [
                UInt32(ends[node] + 1)
            ]
        }
    }

    /// - Parameter next: the node behind a node and a byte, 0 where there is none; nil where a word has ended.
    private static func openings(_ next: (_ node: Int, _ byte: UInt8) -> Int?) -> [UInt64] {
        var bits = [UInt64](repeating: 0, count: 1 << 10)
        func note(_ bytes: UInt64, _ node: Int, _ depth: UInt64) {
            guard depth < 3 else {
                let place = place(bytes)
                bits[place &>> 6] |= 1 << UInt64(place & 63)
                return
            }
            for byte in UInt8.min ... .max {
                let node = node < 0 ? node : next(node, byte) ?? -1
                // Behind the end of a short word any byte may follow.
                if node != 0 { note(bytes | UInt64(byte) << (depth * 8), node, depth + 1) }
            }
        }
        note(0, 0, 0)
        return bits
    }

    /// How far behind the beginning of a word the last other one begins that it holds.
    private static func overhang(_ word: [UInt8], _ words: [[UInt8]: Int]) -> Int {
        (1..<max(1, word.count)).last { start in
            (start..<word.count).contains { words[Array(word[start...$0])] != nil }
        } ?? 0
    }

    /// The place of three bytes among the bits of the openings.
    @inline(__always) fileprivate static func place(_ bytes: UInt64) -> Int {
        Int(truncatingIfNeeded: ((bytes & 0xFF_FFFF) &* 0x9E37_79B1) &>> 16 & 0xFFFF)
    }

    /// Lower case for ASCII letters, a space for `_` and `-`.
    static func fold(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x41...0x5A: byte | 0x20
        case 0x5F, 0x2D: 0x20
        default: byte
        }
    }

    /// Whether a word speaks for or against a detector; nil where it does not speak of it.
    ///
    /// - Parameters:
    ///   - bit: the detector's.
    ///   - isKey: whether words in names of columns and keys count too.
    @inline(__always) func speaks(_ word: Int, of bit: UInt64, isKey: Bool) -> Bool? {
        let meaning = meanings[word]
        if (isKey ? meaning.header | meaning.positive : meaning.positive) & bit != 0 { return true }
        return meaning.negative & bit != 0 ? false : nil
    }

    /// Marks the bytes of a block that a word may begin with: `tel` is not in `hotel`, but in `homeTel`.
    @inline(__always) func starts(_ index: Int, in view: ByteView) -> UInt64 {
        // FF begins no character, and would be marked as if it did.
        let other = otherStarts.first ?? 0xFF
        let before = view[index &- 1]
        var starts = view.block(index) { $0.starts(before: before, from: leastStart, or: other) }
        for byte in otherStarts.dropFirst() { starts |= view.block(index) { $0.equal(byte) } }
        return starts
    }
}

extension WordAutomaton {
    /// The tables as they lie in memory. Addresses and not arrays, since every beginning of a word is looked up: a place among
    /// the openings has as many bits as they have, and a node of the trie is only ever one that the trie itself holds.
    struct Tables {
        fileprivate let openings: UnsafePointer<UInt64>
        fileprivate let classes: UnsafePointer<UInt8>
        fileprivate let rows: UnsafePointer<UInt32>
        fileprivate let classCount: Int

        /// Whether some word may begin with bytes; hardly ever true where none does.
        @inline(__always) func opens(_ bytes: UInt64) -> Bool {
            let place = WordAutomaton.place(bytes)
            return openings[place &>> 6] &>> UInt64(place & 63) & 1 == 1
        }

        /// Reports every word that starts at an index, shortest first.
        @inline(__always) func words(at start: Int, in view: ByteView, _ found: (_ word: Int, _ end: Int) -> Void) {
            var row = 0
            var index = start
            while true {
                row = Int(rows[row &+ Int(classes[Int(view[index])])])
                guard row != 0 else { return }
                index &+= 1
                let end = rows[row &+ classCount]
                if end != 0 { found(Int(end) &- 1, index) }
            }
        }
    }

    /// Hands over the tables; they are not to be kept beyond the body.
    @inline(__always) func withTables(_ body: (Tables) -> Void) {
        openings.withUnsafeBufferPointer { openings in
            classes.withUnsafeBufferPointer { classes in
                rows.withUnsafeBufferPointer { rows in
                    // Arrays that are not empty have addresses.
                    body(
                        Tables(
                            openings: openings.baseAddress.unsafelyUnwrapped,
                            classes: classes.baseAddress.unsafelyUnwrapped,
                            rows: rows.baseAddress.unsafelyUnwrapped, classCount: classCount))
                }
            }
        }
    }
}
