/// Where sentences and clauses end: words of another one speak of something else.
enum Clause {
    /// Whether a clause ends between two places.
    static func ends(between first: Int, and last: Int, in view: ByteView) -> Bool {
        (first..<max(first, last)).contains { ends(view, $0) }
    }

    /// Whether a clause ends with the byte at an index, white space or the end of a Chinese mark behind it.
    private static func ends(_ view: ByteView, _ index: Int) -> Bool {
        switch view[index] {
        case UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "?"): return isSpace(view[index &+ 1])
        case UInt8(ascii: "."):
            return isSpace(view[index &+ 1]) && !isAbbreviated(view, index) && !isLeader(view, index)
        // The last bytes of 。 and of ；！？
        case 0x82: return view.holds(0xE3, 0x80, 0x82, at: index &- 2)
        case 0x9B, 0x81, 0x9F: return view[index &- 1] == 0xBC && view[index &- 2] == 0xEF
        default: return false
        }
    }

    /// Whether a full stop may belong to an abbreviation, as in `Tel. No.` and `I.D.`, or to a numbered item.
    private static func isAbbreviated(_ view: ByteView, _ stop: Int) -> Bool {
        var letters = 0
        while letters < 4, view[stop &- 1 &- letters].isLetter { letters &+= 1 }
        return letters > 0 && letters < 4
    }

    /// Whether a stop is one of a row of dots that leads from a label to its value, as in `Date of birth .......`.
    private static func isLeader(_ view: ByteView, _ stop: Int) -> Bool {
        view[stop &- 1] == UInt8(ascii: ".") || isSpace(view[stop &- 1])
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }
}
