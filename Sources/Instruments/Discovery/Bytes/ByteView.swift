/// Bytes that can be looked at anywhere: outside of them there are zeroes, which belong to no value.
struct ByteView {
    let base: UnsafeRawPointer?
    let count: Int

    init(_ bytes: UnsafeRawBufferPointer) {
        base = bytes.baseAddress
        // Without an address there are no bytes, so an index that passes the test of the count has one.
        count = base == nil ? 0 : bytes.count
    }

    @inline(__always) subscript(index: Int) -> UInt8 {
        guard UInt(bitPattern: index) < UInt(bitPattern: count) else { return 0 }
        return base.unsafelyUnwrapped.load(fromByteOffset: index, as: UInt8.self)
    }

    /// Eight bytes from an index, the first one lowest.
    @inline(__always) func eight(_ index: Int) -> UInt64 {
        guard index >= 0, index &+ 8 <= count else { return eightAcross(index) }
        return eightInside(index)
    }

    /// The same where the caller has made sure that all of them lie inside.
    @inline(__always) func eightInside(_ index: Int) -> UInt64 {
        UInt64(littleEndian: base.unsafelyUnwrapped.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    }

    @inline(never) private func eightAcross(_ index: Int) -> UInt64 {
        (0..<8).reduce(0) { $0 | UInt64(self[index &+ $1]) &<< UInt64($1 &* 8) }
    }

    /// Whether three bytes, such as those of a Chinese character, stand at an index.
    @inline(__always) func holds(_ first: UInt8, _ second: UInt8, _ third: UInt8, at index: Int) -> Bool {
        self[index] == first && self[index &+ 1] == second && self[index &+ 2] == third
    }

    /// The number that digits at an index write.
    @inline(__always) func number(_ start: Int, _ count: Int) -> Int {
        var value = 0
        for index in 0..<count { value = value &* 10 &+ self[start &+ index].digit }
        return value
    }

    /// The bytes of a range, clamped to what is there.
    func bytes(_ start: Int, _ end: Int) -> UnsafeRawBufferPointer {
        let low = max(0, min(start, count))
        let high = max(low, min(end, count))
        return UnsafeRawBufferPointer(start: base.map { $0 + low }, count: high - low)
    }
}

extension UInt8 {
    @inline(__always) var isDigit: Bool { self &- 0x30 < 10 }
    @inline(__always) var isUpper: Bool { self &- 0x41 < 26 }
    @inline(__always) var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
    @inline(__always) var isAlphanumeric: Bool { isDigit || isLetter }
    /// The number that a digit stands for.
    @inline(__always) var digit: Int { Int(self &- 0x30) }
    @inline(__always) var uppercased: UInt8 { self &- 0x61 < 26 ? self & 0xDF : self }
    @inline(__always) var lowercased: UInt8 { isUpper ? self | 0x20 : self }
}
