/// Counts line feeds sixty-four bytes at a time.
enum LineCounter {
    static func count(_ view: ByteView, _ from: Int, _ to: Int) -> Int {
        var total = 0
        var index = max(0, from)
        let end = min(to, view.count)
        while index &+ 64 <= end {
            var marks: UInt64 = 0
            var step = 0
            while step < 64 {
                // Each word's marks lie in the high bits of its bytes: eight words fit beside each other.
                marks |= feeds(view.word(index &+ step)) &>> UInt64(step &>> 3)
                step &+= 8
            }
            total &+= marks.nonzeroBitCount
            index &+= 64
        }
        while index < end {
            if view[index] == 0x0A { total &+= 1 }
            index &+= 1
        }
        return total
    }

    /// Marks the high bit of every byte that is a line feed.
    @inline(__always) private static func feeds(_ word: UInt64) -> UInt64 {
        let shifted = word ^ 0x0A0A_0A0A_0A0A_0A0A
        return ~(((shifted & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F) | shifted) & 0x8080_8080_8080_8080
    }
}
