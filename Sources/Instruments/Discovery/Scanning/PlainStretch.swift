/// A stretch of text that holds neither letters nor plus signs nor anything beyond ASCII: within it a run of digits cannot be
/// part of what needs one of them.
struct PlainStretch {
    private var start = 0
    private var end = 0

    /// Bytes before a run that may belong to its value, or change how it is read.
    private static let reach = 42
    /// Bytes before a run and behind it where words may begin that announce its value, longer ones that hold them included.
    private static let wordReach = (before: 160, after: 40)

    /// Whether a run lies in such a stretch. Runs are asked for in order.
    @inline(__always) mutating func holds(_ first: Int, _ last: Int, in view: ByteView) -> Bool {
        if last &+ Self.wordReach.after > end {
            extend(first &- Self.wordReach.before, last &+ Self.wordReach.after, view)
        }
        return first &- Self.reach >= start
    }

    /// Whether no word is near that announces what such a run may be, as long as words begin with letters.
    @inline(__always) func isWordless(_ first: Int) -> Bool { first &- Self.wordReach.before >= start }

    @inline(never) private mutating func extend(_ low: Int, _ high: Int, _ view: ByteView) {
        if low > end { (start, end) = (low, low) }
        while end < high {
            // Letters and what lies beyond ASCII are from A on; the signs among them stand in few numbers.
            let isPlain = view.block(end) { !$0.reaches(UInt8(ascii: "A"), or: UInt8(ascii: "+")) }
            end &+= ByteBlock.count
            if !isPlain { start = end }
        }
    }
}
