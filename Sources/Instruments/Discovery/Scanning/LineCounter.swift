/// Counts line feeds eight bytes at a time.
enum LineCounter {
    static func count(_ view: ByteView, _ from: Int, _ to: Int) -> Int {
        var total = 0
        var index = from
        while index &+ 8 <= to, index &+ 8 <= view.count, index >= 0 {
            let shifted = view.word(index) ^ 0x0A0A_0A0A_0A0A_0A0A
            let marks =
                ~(((shifted & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F) | shifted) & 0x8080_8080_8080_8080
            if marks != 0 { total &+= marks.nonzeroBitCount }
            index &+= 8
        }
        while index < to {
            if view[index] == 0x0A { total &+= 1 }
            index &+= 1
        }
        return total
    }
}
