import Model

/// Dates in the forms that people and systems write; only what stands beside one makes it a birth date.
enum BirthDateShape {
    /// The last year that counts as a year of birth; fixed, because a scan knows no clock.
    static let lastYear = 2040
    private static let firstYear = 1900

    static func match(_ view: ByteView, _ run: DigitRun) -> ShapeMatch? {
        if run.count == 8 {
            guard view.opens(run.start), view.closes(run.end) else { return nil }
            return date(
                run.start, run.end, view.number(run.start, 4), view.number(run.start &+ 4, 2),
                view.number(run.start &+ 6, 2))
        }
        guard run.count == 4 else { return nil }
        let year = view.number(run.start, 4)
        guard (firstYear...lastYear).contains(year) else { return nil }
        return yearFirst(view, run, year) ?? yearLast(view, run, year) ?? monthInWords(view, run, year)
    }

    /// Whether two digits are the first ones of a year from 1900 to 2099.
    @inline(__always) static func isCentury(_ firstTwo: Int) -> Bool { firstTwo == 19 || firstTwo == 20 }

    private static func yearFirst(_ view: ByteView, _ run: DigitRun, _ year: Int) -> ShapeMatch? {
        let gap = view[run.end]
        if gap == UInt8(ascii: "-") || gap == UInt8(ascii: "/") || gap == UInt8(ascii: ".") {
            let months = view.digits(at: run.end &+ 1, limit: 3)
            let after = run.end &+ 1 &+ months
            guard (1...2).contains(months), view[after] == gap else { return nil }
            let days = view.digits(at: after &+ 1, limit: 3)
            let end = after &+ 1 &+ days
            guard (1...2).contains(days), view.opens(run.start), closes(view, end) else { return nil }
            return date(run.start, end, year, view.number(run.end &+ 1, months), view.number(after &+ 1, days))
        }
        // 年, 月, then 日 or 號
        let yearEnd = skipSpace(view, run.end)
        guard view.holds(0xE5, 0xB9, 0xB4, at: yearEnd), let month = counted(view, yearEnd &+ 3) else { return nil }
        let monthEnd = skipSpace(view, month.end)
        guard view.holds(0xE6, 0x9C, 0x88, at: monthEnd), let day = counted(view, monthEnd &+ 3) else { return nil }
        let end = skipSpace(view, day.end)
        guard view.holds(0xE6, 0x97, 0xA5, at: end) || view.holds(0xE8, 0x99, 0x9F, at: end) else { return nil }
        return date(run.start, end &+ 3, year, month.value, day.value)
    }

    private static func skipSpace(_ view: ByteView, _ index: Int) -> Int {
        view[index] == UInt8(ascii: " ") ? index &+ 1 : index
    }

    /// A number of one or two digits, a space before it allowed.
    private static func counted(_ view: ByteView, _ index: Int) -> (value: Int, end: Int)? {
        let index = skipSpace(view, index)
        let digits = view.digits(at: index, limit: 3)
        guard (1...2).contains(digits) else { return nil }
        return (view.number(index, digits), index &+ digits)
    }

    /// `31/1/1980`, and `31 / 1 / 1980` as in the boxes of forms.
    private static func yearLast(_ view: ByteView, _ run: DigitRun, _ year: Int) -> ShapeMatch? {
        let space = run.before == UInt8(ascii: " ") ? 1 : 0
        let gap = view[run.start &- 1 &- space]
        guard gap == UInt8(ascii: "/") || gap == UInt8(ascii: "-") || gap == UInt8(ascii: "."), closes(view, run.end),
            let second = numberBefore(view, run.start &- 1 &- 2 &* space), view[second.start &- 1 &- space] == gap,
            let first = numberBefore(view, second.start &- 1 &- 2 &* space), view.opens(first.start)
        else { return nil }
        return date(first.start, run.end, year, second.value, first.value)
            ?? date(first.start, run.end, year, first.value, second.value)
    }

    /// What stands at a place that a pattern found: `/3/80`, or a year in Chinese figures.
    static func match(_ view: ByteView, at start: Int) -> ShapeMatch? {
        view[start] == UInt8(ascii: "/")
            ? shortYear(view, start)
            : ChineseDate.match(view, at: start).flatMap {
                date(start, $0.end, $0.year, $0.month, $0.day)
            }
    }

    /// Years of two digits up to this one are of this century: the other reading makes somebody older than ninety.
    private static let pivot = 30

    /// `31/1/80`, from its first slash.
    private static func shortYear(_ view: ByteView, _ slash: Int) -> ShapeMatch? {
        let months = view.digits(at: slash &+ 1, limit: 3)
        let year = slash &+ 2 &+ months
        guard let first = numberBefore(view, slash), view.opens(first.start),
            view[first.start &- 1] != UInt8(ascii: "/"),
            (1...2).contains(months), view[year &- 1] == UInt8(ascii: "/"), view.digits(at: year, limit: 3) == 2,
            closes(view, year &+ 2)
        else { return nil }
        let short = view.number(year, 2)
        let full = short + (short > pivot ? 1900 : 2000)
        let second = view.number(slash &+ 1, months)
        return date(first.start, year &+ 2, full, second, first.value)
            ?? date(first.start, year &+ 2, full, first.value, second)
    }

    /// `12 March 1980`, `12-Mar-1980`, `March 12, 1980`.
    private static func monthInWords(_ view: ByteView, _ run: DigitRun, _ year: Int) -> ShapeMatch? {
        guard closes(view, run.end) else { return nil }
        var index = skipGaps(view, run.start)
        guard index < run.start else { return nil }
        if let day = numberBefore(view, ordinal(view, index)) {
            index = skipGaps(view, day.start)
            guard let month = monthBefore(view, index) else { return nil }
            return date(month.start, run.end, year, month.value, day.value)
        }
        guard let month = monthBefore(view, index) else { return nil }
        guard let day = numberBefore(view, ordinal(view, skipGaps(view, month.start))), view.opens(day.start) else {
            return nil
        }
        return date(day.start, run.end, year, month.value, day.value)
    }

    private static func skipGaps(_ view: ByteView, _ end: Int) -> Int {
        var index = end
        while end &- index < 3, isGap(view[index &- 1]) { index &-= 1 }
        return index
    }

    private static func isGap(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x2C || byte == 0x2D || byte == 0x2E }

    /// The index before `st`, `nd`, `rd` or `th`.
    private static func ordinal(_ view: ByteView, _ end: Int) -> Int {
        guard view[end &- 1].isLetter, view[end &- 2].isLetter, view[end &- 3].isDigit else { return end }
        return end &- 2
    }

    private static func monthBefore(_ view: ByteView, _ end: Int) -> (value: Int, start: Int)? {
        var start = end
        while end &- start < 10, view[start &- 1].isLetter { start &-= 1 }
        guard end &- start >= 3 else { return nil }
        let word = view.bytes(start, end).map(\.lowercased)
        guard
            let month = months.firstIndex(where: {
                $0.starts(with: word) || word == Array("sept".utf8) && $0[0] == 0x73
            })
        else { return nil }
        return (month + 1, start)
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ].map { Array($0.utf8) }

    /// A number of one or two digits that ends at an index.
    private static func numberBefore(_ view: ByteView, _ end: Int) -> (value: Int, start: Int)? {
        guard view[end &- 1].isDigit else { return nil }
        let start = view[end &- 2].isDigit ? end &- 2 : end &- 1
        guard !view[start &- 1].isDigit else { return nil }
        return (view.number(start, end &- start), start)
    }

    /// A date may be followed by a time of day, but not by more of a number.
    private static func closes(_ view: ByteView, _ end: Int) -> Bool {
        view.closes(end) && view[end] != UInt8(ascii: "/")
    }

    private static func date(_ start: Int, _ end: Int, _ year: Int, _ month: Int, _ day: Int) -> ShapeMatch? {
        guard (firstYear...lastYear).contains(year), let date = CalendarDate(year: year, month: month, day: day) else {
            return nil
        }
        return ShapeMatch(shape: .birthDate, start: start, end: end, isValid: true, day: date.daysSinceEpoch)
    }
}
