/// Counts line feeds sixty-four bytes at a time.
enum LineCounter {
    static func count(_ view: ByteView, _ from: Int, _ to: Int) -> Int {
        var total = 0
        var index = max(0, from)
        let end = min(to, view.count)
        while index &+ ByteBlock.count <= end {
            total &+= view.block(index) { $0.equal(0x0A) }.nonzeroBitCount
            index &+= ByteBlock.count
        }
        while index < end {
            if view[index] == 0x0A { total &+= 1 }
            index &+= 1
        }
        return total
    }
}
