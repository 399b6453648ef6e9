/// What a run of digits may be part of, told by little of it: most runs are part of nothing.
struct ShapeCandidates: OptionSet {
    let rawValue: UInt32

    @inline(__always) init(rawValue: UInt32) { self.rawValue = rawValue }

    // Shapes to ask.
    static let hongKongIdentity = Self(rawValue: 1 << 0)
    static let travelDocument = Self(rawValue: 1 << 1)
    static let octopus = Self(rawValue: 1 << 2)
    static let card = Self(rawValue: 1 << 3)
    /// A Hong Kong telephone number by itself; behind its country code; behind `00` and that.
    static let phone = Self(rawValue: 1 << 4)
    static let codedPhone = Self(rawValue: 1 << 5)
    static let dialledPhone = Self(rawValue: 1 << 6)
    static let businessRegistration = Self(rawValue: 1 << 7)
    static let birthDate = Self(rawValue: 1 << 8)
    static let residentIdentity = Self(rawValue: 1 << 9)
    static let bankAccount = Self(rawValue: 1 << 10)
    static let iban = Self(rawValue: 1 << 11)
    /// A mobile and a fixed number of the mainland by itself; any number behind a plus sign.
    static let mobilePhone = Self(rawValue: 1 << 12)
    static let fixedPhone = Self(rawValue: 1 << 13)
    static let worldPhone = Self(rawValue: 1 << 14)

    // Questions that have to be settled first, because they cost more than a look into a table.
    /// Whether a letter stands before the gap before six or seven digits, or before a group of three with another behind.
    static let spacedIdentity = Self(rawValue: 1 << 16)
    static let splitIdentity = Self(rawValue: 1 << 17)
    /// Whether four digits follow four, or three stand before three and after two.
    static let phoneInFours = Self(rawValue: 1 << 18)
    static let phoneInThrees = Self(rawValue: 1 << 19)
    /// Whether the check digit of a business registration holds.
    static let someRegistration = Self(rawValue: 1 << 20)
    /// Whether the groups that a card's scheme prints follow four digits, all of them of four but the last, or six.
    static let cardInFours = Self(rawValue: 1 << 21)
    static let cardInTwo = Self(rawValue: 1 << 22)
    /// Whether a scheme gives out cards of this length.
    static let someCard = Self(rawValue: 1 << 23)
    static let residentInGroups = Self(rawValue: 1 << 24)
    /// Whether digits follow the code of a bank.
    static let someBank = Self(rawValue: 1 << 25)
    /// Whether the head of an IBAN stands before a run in fours.
    static let ibanInFours = Self(rawValue: 1 << 26)
    /// Whether a plus sign stands some groups before.
    static let farPlus = Self(rawValue: 1 << 27)
    /// Whether a number follows an area code of the mainland and a gap.
    static let someFixedPhone = Self(rawValue: 1 << 28)
    /// Whether the groups that a card's scheme prints follow four digits, the first of them of six.
    static let cardInFourAndSix = Self(rawValue: 1 << 29)

    // Not `[…]`, which takes an array each time.
    static let phones = Self(rawValue: phone.rawValue | codedPhone.rawValue | dialledPhone.rawValue)
    static let phonesAbroad = Self(rawValue: mobilePhone.rawValue | fixedPhone.rawValue | worldPhone.rawValue)
    /// What eight digits are by themselves, and what four and four are.
    static let eightDigits = Self(
        rawValue: phone.rawValue | businessRegistration.rawValue | someRegistration.rawValue | birthDate.rawValue)
    static let twoFours = Self(rawValue: phone.rawValue | phoneInFours.rawValue)
    /// What is left where no letter and no plus sign is near.
    static let withoutLetters = Self(
        rawValue: ~(spacedIdentity.rawValue | splitIdentity.rawValue | ibanInFours.rawValue | farPlus.rawValue))
    private static let shapes = Self(rawValue: 0xFFFF)

    /// Candidates with the shapes that they ask, and whether those may be written in a form of their own; left out are those
    /// that may.
    static let plain: [(candidates: Self, shapes: [Shape], isFormatted: Bool)] = [
        ([.phone, .phoneInFours, .phoneInThrees], [.phone], false),
        ([.businessRegistration, .someRegistration], [.businessRegistration], true),
        ([.birthDate], [.birthDate], false),
        ([.bankAccount, .someBank], [.bankAccount], false),
        ([.octopus], [.octopus], true),
        (
            [.travelDocument], [.hongKongPassport, .chinesePassport, .homeReturnPermit, .exitEntryPermit], false
        ),
        ([.mobilePhone, .fixedPhone, .someFixedPhone], [.mainlandPhone], false),
    ]

    /// What a run is asked for that may be a shape's value and fills its cell. Left out are shapes that share a candidate.
    static func wholeCells(of shape: Shape) -> Self {
        switch shape {
        case .hongKongIdentity: .hongKongIdentity
        case .residentIdentity: .residentIdentity
        case .paymentCard: [.card, .someCard]
        case .phone: .phones
        case .businessRegistration: [.businessRegistration, .someRegistration]
        case .mainlandPhone: [.mobilePhone, .fixedPhone]
        default: []
        }
    }

    /// Whether a question is open.
    @inline(__always) var isOpen: Bool { rawValue > Self.shapes.rawValue }

    /// What a run may be part of, all questions settled.
    ///
    /// - Parameter invalid: whether values count too whose check fails.
    init(_ view: ByteView, _ run: DigitRun, invalid: Bool) {
        let found = RunTable.shared.withLookup { $0.candidates(run, invalid: invalid) }
        self = found.isOpen ? found.settled(view, run.start, run.end, invalid: invalid) : found
    }

    /// Drops questions that the nearest bytes answer with no: what is left of most runs is nothing.
    @inline(__always) func narrowed(_ view: ByteView, _ run: DigitRun) -> Self {
        var left = self
        if !run.secondBefore.isLetter { left.subtract(.spacedIdentity) }
        if left.contains(.farPlus), !view.holds(UInt8(ascii: "+"), inSixteenBefore: run.start) {
            left.subtract(.farPlus)
        }
        if left.contains(.ibanInFours), !run.isAfterGroup { left.subtract(.ibanInFours) }
        return left
    }

    /// Whether a group behind the gap may end with its thirteenth digit.
    @inline(__always) private static func isBeforeThirteen(_ view: ByteView, _ run: DigitRun) -> Bool {
        view[run.end &+ 13].isDigit && !view[run.end &+ 14].isDigit
    }

    /// What a run may be whose values all end where the line goes on with another word: they fill no cell, so that no
    /// heading names them.
    @inline(__always) static func withinLine(_ run: DigitRun) -> Self {
        let known = run.count == 8 ? eightDigits.rawValue : run.count == 4 ? twoFours.rawValue : 0
        return Self(rawValue: run.goesOn(behind: run.count == 4 ? 5 : 0) ? known : 0)
    }

    /// Settles the questions that are open.
    ///
    /// - Parameter start: where the run starts; a run itself would have to lie in memory to be handed on.
    @inline(never) func settled(_ view: ByteView, _ start: Int, _ end: Int, invalid: Bool) -> Self {
        let run = DigitRun(view, start, end)
        var shapes = Self(rawValue: rawValue & Self.shapes.rawValue)
        func settle(_ question: Self, _ shape: Self, _ isSo: @autoclosure () -> Bool) {
            if contains(question), isSo() { shapes.formUnion(shape) }
        }
        // What needs a group of some length behind the gap is left only before such a one.
        settle(.splitIdentity, .hongKongIdentity, run.isAfterLetter)
        settle(.phoneInFours, .phone, true)
        settle(.phoneInThrees, .phone, run.before == run.after && run.secondBefore.isDigit)
        settle(
            .cardInFours, .card,
            FinancialShapes.isIssuer(run.firstFour, 16) || FinancialShapes.isIssuer(run.firstFour, 19))
        settle(
            .cardInFourAndSix, .card,
            FinancialShapes.isIssuer(run.firstFour, 15) || FinancialShapes.isIssuer(run.firstFour, 14))
        // Seven digits behind the gap are as many as are counted; the byte where a group of thirteen, or of eight, has to
        // end says more.
        settle(
            .cardInTwo, .card, Self.isBeforeThirteen(view, run) && FinancialShapes.isIssuer(run.firstFour, 19))
        settle(.residentInGroups, .residentIdentity, view[end &+ 9] == run.after)
        settle(.someBank, .bankAccount, true)
        settle(
            .someFixedPhone, .fixedPhone,
            run.digitsBehindGap == 7 || !view[end &+ run.digitsBehindGap &+ 6].isDigit)
        settle(
            .someCard, .card,
            FinancialShapes.isIssuer(run.firstFour, run.count)
                && (invalid || run.count != 16
                    || CheckDigits.luhnOfSixteen(view.eight(start), view.eight(start &+ 8)))
        )
        settle(
            .someRegistration, .businessRegistration,
            invalid || run.after == UInt8(ascii: "-") || CheckDigits.businessRegistration(digit: run.digit))
        settle(.spacedIdentity, .hongKongIdentity, run.secondBefore.isLetter)
        settle(.ibanInFours, .iban, run.isAfterGroup && FinancialShapes.mayHaveHead(view, run))
        settle(.farPlus, .worldPhone, view.holds(UInt8(ascii: "+"), inSixteenBefore: start))
        return shapes
    }

    /// Whether the letters beside a run can be those of a value: those of hashes and decimals cannot.
    static func mayBelong(_ run: DigitRun) -> Bool {
        RunTable.mayBelong(run.count, RunTable.Neighbour(run.before), RunTable.Neighbour(run.after))
    }
}
