/// The tests for equality of one field, by the text that each compares with: one look-up answers all of them.
struct TextIndex: Sendable {
    private struct Entry: Sendable {
        let text: [UInt8]
        var tests: [Int]
    }

    /// Entries by the key of their text. Texts come from rules, so nobody who writes records can make a bucket long.
    private var buckets: [[Entry]] = []

    /// Whether there is nothing to look up.
    var isEmpty: Bool { buckets.isEmpty }

    init() {}

    /// - Parameter texts: the numbers of the tests, by text.
    init(_ texts: [[UInt8]: [Int]]) {
        var size = 1
        while size < texts.count * 2 { size *= 2 }
        buckets = Array(repeating: [], count: size)
        for (text, tests) in texts {
            let key = text.withUnsafeBufferPointer { Self.key($0) }
            buckets[key & (size - 1)].append(Entry(text: text, tests: tests))
        }
    }

    /// Reports the tests that compare with a text.
    @inline(__always) func eachTest(of text: UnsafeBufferPointer<UInt8>, _ found: (Int) -> Void) {
        for entry in buckets[Self.key(text) & (buckets.count - 1)] where entry.text.count == text.count {
            let isSame = entry.text.withUnsafeBufferPointer { ByteSearch.starts(text, at: 0, with: $0) }
            if isSame { for test in entry.tests { found(test) } }
        }
    }

    /// A few of a text's bytes and its length: enough to tell the texts of rules apart.
    @inline(__always) private static func key(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        guard let first = text.first, let last = text.last else { return 0 }
        let middle = text[text.count / 2]
        let near = text[text.count - 1 - text.count / 4]
        let mixed = UInt32(first) | UInt32(middle) << 8 | UInt32(near) << 16 | UInt32(last) << 24
        return Int(truncatingIfNeeded: (mixed &+ UInt32(truncatingIfNeeded: text.count)) &* 0x9E37_79B1 >> 12)
    }
}
