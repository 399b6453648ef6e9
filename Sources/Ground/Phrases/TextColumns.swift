extension String {
    /// How many columns of a terminal the text takes: two for what is wide or full-width (Unicode Annex 11), none for what
    /// is put onto the character before.
    public var columns: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }
}

extension Character {
    /// Whether it takes two columns of a terminal, and a line may be broken beside it.
    var isWide: Bool { unicodeScalars.contains { $0.columns == 2 } }
}

extension Unicode.Scalar {
    fileprivate var columns: Int {
        if value < 0x300 { return 1 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: return Self.wide.contains { $0.contains(value) } ? 2 : 1
        }
    }

    /// The blocks of characters that are `W` or `F` in East Asian Width, whole: what is not yet assigned in them is to be.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
        0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
    ]
}
