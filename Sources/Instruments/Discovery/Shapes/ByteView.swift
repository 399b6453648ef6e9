/// Bytes that can be looked at anywhere: outside of them there are zeroes, which belong to no value.
struct ByteView {
    let base: UnsafeRawPointer?
    let count: Int

    init(_ bytes: UnsafeRawBufferPointer) {
        base = bytes.baseAddress
        count = bytes.count
    }

    @inline(__always) subscript(index: Int) -> UInt8 {
        guard let base, UInt(bitPattern: index) < UInt(bitPattern: count) else { return 0 }
        return base.load(fromByteOffset: index, as: UInt8.self)
    }

    /// Eight bytes from an index, lowest first; the caller keeps them inside.
    @inline(__always) func word(_ index: Int) -> UInt64 {
        base.map { UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: index, as: UInt64.self)) } ?? 0
    }

    /// Two bytes from an index, lowest first; the caller keeps them inside.
    @inline(__always) func pair(_ index: Int) -> Int {
        base.map { Int(UInt16(littleEndian: $0.loadUnaligned(fromByteOffset: index, as: UInt16.self))) } ?? 0
    }

    /// The bytes of a range, clamped to what is there.
    func bytes(_ start: Int, _ end: Int) -> UnsafeRawBufferPointer {
        let low = max(0, min(start, count))
        let high = max(low, min(end, count))
        return UnsafeRawBufferPointer(start: base.map { $0 + low }, count: base == nil ? 0 : high - low)
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
