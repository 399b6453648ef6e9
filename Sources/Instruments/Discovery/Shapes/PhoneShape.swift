/// Hong Kong telephone numbers (numbering plan of the Communications Authority): eight digits, `+852` optional.
enum PhoneShape {
    static func match(_ view: ByteView, _ run: DigitRun) -> ShapeMatch? {
        switch run.count {
        case 8: return national(view, run.start, run.end)
        case 4:
            guard let end = grouped(view, run.start) else { return nil }
            return national(view, run.start, end)
        case 3: return international(view, run) ?? inThrees(view, run)
        case 11: return joined(view, run, prefix: 3)
        case 13 where view[run.start] == UInt8(ascii: "0") && view[run.start &+ 1] == UInt8(ascii: "0"):
            return joined(view, run, prefix: 5)
        case 5 where view[run.start] == UInt8(ascii: "0") && view[run.start &+ 1] == UInt8(ascii: "0"):
            return international(view, DigitRun(view, run.start &+ 2, run.end))
        default: return nil
        }
    }

    private static func national(_ view: ByteView, _ start: Int, _ end: Int) -> ShapeMatch? {
        guard view.opens(start), view.closes(end), !isGroupOfMore(view, start, end) else { return nil }
        return ShapeMatch(shape: .phone, start: start, end: end, isValid: isAssigned(view, start))
    }

    /// `93 217 038`, from its second group.
    private static func inThrees(_ view: ByteView, _ run: DigitRun) -> ShapeMatch? {
        let start = run.start &- 3
        guard run.after == UInt8(ascii: " "), run.before == run.after, view[start].isDigit, view[start &+ 1].isDigit,
            view.digits(at: run.end &+ 1, limit: 4) == 3, view.opens(start), view.closes(run.end &+ 4),
            !(view[start &- 1] == UInt8(ascii: " ") && view[start &- 2].isDigit),
            !(view[run.end &+ 4] == UInt8(ascii: " ") && view[run.end &+ 5].isDigit)
        else { return nil }
        return ShapeMatch(
            shape: .phone, start: start, end: run.end &+ 4,
            isValid: isAssigned(view.number(start, 2) &* 10 &+ run.digit(0)))
    }

    /// The end of `dddd dddd` or `dddd-dddd`.
    private static func grouped(_ view: ByteView, _ start: Int) -> Int? {
        let gap = view[start &+ 4]
        guard gap == UInt8(ascii: " ") || gap == UInt8(ascii: "-"), view.digits(at: start &+ 5, limit: 5) == 4 else {
            return nil
        }
        return start &+ 9
    }

    /// Whether the digits are part of a longer number written in groups, such as a card's.
    private static func isGroupOfMore(_ view: ByteView, _ start: Int, _ end: Int) -> Bool {
        guard end &- start == 9 else { return false }
        if FinancialShapes.isWithinIBAN(view, start) { return true }
        func isGap(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") }
        return isGap(view[end]) && view.digits(at: end &+ 1, limit: 4) == 4 && view[start &+ 4] == view[end]
            && !view[end &+ 9].isDigit && grouped(view, end &+ 1) == nil
            || isGap(view[start &- 1]) && view[start &- 2].isDigit && view[start &- 3].isDigit
                && view[start &- 4].isDigit && view[start &- 5].isDigit
                && view[start &+ 4] == view[start &- 1] && view[start &- 6] == view[start &- 1]
    }

    /// `852` with the number behind a gap: `+852 2345 6789`, `(852) 23456789`, `852-23456789`.
    private static func international(_ view: ByteView, _ run: DigitRun) -> ShapeMatch? {
        guard isCountryCode(view, run.start) else { return nil }
        var index = run.end
        var gaps = 0
        while gaps < 2,
            view[index] == UInt8(ascii: " ") || view[index] == UInt8(ascii: ")") || view[index] == UInt8(ascii: "-")
        {
            index &+= 1
            gaps &+= 1
        }
        let digits = view.digits(at: index, limit: 9)
        guard let end = digits == 8 ? index &+ 8 : digits == 4 ? grouped(view, index) : nil, view.closes(end) else {
            return nil
        }
        let (start, form) = opening(view, run.start)
        guard form == .formatted || view.opens(start) else { return nil }
        return ShapeMatch(shape: .phone, start: start, end: end, form: form, isValid: isAssigned(view, index))
    }

    private static func joined(_ view: ByteView, _ run: DigitRun, prefix: Int) -> ShapeMatch? {
        guard isCountryCode(view, run.start &+ prefix &- 3), view.closes(run.end) else { return nil }
        let (start, form) = opening(view, run.start &+ prefix &- 3)
        guard form == .formatted || view.opens(start) else { return nil }
        return ShapeMatch(
            shape: .phone, start: start, end: run.end, form: form, isValid: isAssigned(view, run.start &+ prefix))
    }

    private static func isCountryCode(_ view: ByteView, _ index: Int) -> Bool {
        view[index] == UInt8(ascii: "8") && view[index &+ 1] == UInt8(ascii: "5")
            && view[index &+ 2] == UInt8(ascii: "2")
    }

    /// Where `+`, `00` or a bracket before the country code starts.
    private static func opening(_ view: ByteView, _ code: Int) -> (start: Int, form: ShapeMatch.Form) {
        var start = code
        if view[start &- 1] == UInt8(ascii: "+") {
            start &-= 1
        } else if view[start &- 1] == UInt8(ascii: "0"), view[start &- 2] == UInt8(ascii: "0"),
            !view[start &- 3].isAlphanumeric
        {
            start &-= 2
        }
        if view[start &- 1] == UInt8(ascii: "(") { start &-= 1 }
        return start == code || view[start &- 1].isAlphanumeric ? (start, .plain) : (start, .formatted)
    }

    /// Whether a number range is given out to fixed, mobile or personal numbers.
    private static func isAssigned(_ view: ByteView, _ index: Int) -> Bool {
        // Bytes that are no digits write no number of three digits.
        let number = view.number(index, 3)
        return number < 1000 && isAssigned(number)
    }

    /// The same by the number's first three digits.
    @inline(__always) static func isAssigned(_ firstThree: Int) -> Bool {
        let isAssigned =
            switch firstThree / 10 {
            case 21...29, 31, 34...39, 40, 42, 44, 46, 47, 51...59, 60...69, 70...73, 81...84, 90...98: true
            default: false
            }
        return isAssigned && firstThree != 222 && firstThree != 900
    }
}
