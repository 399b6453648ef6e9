/// A piece of text with its full-width forms turned into ASCII, and the way back to the original offsets.
struct NarrowWindow {
    private(set) var bytes: [UInt8] = []
    /// The original offset of each byte, and of the end.
    private(set) var origins: [Int] = []

    private static let reach = 192

    /// The text round a place.
    init(_ view: ByteView, around place: Int) {
        var index = max(0, place &- Self.reach)
        let end = min(view.count, place &+ Self.reach)
        // Start at the beginning of a character.
        while index < place, view[index] & 0xC0 == 0x80 { index &+= 1 }
        while index < end {
            origins.append(index)
            if view[index] == 0xEF, view[index &+ 1] == 0xBC, view[index &+ 2] &- 0x81 < 0x3F {
                // U+FF01 to U+FF3F
                bytes.append(view[index &+ 2] &- 0x60)
                index &+= 3
            } else if view[index] == 0xEF, view[index &+ 1] == 0xBD, view[index &+ 2] &- 0x80 < 0x1F {
                // U+FF40 to U+FF5E
                bytes.append(view[index &+ 2] &- 0x20)
                index &+= 3
            } else if view[index] == 0xE3, view[index &+ 1] == 0x80, view[index &+ 2] == 0x80 {
                bytes.append(UInt8(ascii: " "))
                index &+= 3
            } else if let (gap, length) = Self.gap(view, index) {
                bytes.append(gap)
                index &+= length
            } else {
                bytes.append(view[index])
                index &+= 1
            }
        }
        origins.append(index)
    }

    /// Whether a full-width form that may belong to a value touches a run.
    static func isNeeded(_ view: ByteView, _ run: DigitRun) -> Bool {
        isWide(view, run.end) || isWide(view, run.start &- 3)
            || run.before.isLetter && isWide(view, run.start &- 4) || run.hasGap && isWide(view, run.end &+ 1)
            || gap(view, run.end) != nil
    }

    /// A space or a dash of typography that typesetters put into numbers, as the plain one, and its length.
    private static func gap(_ view: ByteView, _ index: Int) -> (gap: UInt8, length: Int)? {
        // No-break space; hyphens and dashes U+2010 to U+2015; figure, thin and narrow no-break spaces.
        if view[index] == 0xC2, view[index &+ 1] == 0xA0 { return (UInt8(ascii: " "), 2) }
        guard view[index] == 0xE2, view[index &+ 1] == 0x80 else { return nil }
        switch view[index &+ 2] {
        case 0x90...0x95: return (UInt8(ascii: "-"), 3)
        case 0x87, 0x89, 0xAF: return (UInt8(ascii: " "), 3)
        default: return nil
        }
    }

    private static func isWide(_ view: ByteView, _ index: Int) -> Bool {
        view[index] == 0xEF && view[index &+ 1] == 0xBC || view[index] == 0xEF && view[index &+ 1] == 0xBD
    }

    /// The offset in the window of an original offset.
    func position(of origin: Int) -> Int? { origins.firstIndex { $0 >= origin } }
}
