/// Something written like a value of a shape.
struct ShapeMatch {
    /// How far the way it is written speaks for it.
    enum Form {
        /// A form of its own, such as brackets round a check digit.
        case formatted
        /// A form that other things have too.
        case plain
        /// Without the check digit that would prove it.
        case unchecked
    }

    var shape: Shape
    var start: Int
    var end: Int
    var form: Form = .plain
    /// Whether its check digits, prefix and date hold.
    var isValid: Bool
    /// Days since 1970-01-01, of a date.
    var day = 0
}

extension ByteView {
    /// Whether a value may start here: what stands before does not belong to the same token.
    @inline(__always) func opens(_ start: Int) -> Bool {
        let before = self[start &- 1]
        // Most often white space or a quote.
        if before <= 0x22 { return true }
        if before.isAlphanumeric { return false }
        switch before {
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "%"), UInt8(ascii: "+"),
            UInt8(ascii: "\\"):
            return (!self[start &- 2].isAlphanumeric || isNumberSign(start)) && before != UInt8(ascii: "+")
        case UInt8(ascii: ","), UInt8(ascii: "$"): return before == UInt8(ascii: ",") && !isThousands(start)
        default: return true
        }
    }

    /// Whether a value may end here.
    @inline(__always) func closes(_ end: Int) -> Bool {
        let after = self[end]
        if after <= 0x22 || after == UInt8(ascii: ",") { return true }
        if after.isAlphanumeric { return false }
        switch after {
        case UInt8(ascii: "-"), UInt8(ascii: "_"): return !self[end &+ 1].isAlphanumeric
        case UInt8(ascii: "."): return !self[end &+ 1].isDigit
        case UInt8(ascii: "%"), UInt8(ascii: "@"): return false
        default: return true
        }
    }

    /// `No.` joined to what it announces.
    private func isNumberSign(_ start: Int) -> Bool {
        self[start &- 1] == UInt8(ascii: ".") && self[start &- 2] | 0x20 == UInt8(ascii: "o")
            && self[start &- 3] | 0x20 == UInt8(ascii: "n") && !self[start &- 4].isAlphanumeric
    }

    /// `1,234`: a comma between at most three digits and exactly three.
    private func isThousands(_ start: Int) -> Bool {
        !self[start &+ 3].isDigit && self[start &- 2].isDigit && self[start].isDigit && self[start &+ 1].isDigit
            && self[start &+ 2].isDigit
            && !(self[start &- 3].isDigit && self[start &- 4].isDigit && self[start &- 5].isDigit)
    }

    /// How many digits follow an index, at most `limit`.
    @inline(__always) func digits(at index: Int, limit: Int) -> Int {
        var count = 0
        while count < limit, self[index &+ count].isDigit { count &+= 1 }
        return count
    }
}
