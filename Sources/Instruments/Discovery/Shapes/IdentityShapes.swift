import Model

/// Identity numbers: Hong Kong identity cards and mainland resident identities.
enum IdentityShapes {
    /// `A123456(3)` and its kin: one or two letters, six digits, a check character, brackets and gaps optional.
    static func hongKong(_ view: ByteView, _ run: DigitRun) -> ShapeMatch? {
        var letters = run.start
        if view[letters &- 1] == UInt8(ascii: " "), view[letters &- 2].isLetter { letters &-= 1 }
        let isSpaced = letters != run.start
        guard view[letters &- 1].isLetter else { return nil }
        var start = letters &- 1
        if view[start &- 1].isLetter { start &-= 1 }
        guard view.opens(start) else { return nil }
        let isDouble = letters &- start == 2
        if isDouble, view[start].isUpper != view[start &+ 1].isUpper { return nil }
        // `no 123456 3` in running text: a word of two letters is not the beginning of a number.
        if isSpaced, isDouble || !view[letters &- 1].isUpper { return nil }

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
            guard view.closes(run.end) else { return nil }
            return ShapeMatch(
                shape: .hongKongIdentity, start: start, end: run.end, isValid: view[run.end &- 1] == expected)
        }
        return tail(view, start, run.start &+ 6 &+ gap, expected, isSpaced: isSpaced)
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
        guard view.opens(run.start) else { return nil }
        var end = run.end
        var characters: [UInt8]
        switch run.count {
        case 18: characters = Array(view.bytes(run.start, run.end))
        case 17 where view[run.end] | 0x20 == UInt8(ascii: "x"):
            end &+= 1
            characters = Array(view.bytes(run.start, end))
        case 6:
            let gap = view[run.end]
            guard gap == UInt8(ascii: " ") || gap == UInt8(ascii: "-"), view.digits(at: run.end &+ 1, limit: 9) == 8,
                view[run.end &+ 9] == gap
            else { return nil }
            let last = run.end &+ 10
            let digits = view.digits(at: last, limit: 5)
            guard digits == 4 || digits == 3 && view[last &+ 3] | 0x20 == UInt8(ascii: "x") else { return nil }
            end = last &+ 4
            characters = Array(view.bytes(run.start, run.end)) + view.bytes(run.end &+ 1, run.end &+ 9)
            characters += view.bytes(last, end)
        default: return nil
        }
        guard view.closes(end), provinces.contains(characters[0].digit * 10 + characters[1].digit) else { return nil }
        func number(_ range: Range<Int>) -> Int { characters[range].reduce(0) { $0 * 10 + $1.digit } }
        let isValid =
            (1880...BirthDateShape.lastYear).contains(number(6..<10))
            && CalendarDate(year: number(6..<10), month: number(10..<12), day: number(12..<14)) != nil
            && CheckDigits.residentIdentity { characters[$0].digit } == characters[17].uppercased
        return ShapeMatch(
            shape: .residentIdentity, start: run.start, end: end, form: .plain, isValid: isValid)
    }

    private static let provinces: Set<Int> = [
        11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62,
        63,
        64, 65, 71, 81, 82, 83,
    ]
}
