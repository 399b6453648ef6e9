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

    func hash(_ bytes: [UInt8]) -> UInt64 {
        var v0 = first ^ 0x736F_6D65_7073_6575
        var v1 = second ^ 0x646F_7261_6E64_6F6D
        var v2 = first ^ 0x6C79_6765_6E65_7261
        var v3 = second ^ 0x7465_6462_7974_6573
        func rotate(_ value: UInt64, _ by: UInt64) -> UInt64 { value &<< by | value &>> (64 &- by) }
        func round() {
            v0 = v0 &+ v1
            v1 = rotate(v1, 13) ^ v0
            v0 = rotate(v0, 32)
            v2 = v2 &+ v3
            v3 = rotate(v3, 16) ^ v2
            v0 = v0 &+ v3
            v3 = rotate(v3, 21) ^ v0
            v2 = v2 &+ v1
            v1 = rotate(v1, 17) ^ v2
            v2 = rotate(v2, 32)
        }
        var word: UInt64 = 0
        bytes.withUnsafeBytes { raw in
            var index = 0
            while index &+ 8 <= raw.count {
                word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                v3 ^= word
                round()
                round()
                v0 ^= word
                index &+= 8
            }
            word = 0
            var shift: UInt64 = 0
            while index < raw.count {
                word |= UInt64(raw[index]) &<< shift
                shift &+= 8
                index &+= 1
            }
        }
        word |= UInt64(truncatingIfNeeded: bytes.count) &<< 56
        v3 ^= word
        round()
        round()
        v0 ^= word
        v2 ^= 0xFF
        for _ in 0..<4 { round() }
        return v0 ^ v1 ^ v2 ^ v3
    }
}
