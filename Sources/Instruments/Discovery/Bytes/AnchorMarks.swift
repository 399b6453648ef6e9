import CByteMarks

/// What sixty-four bytes hold that an anchor may begin with, a bit a byte, the first one's lowest.
struct AnchorMarks {
    var digits: UInt64
    var ats: UInt64
    var slashes: UInt64
    /// Bytes that three full-width forms in a row begin with.
    var wides: UInt64

    @inline(__always) fileprivate init(_ marks: seawall_anchor_marks) {
        (digits, ats, slashes, wides) = (marks.digits, marks.ats, marks.slashes, marks.wides)
    }
}

extension ByteView {
    /// Bytes behind a block that its marks of full-width forms are read from.
    private static let overhang = 6

    /// Looks for the next block that holds anything an anchor may begin with.
    ///
    /// - Parameters:
    ///   - index: where the first block starts; then where the one starts that has the marks. Blocks before have none.
    ///   - end: before it blocks start.
    @inline(__always) func nextMarks(_ index: inout Int, before end: Int) -> AnchorMarks {
        let blocks = (min(end &+ ByteBlock.count &- 1, count &- Self.overhang) &- index) &>> 6
        guard blocks > 0, let base, index >= 0 else { return marksAcross(index) }
        var marks = seawall_anchor_marks()
        index &+= seawall_next_anchors(base + index, blocks, &marks) &* ByteBlock.count
        return AnchorMarks(marks)
    }

    /// The marks of a block that ends beyond these bytes, or too near their end.
    @inline(never) private func marksAcross(_ index: Int) -> AnchorMarks {
        let bytes = (0..<ByteBlock.count &+ Self.overhang).map { self[index &+ $0] }
        var marks = seawall_anchor_marks()
        bytes.withUnsafeBytes { raw in
            guard let start = raw.baseAddress else { preconditionFailure("an array of bytes has an address") }
            _ = seawall_next_anchors(start, 1, &marks)
        }
        return AnchorMarks(marks)
    }
}
