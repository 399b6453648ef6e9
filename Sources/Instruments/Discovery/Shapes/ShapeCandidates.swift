/// What a run of digits may be part of, by its length and the bytes beside it: most runs are part of nothing.
struct ShapeCandidates: OptionSet {
    let rawValue: UInt16

    static let hongKongIdentity = Self(rawValue: 1 << 0)
    static let travelDocument = Self(rawValue: 1 << 1)
    static let octopus = Self(rawValue: 1 << 2)
    static let card = Self(rawValue: 1 << 3)
    static let phone = Self(rawValue: 1 << 4)
    static let businessRegistration = Self(rawValue: 1 << 5)
    static let birthDate = Self(rawValue: 1 << 6)
    static let residentIdentity = Self(rawValue: 1 << 7)
    static let bankAccount = Self(rawValue: 1 << 8)
    static let iban = Self(rawValue: 1 << 9)
    static let worldPhone = Self(rawValue: 1 << 10)

    @inline(__always) init(rawValue: UInt16) { self.rawValue = rawValue }

    /// - Parameter invalid: whether values count too whose check fails.
    @inline(__always) init(_ view: ByteView, _ run: DigitRun, invalid: Bool) {
        self = Self.mayBelong(run) ? Self.byLength(view, run, invalid) : Self(rawValue: 0)
    }

    /// Whether the letters beside a run can be those of a value: those of hashes and decimals cannot.
    @inline(__always) static func mayBelong(_ run: DigitRun) -> Bool {
        if run.after.isLetter {
            // The check character of an identity number, or capitals within an IBAN.
            guard run.count == 6 || run.count == 17 || run.after.isUpper && run.count >= 4 else { return false }
        }
        // Small letters come before digits in identity card numbers, and in the long ones of an IBAN.
        guard run.before.isLetter, !run.before.isUpper else { return true }
        return run.count == 6 || run.count == 7 || run.count == 3 || run.count >= 10
    }

    @inline(__always) private static func byLength(_ view: ByteView, _ run: DigitRun, _ invalid: Bool) -> Self {
        let isAfterCapital = run.before.isUpper
        // Not `[]`, which takes an array each time.
        var shapes = Self(rawValue: 0)
        if isAfterCapital || run.before.isLetter && run.count >= 10
            || run.isAfterGroup && FinancialShapes.mayHaveHead(view, run)
        {
            shapes = .iban
        }
        switch run.count {
        case 3:
            let behind = run.digitsBehindGap
            shapes = Self(rawValue: 0)
            if run.digit(0) == 8, run.hasGap || run.after == UInt8(ascii: ")") { shapes = .phone }
            if behind == 3, run.before == run.after, run.secondBefore.isDigit { shapes.insert(.phone) }
            if behind == 3, run.isAfterLetter { shapes.insert(.hongKongIdentity) }
            if behind > 0, FinancialShapes.isBank(run.firstThree) { shapes.insert(.bankAccount) }
        case 4:
            let behind = run.digitsBehindGap
            if behind == 4 || behind == 6, run.hasGap(behind: behind), FinancialShapes.isIssuer(run.firstFour) {
                shapes.insert(.card)
            }
            if behind == 4, invalid || PhoneShape.isAssigned(run.firstThree) { shapes.insert(.phone) }
            if BirthDateShape.isCentury(run.firstTwo) { shapes.insert(.birthDate) }
        case 5: if run.digit(0) == 0 { shapes.insert(.phone) }
        case 6:
            if run.isAfterLetter { shapes.insert(.hongKongIdentity) }
            if run.digitsBehindGap == 7 {
                if IdentityShapes.isProvince(run.firstTwo) { shapes.insert(.residentIdentity) }
                if FinancialShapes.isIssuer(run.firstFour, 19) { shapes.insert(.card) }
            }
        case 7:
            if run.isAfterLetter { shapes.insert(.hongKongIdentity) }
            if isAfterCapital { shapes.insert(.travelDocument) }
            if run.after == UInt8(ascii: "(") { shapes.insert(.octopus) }
        case 8:
            if isAfterCapital {
                shapes.insert(.travelDocument)
            } else {
                if run.after == UInt8(ascii: "(") { shapes.insert(.octopus) }
                if invalid || PhoneShape.isAssigned(run.firstThree) { shapes.insert(.phone) }
                if invalid || run.after == UInt8(ascii: "-") || CheckDigits.businessRegistration(digit: run.digit) {
                    shapes.insert(.businessRegistration)
                }
                if BirthDateShape.isCentury(run.firstTwo) { shapes.insert(.birthDate) }
            }
        case 9: if run.after == UInt8(ascii: "(") { shapes.insert(.octopus) }
        case 10: if isAfterCapital { shapes.insert(.travelDocument) }
        case 11: if run.digit(0) == 8 { shapes.insert(.phone) }
        case 13...19:
            if run.count == 13, run.digit(0) == 0 { shapes.insert(.phone) }
            if FinancialShapes.isIssuer(run.firstFour, run.count) { shapes.insert(.card) }
            if run.count == 17 || run.count == 18, IdentityShapes.isProvince(run.firstTwo) {
                shapes.insert(.residentIdentity)
            }
        case 31...: return Self(rawValue: 0)
        default: break
        }
        if run.count <= 13, mayBeAbroad(view, run) { shapes.insert(.worldPhone) }
        return shapes
    }

    /// Whether a run may begin a mainland number, or stand within one behind a plus sign.
    @inline(__always) private static func mayBeAbroad(_ view: ByteView, _ run: DigitRun) -> Bool {
        if run.digit(0) <= 1 {
            if run.digit(0) == 1, run.count == 11 || run.count == 3 && run.hasGap { return true }
            if run.digit(0) == 0, run.count <= 4, run.hasGap || run.after == UInt8(ascii: ")") { return true }
        }
        switch run.before {
        case UInt8(ascii: "+"): return true
        case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "("), UInt8(ascii: ")"):
            return view.holds(UInt8(ascii: "+"), inSixteenBefore: run.start)
        default: return false
        }
    }
}
