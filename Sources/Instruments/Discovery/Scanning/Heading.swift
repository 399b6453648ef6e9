/// What names the cell that a value stands in, as bits of detectors.
struct Heading {
    var positive: UInt64 = 0
    var negative: UInt64 = 0
    /// Where the cell starts, in the part.
    var cell: Int
}
