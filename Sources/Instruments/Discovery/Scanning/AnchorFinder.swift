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
            let marks = view.nextMarks(&index, before: to)
            let digits = marks.digits
            // Runs of three or more, by their first digits.
            var events = digits & digits &>> 1 & digits &>> 2 & ~(digits &<< 1) | marks.ats
            if marks.wides != 0 { events |= sift(marks.wides, view, index, startsWideRun) }
            if marks.slashes != 0 { events |= sift(marks.slashes & beforeYears(digits), view, index, isShortDate) }
            if index &+ ByteBlock.count > to { events &= (1 &<< UInt64(to &- index)) &- 1 }
            // One or two digits at the very end may be the beginning of a longer run.
            var next = index &+ ByteBlock.count &- (~digits).leadingZeroBitCount
            while events != 0 {
                let bit = events.trailingZeroBitCount
                events &= events &- 1
                var anchor = Anchor(start: index &+ bit, end: index &+ bit &+ 1, kind: .digits)
                let rest = digits &>> UInt64(bit)
                if rest & 1 == 1 {
                    anchor.end = anchor.start &+ (~rest).trailingZeroBitCount
                    if anchor.end >= index &+ ByteBlock.count {
                        anchor.end = index &+ ByteBlock.count
                        while view[anchor.end].isDigit { anchor.end &+= 1 }
                        next = anchor.end
                    }
                } else {
                    switch view[anchor.start] {
                    case UInt8(ascii: "@"): anchor.kind = .at
                    case UInt8(ascii: "/"): anchor.kind = .slash
                    default: anchor.kind = .wideDigits
                    }
                }
                found(anchor)
            }
            index = next
        }
    }

    /// Marks what stands before two digits and behind one; beyond the block's ends there may be any.
    @inline(__always) private static func beforeYears(_ digits: UInt64) -> UInt64 {
        ~digits & (digits &<< 1 | 1) & (digits &>> 1 | 1 &<< 63) & (digits &>> 2 | 3 &<< 62) & ~(digits &>> 3)
    }

    /// Those of the marks where a test holds.
    @inline(never) private static func sift(
        _ marks: UInt64, _ view: ByteView, _ index: Int, _ test: (ByteView, Int) -> Bool
    ) -> UInt64 {
        var rest = marks
        var passed: UInt64 = 0
        while rest != 0 {
            if test(view, index &+ rest.trailingZeroBitCount) { passed |= rest & ~(rest &- 1) }
            rest &= rest &- 1
        }
        return passed
    }

    /// Whether a slash is the second one of `/3/80` or `/12/80`, with no word character behind.
    private static func isShortDate(_ view: ByteView, _ slash: Int) -> Bool {
        firstSlash(view, slash) != nil && view.digits(at: slash &+ 1, limit: 2) == 2
            && !view[slash &+ 3].isAlphanumeric && view[slash &+ 3] != UInt8(ascii: "_")
    }

    /// Where the slash before a number of one or two digits and a second slash stands.
    static func firstSlash(_ view: ByteView, _ second: Int) -> Int? {
        guard view[second &- 1].isDigit else { return nil }
        let first = view[second &- 2].isDigit ? second &- 3 : second &- 2
        return view[first] == UInt8(ascii: "/") ? first : nil
    }

    private static func startsWideRun(_ view: ByteView, _ index: Int) -> Bool {
        isWideDigit(view, index) && isWideDigit(view, index &+ 3) && isWideDigit(view, index &+ 6)
            && !isWideDigit(view, index &- 3)
    }

    static func isWideDigit(_ view: ByteView, _ index: Int) -> Bool {
        view[index] == 0xEF && view[index &+ 1] == 0xBC && view[index &+ 2] &- 0x90 < 10
    }
}
