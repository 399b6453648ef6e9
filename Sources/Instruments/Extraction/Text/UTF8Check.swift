/// Finds where bytes stop being UTF-8, at several gigabytes a second on ASCII and Chinese text.
enum UTF8Check {
    /// What stands at the end of the valid bytes.
    enum Stop {
        case end
        /// The bytes end within a character.
        case unfinished
        case invalid
    }

    /// The length of the longest valid prefix from `start`, and what follows it.
    static func validEnd(of bytes: UnsafeRawBufferPointer, from start: Int = 0) -> (end: Int, stop: Stop) {
        guard let base = bytes.baseAddress else { return (start, .end) }
        let count = bytes.count
        var index = start
        while index < count {
            while index + 32 <= count {
                let a = base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                let b = base.loadUnaligned(fromByteOffset: index &+ 8, as: UInt64.self)
                let c = base.loadUnaligned(fromByteOffset: index &+ 16, as: UInt64.self)
                let d = base.loadUnaligned(fromByteOffset: index &+ 24, as: UInt64.self)
                guard (a | b | c | d) & 0x8080_8080_8080_8080 == 0 else { break }
                index &+= 32
            }
            while index + 8 <= count {
                let word = base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                let high = word & 0x8080_8080_8080_8080
                if high == 0 {
                    index &+= 8
                    break
                }
                index &+= high.trailingZeroBitCount >> 3
                // Two characters of three bytes at once: nearly all of Chinese text.
                while index + 8 <= count {
                    let pair = base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                    guard pair & 0x0000_C0C0_F0C0_C0F0 == 0x0000_8080_E080_80E0, isPlain(pair & 15),
                        isPlain((pair >> 24) & 15)
                    else { break }
                    index &+= 6
                }
                guard index < count, base.load(fromByteOffset: index, as: UInt8.self) >= 0x80 else { continue }
                let length = sequence(bytes, index)
                guard length > 0 else { return (index, length == 0 ? .unfinished : .invalid) }
                index &+= length
            }
            guard index < count, index + 8 > count else { continue }
            if base.load(fromByteOffset: index, as: UInt8.self) < 0x80 {
                index &+= 1
                continue
            }
            let length = sequence(bytes, index)
            guard length > 0 else { return (index, length == 0 ? .unfinished : .invalid) }
            index &+= length
        }
        return (index, .end)
    }

    /// Where the first byte beyond ASCII stands; the count where there is none.
    static func firstBeyondASCII(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        var index = 0
        while index + 32 <= bytes.count {
            let a = base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let b = base.loadUnaligned(fromByteOffset: index &+ 8, as: UInt64.self)
            let c = base.loadUnaligned(fromByteOffset: index &+ 16, as: UInt64.self)
            let d = base.loadUnaligned(fromByteOffset: index &+ 24, as: UInt64.self)
            guard (a | b | c | d) & 0x8080_8080_8080_8080 == 0 else { break }
            index &+= 32
        }
        while index < bytes.count, bytes[index] < 0x80 { index &+= 1 }
        return index
    }

    /// Whether a lead byte of three leaves its next byte free: not E0 (overlong) and not ED (surrogates).
    @inline(__always)
    private static func isPlain(_ nibble: UInt64) -> Bool { nibble != 0 && nibble != 13 }

    /// The length of the character at an index; 0 where the bytes end within it, -1 where it is invalid.
    static func sequence(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Int {
        let lead = bytes[index]
        let (length, low, high): (Int, UInt8, UInt8)
        switch lead {
        case 0..<0x80: return 1
        case 0xC2...0xDF: (length, low, high) = (2, 0x80, 0xBF)
        case 0xE0: (length, low, high) = (3, 0xA0, 0xBF)
        case 0xED: (length, low, high) = (3, 0x80, 0x9F)
        case 0xE1...0xEF: (length, low, high) = (3, 0x80, 0xBF)
        case 0xF0: (length, low, high) = (4, 0x90, 0xBF)
        case 0xF1...0xF3: (length, low, high) = (4, 0x80, 0xBF)
        case 0xF4: (length, low, high) = (4, 0x80, 0x8F)
        default: return -1
        }
        for step in 1..<length {
            guard index + step < bytes.count else { return 0 }
            let byte = bytes[index + step]
            guard step == 1 ? (low...high).contains(byte) : byte & 0xC0 == 0x80 else { return -1 }
        }
        return length
    }
}
