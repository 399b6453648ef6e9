/// A place where something sensitive may be: found fast, looked at closely afterwards.
struct Anchor {
    enum Kind: UInt8 {
        /// At least three ASCII digits.
        case digits
        /// An at sign.
        case at
        /// At least three full-width digits.
        case wideDigits
    }

    var start: Int
    var end: Int
    var kind: Kind
}

/// Finds anchors by arithmetic on eight bytes at a time.
enum AnchorFinder {
    private static let high: UInt64 = 0x8080_8080_8080_8080
    private static let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F

    /// Marks the high bit of every byte that is a digit.
    @inline(__always) private static func digits(_ word: UInt64) -> UInt64 {
        let shifted = word ^ 0x3030_3030_3030_3030
        return ~(((shifted & low) &+ 0x7676_7676_7676_7676) | shifted) & high
    }

    /// Marks the high bit of every byte that is an at sign.
    @inline(__always) private static func ats(_ word: UInt64) -> UInt64 {
        let shifted = word ^ 0x4040_4040_4040_4040
        return ~(((shifted & low) &+ low) | shifted) & high
    }

    /// Gathers the high bits of eight bytes into eight bits.
    @inline(__always) private static func gather(_ marks: UInt64) -> UInt64 {
        ((marks &>> 7) &* 0x0102_0408_1020_4080) &>> 56
    }

    /// Finds every anchor that starts in a range, in order.
    ///
    /// - Parameters:
    ///   - from: where the range starts; a run that began before it is not reported.
    ///   - to: where it ends; a run that starts in it is followed to its end.
    ///   - anchors: emptied, then filled.
    static func find(_ view: ByteView, from: Int, to: Int, into anchors: inout [Anchor]) {
        anchors.removeAll(keepingCapacity: true)
        var index = from
        if view[index &- 1].isDigit { while index < to, view[index].isDigit { index &+= 1 } }
        while index < to {
            guard index &+ 64 <= view.count else {
                tail(view, from: index, to: to, &anchors)
                return
            }
            var anyDigit: UInt64 = 0
            var anyAt: UInt64 = 0
            var anyHigh: UInt64 = 0
            var step = 0
            while step < 64 {
                let word = view.word(index &+ step)
                anyDigit |= digits(word)
                anyAt |= ats(word)
                anyHigh |= word
                step &+= 8
            }
            if anyDigit | anyAt == 0, anyHigh & high == 0 {
                index &+= 64
                continue
            }
            var digitBits: UInt64 = 0
            if anyDigit != 0 {
                step = 0
                while step < 64 {
                    digitBits |= gather(digits(view.word(index &+ step))) &<< UInt64(step)
                    step &+= 8
                }
            }
            var others: UInt64 = 0
            if anyAt != 0 {
                step = 0
                while step < 64 {
                    others |= gather(ats(view.word(index &+ step))) &<< UInt64(step)
                    step &+= 8
                }
            }
            if anyHigh & high != 0 { others |= wideBits(view, index) }
            index = emit(view, index, to, digitBits, others, &anchors)
        }
    }

    /// Turns the bits of 64 bytes into anchors.
    ///
    /// - Returns: where the next 64 bytes start.
    @inline(__always) private static func emit(
        _ view: ByteView, _ index: Int, _ to: Int, _ digitBits: UInt64, _ others: UInt64, _ anchors: inout [Anchor]
    ) -> Int {
        let triples = digitBits & digitBits &>> 1 & digitBits &>> 2
        var events = (triples & ~(digitBits &<< 1)) | others
        while events != 0 {
            let bit = events.trailingZeroBitCount
            events &= events &- 1
            let start = index &+ bit
            guard start < to else { return to }
            if digitBits &>> UInt64(bit) & 1 == 1 {
                var end = start &+ (~(digitBits &>> UInt64(bit))).trailingZeroBitCount
                if end >= index &+ 64 {
                    end = index &+ 64
                    while view[end].isDigit { end &+= 1 }
                    anchors.append(Anchor(start: start, end: end, kind: .digits))
                    return end
                }
                anchors.append(Anchor(start: start, end: end, kind: .digits))
            } else {
                let isAt = view[start] == UInt8(ascii: "@")
                anchors.append(Anchor(start: start, end: start &+ 1, kind: isAt ? .at : .wideDigits))
            }
        }
        // One or two digits at the very end may be the beginning of a longer run.
        return index &+ 64 &- (~digitBits).leadingZeroBitCount
    }

    /// Marks where three or more full-width digits (`EF BC 90` to `EF BC 99`) begin.
    private static func wideBits(_ view: ByteView, _ index: Int) -> UInt64 {
        var bits: UInt64 = 0
        var step = 0
        while step < 64 {
            let shifted = view.word(index &+ step) ^ 0xEFEF_EFEF_EFEF_EFEF
            var marks = gather(~(((shifted & low) &+ low) | shifted) & high)
            while marks != 0 {
                let offset = step &+ marks.trailingZeroBitCount
                marks &= marks &- 1
                if startsWideRun(view, index &+ offset) { bits |= 1 &<< UInt64(offset) }
            }
            step &+= 8
        }
        return bits
    }

    private static func startsWideRun(_ view: ByteView, _ index: Int) -> Bool {
        isWideDigit(view, index) && isWideDigit(view, index &+ 3) && isWideDigit(view, index &+ 6)
            && !isWideDigit(view, index &- 3)
    }

    static func isWideDigit(_ view: ByteView, _ index: Int) -> Bool {
        view[index] == 0xEF && view[index &+ 1] == 0xBC && view[index &+ 2] &- 0x90 < 10
    }

    private static func tail(_ view: ByteView, from: Int, to: Int, _ anchors: inout [Anchor]) {
        var index = from
        while index < to {
            let byte = view[index]
            if byte.isDigit {
                let start = index
                while view[index].isDigit { index &+= 1 }
                if index &- start >= 3 { anchors.append(Anchor(start: start, end: index, kind: .digits)) }
                continue
            }
            if byte == UInt8(ascii: "@") { anchors.append(Anchor(start: index, end: index &+ 1, kind: .at)) }
            if byte == 0xEF, startsWideRun(view, index) {
                anchors.append(Anchor(start: index, end: index &+ 1, kind: .wideDigits))
            }
            index &+= 1
        }
    }
}
