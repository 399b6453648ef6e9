import CByteMarks

/// Sixty-four bytes in a row. Each test gives a bit a byte, the first one's lowest.
struct ByteBlock {
    static let count = 64

    private let start: UnsafeRawPointer

    @inline(__always) fileprivate init(_ start: UnsafeRawPointer) { self.start = start }

    @inline(__always) func equal(_ byte: UInt8) -> UInt64 { seawall_marks_equal(start, byte) }
    /// Bytes from one on, so many of them.
    @inline(__always) func from(_ first: UInt8, count: UInt8) -> UInt64 { seawall_marks_from(start, first, count) }
    @inline(__always) var digits: UInt64 { from(UInt8(ascii: "0"), count: 10) }
    @inline(__always) var letters: UInt64 { seawall_marks_letters(start) }
    /// Whether any byte is as great as one, or equals another: sooner told than which.
    @inline(__always) func reaches(_ least: UInt8, or byte: UInt8) -> Bool { seawall_reaches(start, least, byte) }
    /// Where words may begin: letters behind none, capitals behind none, bytes that begin a character beyond ASCII, and one
    /// of choice.
    ///
    /// - Parameters:
    ///   - before: the byte before the first.
    ///   - least: the least byte that a word may begin with, the one of choice left out: without any there are none.
    @inline(__always) func starts(before: UInt8, from least: UInt8, or other: UInt8) -> UInt64 {
        seawall_word_starts(start, before, least, other)
    }
}

extension ByteView {
    /// Looks at the sixty-four bytes from an index; those outside are zeroes.
    @inline(__always) func block<Result>(_ index: Int, _ look: (ByteBlock) -> Result) -> Result {
        guard let base, index >= 0, index &+ ByteBlock.count <= count else { return blockAcross(index, look) }
        return look(ByteBlock(base + index))
    }

    @inline(never) private func blockAcross<Result>(_ index: Int, _ look: (ByteBlock) -> Result) -> Result {
        let bytes = SIMD64<UInt8>((0..<ByteBlock.count).lazy.map { self[index &+ $0] })
        return withUnsafeBytes(of: bytes) { raw in
            guard let start = raw.baseAddress else { preconditionFailure("a value has an address") }
            return look(ByteBlock(start))
        }
    }

    /// Whether one of the sixteen bytes before an index is a given one.
    @inline(__always) func holds(_ byte: UInt8, inSixteenBefore index: Int) -> Bool {
        guard let base, index >= 16, index <= count else { return holdsAcross(byte, index) }
        return seawall_marks_equal16(base + (index &- 16), byte) != 0
    }

    @inline(never) private func holdsAcross(_ byte: UInt8, _ index: Int) -> Bool {
        ((index &- 16)..<index).contains { self[$0] == byte }
    }

    /// How often a byte stands in whole blocks from an index on, all of which lie inside.
    ///
    /// - Parameter blocks: at most 255.
    @inline(__always) func count(of byte: UInt8, from index: Int, blocks: Int) -> Int {
        guard let base else { return 0 }
        return Int(truncatingIfNeeded: seawall_count_equal(base + index, blocks, byte))
    }

    /// The first index in a range that holds a byte; its end where none does.
    func first(_ byte: UInt8, from: Int, to: Int) -> Int {
        var index = from
        while index < to {
            let marks = block(index) { $0.equal(byte) }
            if marks != 0 { return min(index &+ marks.trailingZeroBitCount, to) }
            index &+= ByteBlock.count
        }
        return max(from, to)
    }
}
