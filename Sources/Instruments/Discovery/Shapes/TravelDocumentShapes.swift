/// Passports and permits: capital letters, then digits, no check digit outside the machine-readable zone.
enum TravelDocumentShapes {
    static func matches(_ view: ByteView, _ run: DigitRun, _ found: (ShapeMatch) -> Void) {
        guard view[run.start &- 1].isUpper, view.closes(run.end) else { return }
        let letter = view[run.start &- 1]
        if view[run.start &- 2].isUpper {
            let start = run.start &- 2
            guard run.count == 7, view.opens(start) else { return }
            func report(_ shape: Shape) { found(ShapeMatch(shape: shape, start: start, end: run.end, isValid: true)) }
            switch view[start] {
            case UInt8(ascii: "E") where letter != UInt8(ascii: "I") && letter != UInt8(ascii: "O"):
                report(.chinesePassport)
            case UInt8(ascii: "C") where letter != UInt8(ascii: "I") && letter != UInt8(ascii: "O"):
                report(.exitEntryPermit)
            case UInt8(ascii: "H"), UInt8(ascii: "K"): report(.hongKongPassport)
            default: break
            }
            return
        }
        let start = run.start &- 1
        guard view.opens(start) else { return }
        func report(_ shape: Shape) { found(ShapeMatch(shape: shape, start: start, end: run.end, isValid: true)) }
        switch (letter, run.count) {
        case (UInt8(ascii: "K"), 8): report(.hongKongPassport)
        case (UInt8(ascii: "H"), 8):
            report(.hongKongPassport)
            report(.homeReturnPermit)
        case (UInt8(ascii: "H"), 10), (UInt8(ascii: "M"), 8), (UInt8(ascii: "M"), 10): report(.homeReturnPermit)
        case (UInt8(ascii: "E"), 8), (UInt8(ascii: "G"), 8): report(.chinesePassport)
        case (UInt8(ascii: "C"), 8), (UInt8(ascii: "W"), 8): report(.exitEntryPermit)
        default: break
        }
    }
}
