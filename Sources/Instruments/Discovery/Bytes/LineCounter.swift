/// Counts line feeds in blocks of sixty-four bytes.
enum LineCounter {
    /// Blocks that are counted at once.
    private static let most = 255

    static func count(_ view: ByteView, _ from: Int, _ to: Int) -> Int {
        var total = 0
        var index = max(0, from)
        let end = min(to, view.count)
        while index &+ ByteBlock.count <= end {
            let blocks = min((end &- index) / ByteBlock.count, most)
            total &+= view.count(of: 0x0A, from: index, blocks: blocks)
            index &+= blocks &* ByteBlock.count
        }
        while index < end {
            if view[index] == 0x0A { total &+= 1 }
            index &+= 1
        }
        return total
    }
}
