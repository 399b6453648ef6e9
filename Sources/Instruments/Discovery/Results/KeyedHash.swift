/// A fast keyed hash (SipHash-2-4) that tells values apart in memory; what is kept is the department's HMAC.
struct KeyedHash: Sendable {
    private let first: UInt64
    private let second: UInt64

    /// - Parameter key: hexadecimal of any length, such as an HMAC; scanners with the same key agree.
    init(key: String) {
        var words: [UInt64] = [0x736F_6D65_7073_6575, 0x646F_7261_6E64_6F6D]
        for (index, byte) in key.utf8.enumerated() {
            words[index / 16 & 1] = words[index / 16 & 1] &* 31 &+ UInt64(byte)
        }
        (first, second) = (words[0], words[1])
    }

    func hash(_ bytes: [UInt8]) -> UInt64 { bytes.withUnsafeBytes { hash($0) } }

    func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var state = State(first, second)
        var index = 0
        while index &+ 8 <= bytes.count {
            state.take(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
            index &+= 8
        }
        var last = UInt64(truncatingIfNeeded: bytes.count) &<< 56
        var shift: UInt64 = 0
        while index < bytes.count {
            last |= UInt64(bytes[index]) &<< shift
            shift &+= 8
            index &+= 1
        }
        state.take(last)
        return state.end()
    }

    /// The four words of SipHash. A value, not variables that functions capture: those would live on the heap.
    private struct State {
        var v0, v1, v2, v3: UInt64

        @inline(__always) init(_ first: UInt64, _ second: UInt64) {
            v0 = first ^ 0x736F_6D65_7073_6575
            v1 = second ^ 0x646F_7261_6E64_6F6D
            v2 = first ^ 0x6C79_6765_6E65_7261
            v3 = second ^ 0x7465_6462_7974_6573
        }

        @inline(__always) mutating func take(_ word: UInt64) {
            v3 ^= word
            round()
            round()
            v0 ^= word
        }

        @inline(__always) mutating func end() -> UInt64 {
            v2 ^= 0xFF
            for _ in 0..<4 { round() }
            return v0 ^ v1 ^ v2 ^ v3
        }

        @inline(__always) private mutating func round() {
            v0 = v0 &+ v1
            v1 = Self.rotate(v1, 13) ^ v0
            v0 = Self.rotate(v0, 32)
            v2 = v2 &+ v3
            v3 = Self.rotate(v3, 16) ^ v2
            v0 = v0 &+ v3
            v3 = Self.rotate(v3, 21) ^ v0
            v2 = v2 &+ v1
            v1 = Self.rotate(v1, 17) ^ v2
            v2 = Self.rotate(v2, 32)
        }

        @inline(__always) private static func rotate(_ value: UInt64, _ by: UInt64) -> UInt64 {
            value &<< by | value &>> (64 &- by)
        }
    }
}
