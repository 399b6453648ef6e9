/// Payment cards, IBANs, Hong Kong bank accounts, business registrations and Octopus cards.
enum FinancialShapes {
    /// A primary account number (ISO/IEC 7812-1): whole, or in the groups that its scheme prints.
    static func card(_ view: ByteView, _ run: DigitRun) -> ShapeMatch? {
        var end = run.end
        var count = run.count
        if count == 4 || count == 6 {
            guard !isWithinIBAN(view, run.start), let grouped = groups(view, run) else { return nil }
            (end, count) = grouped
        }
        guard isIssuer(run.firstFour, count), view.opens(run.start), view.closes(end) else { return nil }
        // Visa has given out no numbers of thirteen digits for decades; an article number (EAN-13) often looks like one.
        let isArticle = count == 13 && CheckDigits.articleNumber { view[run.start &+ $0].digit }
        return ShapeMatch(
            shape: .paymentCard, start: run.start, end: end, form: end == run.end ? .plain : .formatted,
            isValid: isAccount(view, run.start, end) && !isArticle)
    }

    /// Where digits in groups end, and how many they are: `4 4 4 4`, `4 4 4 4 3`, `4 6 5`, `4 6 4`, `6 13`.
    private static func groups(_ view: ByteView, _ run: DigitRun) -> (end: Int, count: Int)? {
        let gap = run.after
        func group(_ index: Int, _ size: Int) -> Bool {
            view[index] == gap && view.digits(at: index &+ 1, limit: size &+ 1) == size
        }
        if run.count == 6 { return group(run.end, 13) ? (run.end &+ 14, 19) : nil }
        switch run.digitsBehindGap {
        case 4:
            guard group(run.end &+ 5, 4), group(run.end &+ 10, 4) else { return nil }
            let end = run.end &+ 15
            if group(end, 3) { return (end &+ 4, 19) }
            return group(end, 4) ? nil : (end, 16)
        case 6:
            if group(run.end &+ 7, 5) { return (run.end &+ 13, 15) }
            return group(run.end &+ 7, 4) ? (run.end &+ 12, 14) : nil
        default: return nil
        }
    }

    /// Whether digits in fours go on from the head of an IBAN, as `4006` does in `SE47 4006`.
    static func isWithinIBAN(_ view: ByteView, _ start: Int) -> Bool {
        let gap = view[start &- 1]
        guard isGap(gap) else { return false }
        var index = start &- 5
        while start &- index < 40, view[index &+ 4] == gap, view[index &+ 2].isDigit, view[index &+ 3].isDigit,
            view[index].isAlphanumeric, view[index &+ 1].isAlphanumeric, !view[index &- 1].isAlphanumeric
        {
            if view[index].isUpper, view[index &+ 1].isUpper { return true }
            index &-= 5
        }
        return false
    }

    /// Luhn's sum over digits with gaps between, and more than one digit over and over.
    private static func isAccount(_ view: ByteView, _ start: Int, _ end: Int) -> Bool {
        var sum = 0
        var doubles = false
        var isVaried = false
        var index = end &- 1
        while index >= start {
            let byte = view[index]
            index &-= 1
            guard byte.isDigit else { continue }
            if byte != view[end &- 1] { isVaried = true }
            let value = doubles ? byte.digit &* 2 : byte.digit
            sum &+= value > 9 ? value &- 9 : value
            doubles.toggle()
        }
        return isVaried && sum % 10 == 0
    }

    /// Whether the first digits and the length, of thirteen to nineteen, belong to a card scheme.
    @inline(__always) static func isIssuer(_ firstFour: Int, _ count: Int) -> Bool {
        lengths(firstFour) &>> UInt8(truncatingIfNeeded: count &- 12) & 1 == 1
    }

    /// The lengths of a scheme's numbers, as a bit each from twelve on.
    @inline(__always) private static func lengths(_ firstFour: Int) -> UInt8 {
        let lengths: UInt8 =
            switch firstFour / 100 {
            case 40...49: 0b1001_0010
            case 51...55: 0b0001_0000
            case 22...27: 0b0001_0000
            case 34, 37: 0b0000_1000
            case 35, 60, 62, 64, 65, 81: 0b1111_0000
            case 30, 36, 38, 39: 0b0000_0100
            default: 0
            }
        return lengths == 0 || isWithinScheme(firstFour) ? lengths : 0
    }

    /// Whether a number belongs to the scheme that its first two digits name.
    @inline(__always) private static func isWithinScheme(_ firstFour: Int) -> Bool {
        switch firstFour / 100 {
        case 22...27: 2221...2720 ~= firstFour
        case 30: firstFour < 3060
        case 35: 3528...3589 ~= firstFour
        case 60: firstFour == 6011
        case 64: firstFour >= 6440
        default: true
        }
    }

    /// Whether a letter stands near enough before a run to be of the head of its IBAN.
    @inline(__always) static func mayHaveHead(_ view: ByteView, _ run: DigitRun) -> Bool {
        view.block(run.start &- ByteBlock.count) { $0.letters } &>> UInt64(ByteBlock.count - reach) != 0
    }

    /// Bytes of an IBAN in fours before its last run of digits.
    private static let reach = 42

    /// An IBAN (ISO 13616), whole or in fours, in capitals or in small letters, found from one of its runs of digits.
    static func iban(_ view: ByteView, _ run: DigitRun) -> ShapeMatch? {
        var low = run.start
        var steps = 0
        var hasLetters = false
        while steps < reach {
            let byte = view[low &- 1]
            if byte.isLetter { hasLetters = true }
            guard byte.isAlphanumeric || isGap(byte) && view[low].isAlphanumeric else { break }
            low &-= 1
            steps &+= 1
        }
        guard hasLetters else { return nil }
        var index = low
        while index < run.start {
            if view[index].isLetter, view[index &+ 1].isLetter, view[index &+ 2].isDigit, view[index &+ 3].isDigit,
                view.opens(index),
                let length = ibanLengths[UInt16(view[index].uppercased) << 8 | UInt16(view[index &+ 1].uppercased)],
                let match = whole(view, index, length), match.end > run.start
            {
                return match
            }
            index &+= 1
        }
        return nil
    }

    private static func whole(_ view: ByteView, _ start: Int, _ length: Int) -> ShapeMatch? {
        let isSmall = !view[start].isUpper
        let gap = view[start &+ 4]
        var characters: [UInt8] = []
        var index = start
        while characters.count < length {
            let byte = view[index]
            if byte.isDigit || byte.isLetter && byte.isUpper != isSmall {
                characters.append(byte.uppercased)
            } else if !isGap(byte) || byte != gap || characters.count % 4 != 0 {
                return nil
            }
            index &+= 1
        }
        guard view.closes(index) else { return nil }
        return ShapeMatch(shape: .iban, start: start, end: index, isValid: CheckDigits.iban(characters))
    }

    @inline(__always) private static func isGap(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-")
    }

    /// Lengths by country (SWIFT IBAN registry).
    private static let ibanLengths: [UInt16: Int] = {
        let registry = """
            AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 \
            FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 \
            LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 \
            SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20
            """
        var lengths: [UInt16: Int] = [:]
        for entry in registry.utf8.split(separator: UInt8(ascii: " ")) {
            let bytes = Array(entry)
            lengths[UInt16(bytes[0]) << 8 | UInt16(bytes[1])] = bytes[2].digit * 10 + bytes[3].digit
        }
        return lengths
    }()

    /// `004-123456-838`, `024-808-123456-001`: a clearing code, then groups of digits.
    static func bankAccount(_ view: ByteView, _ run: DigitRun) -> ShapeMatch? {
        guard run.count == 3 else { return nil }
        let gap = view[run.end]
        guard gap == UInt8(ascii: "-") || gap == UInt8(ascii: " "), view[run.end &+ 1].isDigit,
            isBank(run.firstThree), view.opens(run.start)
        else { return nil }
        var sizes: [Int] = []
        var end = run.end
        while sizes.count < 4, view[end] == gap {
            let size = view.digits(at: end &+ 1, limit: 13)
            guard (1...12).contains(size) else { break }
            sizes.append(size)
            end &+= 1 &+ size
        }
        guard view.closes(end) else { return nil }
        switch sizes.count {
        case 1: guard (8...12).contains(sizes[0]) else { return nil }
        case 2:
            guard (6...9).contains(sizes[0]) && sizes[1] <= 3 || sizes[0] == 3 && (6...9).contains(sizes[1]) else {
                return nil
            }
        case 3: guard (1...3).contains(sizes[0]) && (5...9).contains(sizes[1]) && sizes[2] <= 3 else { return nil }
        default: return nil
        }
        return ShapeMatch(shape: .bankAccount, start: run.start, end: end, isValid: true)
    }

    /// Clearing codes of banks that hold retail accounts (Hong Kong Interbank Clearing).
    static func isBank(_ code: Int) -> Bool {
        switch code {
        case 3, 4, 6, 9, 12, 15, 16, 18, 20, 22, 24, 25, 27, 28, 35, 38...41, 43, 61, 63, 72, 118, 128, 185, 214, 238,
            250, 258, 387...393, 395:
            true
        default: false
        }
    }

    /// A business registration number: eight digits, `-000` and more of the certificate optional.
    static func businessRegistration(_ view: ByteView, _ run: DigitRun) -> ShapeMatch? {
        guard run.count == 8, view.opens(run.start) else { return nil }
        if view[run.end] == UInt8(ascii: "-"), view.digits(at: run.end &+ 1, limit: 4) == 3 {
            var end = run.end &+ 4
            // The certificate's own form goes on with month, year and a check character.
            if view[end] == UInt8(ascii: "-"), view.digits(at: end &+ 1, limit: 3) == 2,
                view[end &+ 3] == UInt8(ascii: "-"),
                view.digits(at: end &+ 4, limit: 3) == 2, view[end &+ 6] == UInt8(ascii: "-"),
                view[end &+ 7].isAlphanumeric
            {
                end &+= 8
            }
            guard view.closes(end) else { return nil }
            return ShapeMatch(shape: .businessRegistration, start: run.start, end: end, form: .formatted, isValid: true)
        }
        guard view.closes(run.end) else { return nil }
        return ShapeMatch(
            shape: .businessRegistration, start: run.start, end: run.end,
            isValid: CheckDigits.businessRegistration(digit: run.digit))
    }

    /// An Octopus card's number with its check digit in brackets.
    static func octopus(_ view: ByteView, _ run: DigitRun) -> ShapeMatch? {
        guard view[run.end] == UInt8(ascii: "("), (7...9).contains(run.count), view.opens(run.start),
            view[run.end &+ 1].isDigit, view[run.end &+ 2] == UInt8(ascii: ")")
        else { return nil }
        return ShapeMatch(
            shape: .octopus, start: run.start, end: run.end &+ 3, form: .formatted,
            isValid: CheckDigits.octopus(view.bytes(run.start, run.end), check: view[run.end &+ 1]))
    }
}
