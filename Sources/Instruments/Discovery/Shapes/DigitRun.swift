/// A maximal run of ASCII digits with what it stands between, read once: eight bytes before it, from its start, and
/// from its end, the first one lowest in each.
struct DigitRun {
    let start: Int
    let end: Int
    private let head: UInt64
    private let body: UInt64
    private let tail: UInt64

    @inline(__always) init(_ view: ByteView, _ start: Int, _ end: Int) {
        (self.start, self.end) = (start, end)
        if start >= 8, end &+ 8 <= view.count {
            (head, body, tail) = (view.eightInside(start &- 8), view.eightInside(start), view.eightInside(end))
        } else {
            (head, body, tail) = (view.eight(start &- 8), view.eight(start), view.eight(end))
        }
    }

    @inline(__always) var count: Int { end &- start }
    /// The byte before it; the two before that.
    @inline(__always) var before: UInt8 { UInt8(truncatingIfNeeded: head &>> 56) }
    @inline(__always) var secondBefore: UInt8 { UInt8(truncatingIfNeeded: head &>> 48) }
    /// The byte behind it, and the one behind that.
    @inline(__always) var after: UInt8 { UInt8(truncatingIfNeeded: tail) }
    @inline(__always) var secondAfter: UInt8 { UInt8(truncatingIfNeeded: tail &>> 8) }

    /// One of the first eight digits.
    @inline(__always) func digit(_ index: Int) -> Int { Int(truncatingIfNeeded: body &>> UInt64(index &* 8) & 15) }
    /// The number that the first two, three or four digits write.
    @inline(__always) var firstTwo: Int { digit(0) &* 10 &+ digit(1) }
    @inline(__always) var firstThree: Int { firstTwo &* 10 &+ digit(2) }
    @inline(__always) var firstFour: Int { firstThree &* 10 &+ digit(3) }

    /// The first three digits, four bits each, the first one's lowest.
    @inline(__always) var firstThreePacked: Int {
        let digits = body & 0x0F_0F0F
        let pairs = digits | digits &>> 4
        return Int(truncatingIfNeeded: pairs & 0xFF | pairs &>> 8 & 0xF00)
    }

    /// Whether a letter stands before it, or before the gap before it.
    @inline(__always) var isAfterLetter: Bool {
        before.isLetter || (before == UInt8(ascii: " ") || before == UInt8(ascii: "-")) && secondBefore.isLetter
    }

    /// Whether a gap such as within numbers in groups follows.
    @inline(__always) var hasGap: Bool { after == UInt8(ascii: " ") || after == UInt8(ascii: "-") }

    /// What follows the byte behind it: twice the number of digits, at most seven, and one more where behind them the
    /// same byte stands again.
    @inline(__always) var groupBehind: Int {
        let shifted = tail &>> 8 ^ 0x30_3030_3030_3030
        let others = shifted &+ 0x76_7676_7676_7676 | shifted
        let bits = (others & 0x80_8080_8080_8080 | 1 &<< 63).trailingZeroBitCount & ~7
        let next = UInt8(truncatingIfNeeded: tail &>> UInt64(bits &+ 8))
        return bits &>> 2 | (next == after ? 1 : 0)
    }

    /// How many digits stand behind the gap, at most seven.
    @inline(__always) var digitsBehindGap: Int { hasGap ? groupBehind &>> 1 : 0 }

    /// Whether a space and more of the line stand so many bytes behind it, at most six.
    @inline(__always) func goesOn(behind distance: Int) -> Bool {
        let bytes = tail &>> UInt64(distance &* 8)
        let next = UInt8(truncatingIfNeeded: bytes &>> 8)
        return UInt8(truncatingIfNeeded: bytes) == 0x20 && next > 0x20 && next != UInt8(ascii: "|")
    }

    /// Whether a byte beyond ASCII stands within four bytes before it or two behind it.
    @inline(__always) var isNearWide: Bool { head & 0x8080_8080_0000_0000 | tail & 0x8080 != 0 }

    /// Whether four letters and digits, a group of their own, stand before the gap before it.
    @inline(__always) var isAfterGroup: Bool {
        func belongs(_ shift: UInt64) -> Bool {
            let byte = UInt8(truncatingIfNeeded: head &>> shift)
            return byte.isDigit || byte.isUpper
        }
        return (before == UInt8(ascii: " ") || before == UInt8(ascii: "-"))
            && !UInt8(truncatingIfNeeded: head &>> 16).isAlphanumeric && belongs(48)
            && belongs(40) && belongs(32) && belongs(24)
    }
}
