/// Finds anchors in blocks of sixty-four bytes, by arithmetic on a bit a byte.
enum AnchorFinder {
    /// Finds every anchor that starts in a range, in order.
    ///
    /// - Parameters:
    ///   - from: where the range starts; a run that began before it is not reported.
    ///   - to: where it ends; a run that starts in it is followed to its end.
    @inline(__always)
    static func find(_ view: ByteView, from: Int, to: Int, _ found: (Anchor) -> Void) {
        var index = from
        if view[index &- 1].isDigit { while index < to, view[index].isDigit { index &+= 1 } }
        while index < to {
            let (digits, others) = bits(view, index)
            // Runs of three or more, by their first digits.
            var events = digits & digits &>> 1 & digits &>> 2 & ~(digits &<< 1) | others
            // One or two digits at the very end may be the beginning of a longer run.
            var next = index &+ ByteBlock.count &- (~digits).leadingZeroBitCount
            while events != 0 {
                let bit = events.trailingZeroBitCount
                events &= events &- 1
                var anchor = Anchor(start: index &+ bit, end: index &+ bit &+ 1, kind: .digits)
                guard anchor.start < to else { return }
                let rest = digits &>> UInt64(bit)
                if rest & 1 == 1 {
                    anchor.end = anchor.start &+ (~rest).trailingZeroBitCount
                    if anchor.end >= index &+ ByteBlock.count {
                        anchor.end = index &+ ByteBlock.count
                        while view[anchor.end].isDigit { anchor.end &+= 1 }
                        next = anchor.end
                    }
                } else {
                    anchor.kind = view[anchor.start] == UInt8(ascii: "@") ? .at : .wideDigits
                }
                found(anchor)
            }
            index = next
        }
    }

    /// Marks the digits of a block, and where its other anchors start.
    @inline(__always) private static func bits(_ view: ByteView, _ index: Int) -> (digits: UInt64, others: UInt64) {
        let (digits, ats, wide) = view.block(index) { block in
            // Full-width digits are `EF BC 90` to `EF BC 99`; of the last two bytes' the next block holds the rest.
            var wide = block.equal(0xEF)
            if wide != 0 { wide &= block.from(0x90, count: 10) &>> 2 | 0xC000_0000_0000_0000 }
            return (block.digits, block.equal(UInt8(ascii: "@")), wide)
        }
        return (digits, wide == 0 ? ats : ats | wideRuns(wide, view, index))
    }

    /// Those of the marks where three or more full-width digits begin.
    @inline(never) private static func wideRuns(_ marks: UInt64, _ view: ByteView, _ index: Int) -> UInt64 {
        var rest = marks
        var runs: UInt64 = 0
        while rest != 0 {
            if startsWideRun(view, index &+ rest.trailingZeroBitCount) { runs |= rest & ~(rest &- 1) }
            rest &= rest &- 1
        }
        return runs
    }

    private static func startsWideRun(_ view: ByteView, _ index: Int) -> Bool {
        isWideDigit(view, index) && isWideDigit(view, index &+ 3) && isWideDigit(view, index &+ 6)
            && !isWideDigit(view, index &- 3)
    }

    static func isWideDigit(_ view: ByteView, _ index: Int) -> Bool {
        view[index] == 0xEF && view[index &+ 1] == 0xBC && view[index &+ 2] &- 0x90 < 10
    }
}
