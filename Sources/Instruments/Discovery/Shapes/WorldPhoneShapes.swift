/// Telephone numbers of other places: those of the mainland as they are dialled there, and any behind a plus sign.
enum WorldPhoneShapes {
    static func matches(_ view: ByteView, _ run: DigitRun, _ found: (ShapeMatch) -> Void) {
        if let plus = plus(before: run, view) {
            if let match = international(view, plus), match.end > run.start { found(match) }
            return
        }
        if let match = mobile(view, run) ?? fixed(view, run) { found(match) }
    }

    /// Where the plus sign stands that a run may belong to, with nothing but short groups between.
    private static func plus(before run: DigitRun, _ view: ByteView) -> Int? {
        var index = run.start &- 1
        while run.start &- index <= 16 {
            if view[index] == UInt8(ascii: "+") { return view[index &- 1].isAlphanumeric ? nil : index }
            guard view[index].isDigit || isGap(view[index]) || isBracket(view[index]) else { return nil }
            index &-= 1
        }
        return nil
    }

    /// A number in international form (ITU-T E.123): a plus sign, the country code, groups of digits.
    private static func international(_ view: ByteView, _ plus: Int) -> ShapeMatch? {
        var index = plus &+ 1
        var digits: [UInt8] = []
        var groups = 0
        var end = index
        var plan: CallingPlan?
        while groups < 8 {
            let count = view.digits(at: index, limit: 16)
            guard count > 0, digits.count + count <= plan?.longest ?? 15 else { break }
            digits += view.bytes(index, index &+ count)
            if plan == nil {
                plan = CallingPlan(digits)
                // A code and the rest in one may yet be too long.
                guard let plan, digits.count <= plan.longest else { return nil }
            }
            groups += 1
            end = index &+ count
            guard let next = nextGroup(view, end) else { break }
            index = next
        }
        guard let plan, plan.code != 852, digits.count >= plan.shortest, view.closes(end) else { return nil }
        let start = view[plus &- 1] == UInt8(ascii: "(") ? plus &- 1 : plus
        // A line that begins with a plus sign and plain digits is as often one that was added in a comparison.
        let isLine = groups == 1 && (view[plus &- 1] == 0x0A || plus == 0)
        return ShapeMatch(
            shape: plan.code == 86 ? .mainlandPhone : .foreignPhone, start: start, end: end,
            form: isLine ? .plain : .formatted, isValid: plan.code != 86 || isMainland(digits.dropFirst(2)))
    }

    /// Where the next group of an international number starts, behind one gap; a trunk prefix `(0)` is passed over.
    private static func nextGroup(_ view: ByteView, _ end: Int) -> Int? {
        var index = end
        if view[index] == UInt8(ascii: ")") { index &+= 1 }
        if isGap(view[index]) { index &+= 1 }
        if view[index] == UInt8(ascii: "("), view[index &+ 1] == UInt8(ascii: "0"),
            view[index &+ 2] == UInt8(ascii: ")")
        {
            index &+= 3
            if isGap(view[index]) { index &+= 1 }
        } else if view[index] == UInt8(ascii: "(") {
            index &+= 1
        }
        return index > end && view[index].isDigit ? index : nil
    }

    /// `13812345678`, `138 1234 5678`, with `86` before it or without.
    private static func mobile(_ view: ByteView, _ run: DigitRun) -> ShapeMatch? {
        guard view[run.start] == UInt8(ascii: "1"), (0x33...0x39).contains(view[run.start &+ 1]) else { return nil }
        var end = run.end
        if run.count == 3, run.hasGap {
            guard view.digits(at: end &+ 1, limit: 5) == 4, view[end &+ 5] == run.after,
                view.digits(at: end &+ 6, limit: 5) == 4
            else { return nil }
            end &+= 10
        } else if run.count != 11 {
            return nil
        }
        let start = countryCode(view, run.start)
        guard view.opens(start), view.closes(end) else { return nil }
        return ShapeMatch(shape: .mainlandPhone, start: start, end: end, isValid: true)
    }

    /// `021-12345678`, `(0755) 1234 5678`: an area code, then seven or eight digits.
    private static func fixed(_ view: ByteView, _ run: DigitRun) -> ShapeMatch? {
        guard view[run.start] == UInt8(ascii: "0"), isArea(view, run.start &+ 1, run.count &- 1) else { return nil }
        var start = run.start
        var index = run.end
        if view[start &- 1] == UInt8(ascii: "("), view[index] == UInt8(ascii: ")") {
            start &-= 1
            index &+= 1
            if isGap(view[index]) { index &+= 1 }
        } else {
            guard run.hasGap else { return nil }
            index &+= 1
        }
        var count = view.digits(at: index, limit: 9)
        if count == 3 || count == 4, isGap(view[index &+ count]), view.digits(at: index &+ count &+ 1, limit: 5) == 4 {
            count &+= 5
        }
        guard (7...9).contains(count), view[index] >= UInt8(ascii: "2"), view[index] <= UInt8(ascii: "8"),
            view.opens(start), view.closes(index &+ count)
        else { return nil }
        return ShapeMatch(shape: .mainlandPhone, start: start, end: index &+ count, isValid: true)
    }

    /// An area code without its zero: `10`, `2x`, or three digits.
    private static func isArea(_ view: ByteView, _ index: Int, _ count: Int) -> Bool {
        switch view[index] {
        case UInt8(ascii: "1"): count == 2 && view[index &+ 1] == UInt8(ascii: "0")
        case UInt8(ascii: "2"): count == 2
        case UInt8(ascii: "3")...UInt8(ascii: "9"): count == 3
        default: false
        }
    }

    /// Where `0086 `, `(86) ` or `86-` before a national number starts.
    private static func countryCode(_ view: ByteView, _ national: Int) -> Int {
        var index = national
        if isGap(view[index &- 1]) { index &-= 1 }
        let isBracketed = view[index &- 1] == UInt8(ascii: ")")
        if isBracketed { index &-= 1 }
        guard view[index &- 1] == UInt8(ascii: "6"), view[index &- 2] == UInt8(ascii: "8") else { return national }
        index &-= 2
        if isBracketed { return view[index &- 1] == UInt8(ascii: "(") ? index &- 1 : national }
        if view[index &- 1] == UInt8(ascii: "0"), view[index &- 2] == UInt8(ascii: "0") { index &-= 2 }
        return index < national &- 2 || view.opens(index) ? index : national
    }

    /// Whether digits without the country code are a mobile number, or an area code and a number.
    private static func isMainland(_ digits: ArraySlice<UInt8>) -> Bool {
        let number = digits.first == UInt8(ascii: "0") ? digits.dropFirst() : digits
        guard let first = number.first, let second = number.dropFirst().first else { return false }
        if first == UInt8(ascii: "1"), second >= UInt8(ascii: "3") { return number.count == 11 }
        return (9...11).contains(number.count)
    }

    private static func isGap(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    private static func isBracket(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") }
}
