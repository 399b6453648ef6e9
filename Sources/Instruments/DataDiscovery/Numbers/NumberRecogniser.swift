/// Recognises identifiers around runs of digits. It is handed each run once, and looks to both sides of it.
struct NumberRecogniser {
    /// The detectors that it serves.
    static let ids: Set<String> = [
        "hkid", "resident-id", "payment-card", "phone-hk", "passport", "home-return-permit", "exit-entry-permit", "iban",
        "bank-account-hk", "business-registration", "birth-date",
    ]

    let bytes: UnsafeBufferPointer<UInt8>

    /// Adds what a run of digits may be.
    @inline(__always)
    func recognise(_ run: Range<Int>, _ found: inout [NumberCandidate]) {
        switch run.count {
        case 2: iban(run, &found)
        case 3:
            hkidInGroups(run, &found)
            account(run, &found)
        case 4:
            phoneInGroups(run, &found)
            cardInGroups(run, &found)
            dateFromYear(run, &found)
            dateToYear(run, &found)
        case 6:
            hkidWithCheck(run, &found)
            residentInGroups(run, &found)
        case 7:
            hkidCompact(run, &found)
            passport(run, &found)
        case 8:
            phone(run, &found)
            passport(run, &found)
            permit(run, &found)
            registration(run, &found)
        case 10: permit(run, &found)
        case 11: phoneWithCode(run, &found)
        case 13...19:
            card(run, &found)
            if run.count >= 17 { resident(run, &found) }
        default: break
        }
        if run.count > 2, run.count <= 32 { iban(run.lowerBound..<run.lowerBound + 2, &found) }
    }

    // MARK: Hong Kong identity card

    private func hkidWithCheck(_ run: Range<Int>, _ found: inout [NumberCandidate]) {
        guard let letters = lettersBefore(run.lowerBound, most: 2) else { return }
        var index = run.upperBound
        if byte(index) == 0x20 { index += 1 }
        if byte(index) == 0x28, let check = checkCharacter(index + 1), byte(index + 2) == 0x29 {
            addHKID(letters, run, check, end: index + 3, .strong, &found)
        } else if byte(run.upperBound) == 0x2D, let check = checkCharacter(run.upperBound + 1), !isWord(run.upperBound + 2) {
            addHKID(letters, run, check, end: run.upperBound + 2, .bare, &found)
        } else if let check = byte(run.upperBound), check | 0x20 == 0x61, !isWord(run.upperBound + 1) {
            addHKID(letters, run, check, end: run.upperBound + 1, .bare, &found)
        }
    }

    private func hkidCompact(_ run: Range<Int>, _ found: inout [NumberCandidate]) {
        guard let letters = lettersBefore(run.lowerBound, most: 2), !isWord(run.upperBound), let check = byte(run.upperBound - 1)
        else { return }
        addHKID(letters, run.lowerBound..<run.upperBound - 1, check, end: run.upperBound, .bare, &found)
    }

    /// `A123 456(3)`.
    private func hkidInGroups(_ run: Range<Int>, _ found: inout [NumberCandidate]) {
        let end = run.upperBound + 4
        guard byte(run.upperBound) == 0x20, digits(run.upperBound + 1, 3), byte(end) == 0x28, let check = checkCharacter(end + 1),
            byte(end + 2) == 0x29, let letters = lettersBefore(run.lowerBound, most: 2)
        else { return }
        let joined = Array(bytes[run]) + Array(bytes[run.upperBound + 1..<end])
        let text = Array(bytes[letters])
        guard CheckDigits.hkid(letters: text[...], digits: joined[...], check: check) else { return }
        add("hkid", letters.lowerBound..<end + 3, text + joined + [check], .strong, &found)
    }

    private func addHKID(
        _ letters: Range<Int>, _ digits: Range<Int>, _ check: UInt8, end: Int, _ strength: NumberCandidate.Strength,
        _ found: inout [NumberCandidate]
    ) {
        let text = Array(bytes[letters])
        let body = Array(bytes[digits])
        guard CheckDigits.hkid(letters: text[...], digits: body[...], check: check) else { return }
        add("hkid", letters.lowerBound..<end, text + body + [check], strength, &found)
    }

    // MARK: Resident identity number

    private func resident(_ run: Range<Int>, _ found: inout [NumberCandidate]) {
        var end = run.upperBound
        let body: Range<Int>
        if run.count == 18 {
            body = run.lowerBound..<run.upperBound - 1
        } else if run.count == 17, let check = byte(end), check | 0x20 == UInt8(ascii: "x") {
            body = run
            end += 1
        } else {
            return
        }
        guard stands(run.lowerBound, end) else { return }
        addResident(Array(bytes[body]), check: bytes[end - 1], run.lowerBound..<end, &found)
    }

    /// `440305 19900101 123X`.
    private func residentInGroups(_ run: Range<Int>, _ found: inout [NumberCandidate]) {
        let birth = run.upperBound + 1
        let serial = birth + 9
        guard let space = byte(run.upperBound), space == 0x20 || space == 0x2D, digits(birth, 8), byte(birth + 8) == space,
            digits(serial, 3), let check = byte(serial + 3), (0x30...0x39).contains(check) || check | 0x20 == 0x78,
            stands(run.lowerBound, serial + 4)
        else { return }
        let body = Array(bytes[run]) + Array(bytes[birth..<birth + 8]) + Array(bytes[serial..<serial + 3])
        addResident(body, check: check, run.lowerBound..<serial + 4, &found)
    }

    private static let provinces: Set<Int> = Set(
        Array(11...15) + Array(21...23) + Array(31...37) + Array(41...46) + Array(50...54) + Array(61...65) + [71, 81, 82, 83])

    private func addResident(_ body: [UInt8], check: UInt8, _ range: Range<Int>, _ found: inout [NumberCandidate]) {
        guard Self.provinces.contains(number(body[0..<2])), isDate(body[6..<14]), CheckDigits.resident(body[...], check: check)
        else { return }
        add("resident-id", range, body + [check], .usual, &found)
    }

    // MARK: Payment card

    private func card(_ run: Range<Int>, _ found: inout [NumberCandidate]) {
        guard stands(run.lowerBound, run.upperBound) else { return }
        addCard(Array(bytes[run]), run, .usual, &found)
    }

    private func cardInGroups(_ run: Range<Int>, _ found: inout [NumberCandidate]) {
        guard let separator = byte(run.upperBound), separator == 0x20 || separator == 0x2D, !isWord(run.lowerBound - 1)
        else { return }
        for groups in [[4, 4, 4], [6, 5], [6, 4]] {
            var digits = Array(bytes[run])
            var index = run.upperBound
            var fits = true
            for length in groups {
                guard byte(index) == separator, self.digits(index + 1, length) else {
                    fits = false
                    break
                }
                digits += bytes[index + 1..<index + 1 + length]
                index += 1 + length
            }
            if fits, stands(run.lowerBound, index) { addCard(digits, run.lowerBound..<index, .strong, &found) }
        }
    }

    private func addCard(
        _ digits: [UInt8], _ range: Range<Int>, _ strength: NumberCandidate.Strength, _ found: inout [NumberCandidate]
    ) {
        guard Self.issuer(digits), Set(digits).count > 2, CheckDigits.luhn(digits[...]) else { return }
        add("payment-card", range, digits, strength, &found)
    }

    /// Whether a number begins as an issuer's do and has a length that issuer uses.
    private static func issuer(_ digits: [UInt8]) -> Bool {
        let six = digits.prefix(6).reduce(0) { $0 * 10 + Int($1 &- 0x30) }
        let (two, three, four) = (six / 10_000, six / 1_000, six / 100)
        switch digits.count {
        case 13: return two / 10 == 4
        case 14: return two == 36 || two == 38 || (300...305).contains(three)
        case 15: return two == 34 || two == 37
        case 16:
            return two / 10 == 4 || (51...55).contains(two) || (2221...2720).contains(four) || (3528...3589).contains(four)
                || two == 62 || two == 81 || four == 6011 || (644...649).contains(three) || two == 65
        case 19: return two / 10 == 4 || two == 62 || two == 81
        case 17, 18: return two == 62
        default: return false
        }
    }

    // MARK: Telephone

    private func phone(_ run: Range<Int>, _ found: inout [NumberCandidate]) {
        guard Self.isSubscriber(bytes[run.lowerBound], bytes[run.lowerBound + 1]) else { return }
        if let start = codeBefore(run.lowerBound), !isWord(run.upperBound) {
            add("phone-hk", start..<run.upperBound, Array(bytes[run]), .strong, &found)
        } else if stands(run.lowerBound, run.upperBound) {
            add("phone-hk", run, Array(bytes[run]), .bare, &found)
        }
    }

    private func phoneInGroups(_ run: Range<Int>, _ found: inout [NumberCandidate]) {
        let second = run.upperBound + 1
        guard let separator = byte(run.upperBound), separator == 0x20 || separator == 0x2D, digits(second, 4), !isDigit(second + 4),
            Self.isSubscriber(bytes[run.lowerBound], bytes[run.lowerBound + 1]), !isWord(second + 4)
        else { return }
        let number = Array(bytes[run]) + Array(bytes[second..<second + 4])
        if let start = codeBefore(run.lowerBound) {
            add("phone-hk", start..<second + 4, number, .strong, &found)
        } else if stands(run.lowerBound, second + 4), !continues(second + 4) {
            add("phone-hk", run.lowerBound..<second + 4, number, .bare, &found)
        }
    }

    /// `85291234567` and `0085291234567` come as one run.
    private func phoneWithCode(_ run: Range<Int>, _ found: inout [NumberCandidate]) {
        let start = run.lowerBound + 3
        guard bytes[run.lowerBound..<start].elementsEqual([0x38, 0x35, 0x32]), Self.isSubscriber(bytes[start], bytes[start + 1]),
            !isWord(run.upperBound)
        else { return }
        let plus = byte(run.lowerBound - 1) == 0x2B
        guard plus || stands(run.lowerBound, run.upperBound) else { return }
        add(
            "phone-hk", (plus ? run.lowerBound - 1 : run.lowerBound)..<run.upperBound, Array(bytes[start..<run.upperBound]),
            plus ? .strong : .bare, &found)
    }

    /// First two digits that the numbering plan assigns to subscribers (OFCA).
    private static func isSubscriber(_ first: UInt8, _ second: UInt8) -> Bool {
        let two = Int(first &- 0x30) * 10 + Int(second &- 0x30)
        switch two {
        case 21...29, 31, 34...39, 40...44, 46...49, 51...57, 59...69, 70...73, 81...84, 87, 90...98: return true
        default: return false
        }
    }

    /// Where `+852`, `(852)`, `852-` or `00852` before a number starts.
    private func codeBefore(_ start: Int) -> Int? {
        var index = start - 1
        if let byte = byte(index), byte == 0x20 || byte == 0x2D { index -= 1 }
        if byte(index) == 0x29 { index -= 1 }
        guard index >= 2, bytes[index - 2...index].elementsEqual([0x38, 0x35, 0x32]) else { return nil }
        index -= 3
        switch byte(index) {
        case 0x2B?: return index
        case 0x28?: return byte(index - 1) == 0x2B ? index - 1 : index
        case 0x30? where byte(index - 1) == 0x30 && !isWord(index - 2): return index - 1
        default: return isWord(index) ? nil : index + 1
        }
    }

    // MARK: Travel documents

    private func passport(_ run: Range<Int>, _ found: inout [NumberCandidate]) {
        guard let letters = lettersBefore(run.lowerBound, most: 2), !isWord(run.upperBound),
            letters.upperBound == run.lowerBound
        else { return }
        let first = bytes[letters.lowerBound] & 0xDF
        let fits =
            run.count == 8
            ? letters.count == 1 && [0x48, 0x4B, 0x45, 0x47].contains(first)
            : letters.count == 2 && (first == 0x45 || bytes[letters].elementsEqual(Array("KJ".utf8)))
        guard fits else { return }
        add("passport", letters.lowerBound..<run.upperBound, Array(bytes[letters]) + Array(bytes[run]), .bare, &found)
    }

    private func permit(_ run: Range<Int>, _ found: inout [NumberCandidate]) {
        guard let letters = lettersBefore(run.lowerBound, most: 1), letters.upperBound == run.lowerBound, !isWord(run.upperBound)
        else { return }
        let text = Array(bytes[letters]) + Array(bytes[run])
        switch bytes[letters.lowerBound] & 0xDF {
        case 0x48, 0x4D: add("home-return-permit", letters.lowerBound..<run.upperBound, text, .bare, &found)
        case 0x43 where run.count == 8, 0x57 where run.count == 8:
            add("exit-entry-permit", letters.lowerBound..<run.upperBound, text, .bare, &found)
        default: break
        }
    }

    // MARK: Accounts

    private func iban(_ check: Range<Int>, _ found: inout [NumberCandidate]) {
        guard let letters = lettersBefore(check.lowerBound, most: 2), letters.count == 2, letters.upperBound == check.lowerBound,
            let length = Self.ibanLengths[String(decoding: bytes[letters], as: UTF8.self).uppercased()]
        else { return }
        var text = Array(bytes[letters])
        var index = check.lowerBound
        while text.count < length, let byte = byte(index) {
            if byte == 0x20, text.count % 4 == 0 {
                index += 1
                continue
            }
            guard CheckDigits.value(byte) < 36 else { return }
            text.append(byte >= 0x61 ? byte & 0xDF : byte)
            index += 1
        }
        guard text.count == length, !isWord(index), CheckDigits.iban(text[...]) else { return }
        add("iban", letters.lowerBound..<index, text, .usual, &found)
    }

    private static let ibanLengths: [String: Int] = [
        "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "BY": 28, "CH": 21,
        "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18, "FR": 27,
        "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26,
        "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MC": 27,
        "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25,
        "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SC": 31, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "ST": 25, "SV": 28, "TL": 23,
        "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
    ]
    private static let banks: Set<Int> = [
        3, 4, 5, 6, 7, 8, 9, 12, 15, 16, 18, 20, 22, 24, 25, 27, 28, 35, 38, 39, 40, 41, 43, 61, 63, 64, 72, 128, 152, 250, 387,
        388, 389, 390, 391, 392, 393, 395,
    ]

    /// `004-123456-838` and `004-808-123456-838`.
    private func account(_ run: Range<Int>, _ found: inout [NumberCandidate]) {
        guard byte(run.upperBound) == 0x2D, Self.banks.contains(number(bytes[run])), !isWord(run.lowerBound - 1),
            byte(run.lowerBound - 1) != 0x2D
        else { return }
        for groups in [[6, 3], [3, 6, 3], [3, 6], [6]] {
            var index = run.upperBound
            var text = Array(bytes[run])
            var fits = true
            for length in groups {
                guard byte(index) == 0x2D, digits(index + 1, length), !isDigit(index + 1 + length) else {
                    fits = false
                    break
                }
                text += bytes[index + 1..<index + 1 + length]
                index += 1 + length
            }
            if fits, !isWord(index), byte(index) != 0x2D {
                add("bank-account-hk", run.lowerBound..<index, text, groups.count > 1 ? .usual : .bare, &found)
                return
            }
        }
    }

    private func registration(_ run: Range<Int>, _ found: inout [NumberCandidate]) {
        let branch = byte(run.upperBound) == 0x2D && digits(run.upperBound + 1, 3) && !isDigit(run.upperBound + 4)
        guard !isWord(run.lowerBound - 1), branch || stands(run.lowerBound, run.upperBound) else { return }
        add("business-registration", run, Array(bytes[run]), .bare, &found)
    }

    // MARK: Dates

    private func dateFromYear(_ run: Range<Int>, _ found: inout [NumberCandidate]) {
        guard let separator = byte(run.upperBound), [0x2D, 0x2F, 0x2E].contains(separator), !isWord(run.lowerBound - 1),
            let (month, next) = small(run.upperBound + 1), byte(next) == separator, let (day, end) = small(next + 1), !isWord(end)
        else { return }
        addDate(number(bytes[run]), month, day, run.lowerBound..<end, &found)
    }

    private func dateToYear(_ run: Range<Int>, _ found: inout [NumberCandidate]) {
        guard let separator = byte(run.lowerBound - 1), [0x2D, 0x2F, 0x2E].contains(separator), !isWord(run.upperBound),
            let (month, start) = smallBefore(run.lowerBound - 1), byte(start - 1) == separator,
            let (day, first) = smallBefore(start - 1), !isWord(first - 1), byte(first - 1) != separator
        else { return }
        addDate(number(bytes[run]), month, day, first..<run.upperBound, &found)
    }

    private func addDate(_ year: Int, _ month: Int, _ day: Int, _ range: Range<Int>, _ found: inout [NumberCandidate]) {
        guard (1900...2100).contains(year), (1...12).contains(month), (1...31).contains(day) else { return }
        let text = "\(year)\(month < 10 ? "0" : "")\(month)\(day < 10 ? "0" : "")\(day)"
        add("birth-date", range, Array(text.utf8), .bare, &found)
    }

    // MARK: Looking around

    private func byte(_ index: Int) -> UInt8? { bytes.indices.contains(index) ? bytes[index] : nil }

    private func isDigit(_ index: Int) -> Bool { byte(index).map { (0x30...0x39).contains($0) } ?? false }

    /// Letters, digits and the underscore; bytes of other scripts are none, since Chinese text has no spaces.
    private func isWord(_ index: Int) -> Bool { byte(index).map { CheckDigits.value($0) < 36 || $0 == 0x5F } ?? false }

    private func digits(_ start: Int, _ count: Int) -> Bool {
        guard start + count <= bytes.count else { return false }
        return bytes[start..<start + count].allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Whether a number is not a part of a longer one, of a word, a decimal or a version.
    private func stands(_ start: Int, _ end: Int) -> Bool {
        if isWord(start - 1) || isWord(end) { return false }
        if let before = byte(start - 1), [0x2E, 0x2D, 0x2F, 0x3A, 0x2C].contains(before), isWord(start - 2) {
            // A comma between cells is no thousands separator.
            if before != 0x2C || (isDigit(start - 2) && end - start == 3) { return false }
        }
        return !continues(end)
    }

    private func continues(_ end: Int) -> Bool {
        guard let after = byte(end), [0x2E, 0x2D, 0x2F, 0x3A].contains(after) else { return false }
        return isWord(end + 1)
    }

    /// One or two letters that stand before an offset, with at most one space between, and no word before them.
    private func lettersBefore(_ offset: Int, most: Int) -> Range<Int>? {
        var end = offset
        if byte(end - 1) == 0x20 { end -= 1 }
        var start = end
        while start > 0, end - start <= most, (0x41...0x5A).contains(bytes[start - 1] & 0xDF) { start -= 1 }
        guard start < end, end - start <= most, !isWord(start - 1) else { return nil }
        return start..<end
    }

    private func checkCharacter(_ index: Int) -> UInt8? {
        guard let byte = byte(index), (0x30...0x39).contains(byte) || byte | 0x20 == 0x61 else { return nil }
        return byte
    }

    private func small(_ start: Int) -> (Int, Int)? {
        guard isDigit(start) else { return nil }
        let end = isDigit(start + 1) ? start + 2 : start + 1
        return isDigit(end) ? nil : (number(bytes[start..<end]), end)
    }

    private func smallBefore(_ end: Int) -> (Int, Int)? {
        guard isDigit(end - 1) else { return nil }
        let start = isDigit(end - 2) ? end - 2 : end - 1
        return isDigit(start - 1) ? nil : (number(bytes[start..<end]), start)
    }

    private func number(_ digits: some Sequence<UInt8>) -> Int { digits.reduce(0) { $0 &* 10 &+ Int($1 &- 0x30) } }

    private func isDate(_ digits: ArraySlice<UInt8>) -> Bool {
        let value = number(digits)
        let (year, month, day) = (value / 10_000, value / 100 % 100, value % 100)
        return (1900...2100).contains(year) && (1...12).contains(month) && (1...31).contains(day)
    }

    private func add(
        _ detector: String, _ range: Range<Int>, _ normal: [UInt8], _ strength: NumberCandidate.Strength,
        _ found: inout [NumberCandidate]
    ) {
        let upper = normal.map { (0x61...0x7A).contains($0) ? $0 & 0xDF : $0 }
        found.append(NumberCandidate(detector: detector, range: range, normal: upper, strength: strength))
    }
}
