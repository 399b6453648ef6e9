import Model

/// Identity numbers: Hong Kong identity cards and mainland resident identities.
enum IdentityShapes {
    /// `A123456(3)` and its kin: one or two letters, six digits, a check character, brackets and gaps optional.
    static func hongKong(_ view: ByteView, _ run: DigitRun) -> ShapeMatch? {
        var letters = run.start
        if view[letters &- 1] == UInt8(ascii: " ") || view[letters &- 1] == UInt8(ascii: "-"),
            view[letters &- 2].isLetter
        {
            letters &-= 1
        }
        let isSpaced = letters != run.start
        guard view[letters &- 1].isLetter else { return nil }
        var start = letters &- 1
        if view[start &- 1].isLetter { start &-= 1 }
        let isJoined = !view.opens(start)
        if isJoined, !isBehindWord(view, start) { return nil }
        let isDouble = letters &- start == 2
        if isDouble, view[start].isUpper != view[start &+ 1].isUpper { return nil }
        if isSpaced, !view[letters &- 1].isUpper { return nil }

        let gap: Int
        switch run.count {
        case 6, 7: gap = 0
        case 3 where view[run.end] == UInt8(ascii: " ") && view.digits(at: run.end &+ 1, limit: 4) == 3: gap = 1
        default: return nil
        }
        func digit(_ index: Int) -> Int {
            view[run.start &+ index &+ (gap == 1 && index >= 3 ? 1 : 0)].digit
        }
        let expected = CheckDigits.hongKongIdentity(
            first: isDouble ? view[start].uppercased : nil, second: view[letters &- 1].uppercased, digit: digit)
        if run.count == 7 {
            let isNamed = view[run.end] == UInt8(ascii: "_") && view[run.end &+ 1].isLetter
            guard view.closes(run.end) || isNamed, !(isSpaced && isDouble) else { return nil }
            return ShapeMatch(
                shape: .hongKongIdentity, start: start, end: run.end, isValid: view[run.end &- 1] == expected)
        }
        var match = tail(view, start, run.start &+ 6 &+ gap, expected, isSpaced: isSpaced)
        // `NO 123456 3` in running text: a word of two letters is not the beginning of a number without brackets.
        if isSpaced && isDouble, match?.form != .formatted { return nil }
        // `REF-A123456(3)` is as often the number of a file.
        if isJoined {
            guard match?.form != .unchecked else { return nil }
            match?.form = .plain
        }
        return match
    }

    /// Whether a number is joined to a word, as in a file's name: `HKID-A1234563_front.jpg`.
    private static func isBehindWord(_ view: ByteView, _ start: Int) -> Bool {
        let before = view[start &- 1]
        return (before == UInt8(ascii: "-") || before == UInt8(ascii: "_")) && view[start &- 2].isLetter
    }

    /// What may follow the six digits.
    private static func tail(
        _ view: ByteView, _ start: Int, _ bodyEnd: Int, _ expected: UInt8, isSpaced: Bool
    ) -> ShapeMatch? {
        var index = bodyEnd
        if view[index] == UInt8(ascii: " ") { index &+= 1 }
        let hasGap = index != bodyEnd
        func match(_ end: Int, _ form: ShapeMatch.Form, _ check: UInt8?) -> ShapeMatch {
            ShapeMatch(
                shape: .hongKongIdentity, start: start, end: end, form: form,
                isValid: check.map { $0.uppercased == expected } ?? true)
        }
        switch view[index] {
        case UInt8(ascii: "("), UInt8(ascii: "["):
            index &+= 1
            if view[index] == UInt8(ascii: " ") { index &+= 1 }
            let check = view[index]
            guard check.isDigit || check.uppercased == UInt8(ascii: "A") else { break }
            var end = index &+ 1
            if view[end] == UInt8(ascii: " "), view[end &+ 1] == UInt8(ascii: ")") { end &+= 1 }
            if view[end] == UInt8(ascii: ")") || view[end] == UInt8(ascii: "]") {
                return match(end &+ 1, .formatted, check)
            }
            guard !view[end].isAlphanumeric else { break }
            return match(end, .plain, check)
        case UInt8(ascii: "-"), UInt8(ascii: "/"):
            let check = view[index &+ 1]
            if check.isDigit || check.uppercased == UInt8(ascii: "A"), view.closes(index &+ 2) {
                return match(index &+ 2, .plain, check)
            }
            return nil
        case let check where check.isDigit || check.uppercased == UInt8(ascii: "A"):
            if view.closes(index &+ 1) {
                let match = match(index &+ 1, .plain, check)
                // A lone digit after a gap may be the next word.
                if hasGap, !match.isValid { break }
                return match
            }
        default: break
        }
        guard view.closes(bodyEnd), !isSpaced else { return nil }
        return match(bodyEnd, .unchecked, nil)
    }

    /// Eighteen characters: place, birth date, serial, check (GB 11643-1999), whole or as `6 8 4`.
    static func resident(_ view: ByteView, _ run: DigitRun) -> ShapeMatch? {
        let end: Int
        var gap = 0
        switch run.count {
        case 18: end = run.end
        case 17 where view[run.end] | 0x20 == UInt8(ascii: "x"): end = run.end &+ 1
        case 6:
            guard let last = groups(view, run) else { return nil }
            (end, gap) = (last, 1)
        default: return nil
        }
        guard isProvince(view.number(run.start, 2)), view.opens(run.start), view.closes(end) else { return nil }
        let born = run.start &+ 6 &+ gap
        let serial = born &+ 8 &+ gap
        let year = view.number(born, 4)
        let isValid =
            (1880...BirthDateShape.lastYear).contains(year)
            && CalendarDate(year: year, month: view.number(born &+ 4, 2), day: view.number(born &+ 6, 2)) != nil
            && CheckDigits.residentIdentity { index in
                view[index < 6 ? run.start &+ index : index < 14 ? born &+ index &- 6 : serial &+ index &- 14].digit
            } == view[end &- 1].uppercased
        return ShapeMatch(
            shape: .residentIdentity, start: run.start, end: end, form: .plain, isValid: isValid)
    }

    /// The end of `110105 19491231 002X`, from its first group.
    private static func groups(_ view: ByteView, _ run: DigitRun) -> Int? {
        let gap = view[run.end]
        guard gap == UInt8(ascii: " ") || gap == UInt8(ascii: "-"), view.digits(at: run.end &+ 1, limit: 9) == 8,
            view[run.end &+ 9] == gap
        else { return nil }
        let last = run.end &+ 10
        let digits = view.digits(at: last, limit: 5)
        guard digits == 4 || digits == 3 && view[last &+ 3] | 0x20 == UInt8(ascii: "x") else { return nil }
        return last &+ 4
    }

    /// The first two digits (GB/T 2260), with the regions' own of residence permits.
    @inline(__always) static func isProvince(_ code: Int) -> Bool {
        switch code {
        case 11...15, 21...23, 31...37, 41...46, 50...54, 61...65, 71, 81...83: true
        default: false
        }
    }
}
