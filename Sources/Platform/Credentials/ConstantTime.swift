/// Comparisons that do not tell by their duration where two values part.
enum ConstantTime {
    @inline(never)
    static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for index in left.indices { difference |= left[index] ^ right[index] }
        return difference == 0
    }

    /// Byte by byte, where `==` would also take texts for equal that only look the same (UAX #15).
    static func equal(_ left: String, _ right: String) -> Bool { equal(Array(left.utf8), Array(right.utf8)) }
}
