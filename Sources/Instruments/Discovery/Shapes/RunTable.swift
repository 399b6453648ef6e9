/// What runs of digits may be part of, made ready to be looked up by what is read of them first: their length, the bytes
/// on either side, and their first three digits.
struct RunTable: Sendable {
    /// What a byte beside a run may be of.
    enum Neighbour: UInt8, CaseIterable {
        case other, smallLetter, capital, gap, opening, closing, point, plus

        init(_ byte: UInt8) {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): self = .smallLetter
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): self = .capital
            case UInt8(ascii: " "), UInt8(ascii: "-"): self = .gap
            case UInt8(ascii: "("): self = .opening
            case UInt8(ascii: ")"): self = .closing
            case UInt8(ascii: "."): self = .point
            case UInt8(ascii: "+"): self = .plus
            default: self = .other
            }
        }

        var isLetter: Bool { self == .smallLetter || self == .capital }
    }

    static let shared = RunTable()

    /// All tables one behind the other, so that one address leads to each: the neighbours that bytes are, before a run
    /// and behind it, what runs may be by their length and neighbours, by their first three digits, and by the group
    /// behind them.
    private let entries: [UInt32]

    /// Where each table starts.
    private enum Start {
        static let before = 0
        static let after = before + 256
        static let surroundings = after + 256
        static let heads = surroundings + 32 * 64
        static let groups = heads + 1 << 12
    }

    private init() {
        let neighbours = (UInt8.min ... .max).map { UInt32(Neighbour($0).rawValue) }
        var surroundings: [UInt32] = []
        for count in 0..<32 {
            for before in Neighbour.allCases {
                for after in Neighbour.allCases { surroundings.append(Self.shapes(count, before, after).rawValue) }
            }
        }
        var heads = [UInt32](repeating: 0, count: 1 << 12)
        for number in 0..<1000 {
            let place = number / 100 | (number / 10 % 10) << 4 | (number % 10) << 8
            heads[place] = Self.shapes(beginningWith: number).rawValue
        }
        let groups = (0..<16).map { Self.shapes(before: $0 >> 1, hasSameGap: $0 & 1 == 1).rawValue }
        entries = neighbours.map { $0 << 3 } + neighbours + surroundings + heads + groups
    }

    /// Hands over the table as it lies in memory; it is not to be kept beyond the body.
    @inline(__always) func withLookup<Result>(_ body: (Lookup) -> Result) -> Result {
        // An array that is not empty has an address.
        entries.withUnsafeBufferPointer { body(Lookup(entries: $0.baseAddress.unsafelyUnwrapped)) }
    }

    /// The table's bytes. An address and not an array, since each run is looked up and no index can lie outside: each is
    /// put together from as many bits as its table has places for.
    struct Lookup {
        fileprivate let entries: UnsafePointer<UInt32>

        /// What a run may be part of.
        ///
        /// - Parameter invalid: whether values count too whose check fails.
        @inline(__always) func candidates(_ run: DigitRun, invalid: Bool) -> ShapeCandidates {
            let neighbours = entries[Start.before &+ Int(run.before)] | entries[Start.after &+ Int(run.after)]
            let place = min(run.count, 31) &<< 6 | Int(neighbours)
            let checked = invalid ? RunTable.checkedByHead.rawValue : 0
            return ShapeCandidates(
                rawValue: entries[Start.surroundings &+ place]
                    & (entries[Start.heads &+ run.firstThreePacked] | checked)
                    & entries[Start.groups &+ run.groupBehind])
        }
    }

    /// What is valid by its first digits alone.
    private static let checkedByHead = ShapeCandidates(
        rawValue: ShapeCandidates.phone.rawValue | ShapeCandidates.phoneInFours.rawValue)

    /// Whether the letters beside a run can be those of a value: those of hashes and decimals cannot.
    static func mayBelong(_ count: Int, _ before: Neighbour, _ after: Neighbour) -> Bool {
        if after.isLetter {
            // The check character of an identity number, or capitals within an IBAN.
            guard count == 6 || count == 17 || after == .capital && count >= 4 else { return false }
        }
        // Small letters come before digits in identity card numbers, and in the long ones of an IBAN.
        return before != .smallLetter || count == 6 || count == 7 || count == 3 || count >= 10
    }

    /// What a run may be by its length and neighbours, whatever its digits.
    private static func shapes(_ count: Int, _ before: Neighbour, _ after: Neighbour) -> ShapeCandidates {
        guard (3...30).contains(count), mayBelong(count, before, after) else { return [] }
        var shapes: ShapeCandidates = []
        func add(_ more: ShapeCandidates, where isSo: Bool) {
            if isSo { shapes.formUnion(more) }
        }
        add(.iban, where: count > 3 && (before == .capital || before.isLetter && count >= 10))
        add(.ibanInFours, where: count > 3 && before == .gap)
        add(.worldPhone, where: count <= 13 && before == .plus)
        add(.farPlus, where: count <= 13 && [.gap, .opening, .closing, .point].contains(before))
        add(.hongKongIdentity, where: (count == 6 || count == 7) && before.isLetter)
        add(.spacedIdentity, where: (count == 6 || count == 7) && before == .gap)
        add([.octopus], where: (7...9).contains(count) && after == .opening && !(count == 8 && before == .capital))
        add([.travelDocument], where: [7, 8, 10].contains(count) && before == .capital)
        switch count {
        case 3:
            add(.codedPhone, where: after == .gap || after == .closing)
            add([.someBank, .mobilePhone, .someFixedPhone], where: after == .gap)
            add(.fixedPhone, where: before == .opening && after == .closing)
            add(.splitIdentity, where: after == .gap && (before.isLetter || before == .gap))
            add(.phoneInThrees, where: after == .gap && before == .gap)
        case 4:
            add(.birthDate, where: true)
            add(.fixedPhone, where: before == .opening && after == .closing)
            add([.cardInFours, .cardInFourAndSix, .phoneInFours, .someFixedPhone], where: after == .gap)
        case 5: add(.dialledPhone, where: true)
        case 6: add([.residentInGroups, .cardInTwo], where: after == .gap)
        case 8: add([.phone, .someRegistration, .birthDate], where: before != .capital)
        case 11: add([.codedPhone, .mobilePhone], where: true)
        case 13...19:
            add(.someCard, where: true)
            add(.dialledPhone, where: count == 13)
            add(.residentIdentity, where: count == 17 || count == 18)
        default: break
        }
        return shapes
    }

    /// What a run may be whose first three digits write a number, whatever stands beside it.
    private static func shapes(beginningWith number: Int) -> ShapeCandidates {
        var shapes = ShapeCandidates(rawValue: .max)
        func drop(_ less: ShapeCandidates, unless isSo: Bool) {
            if !isSo { shapes.subtract(less) }
        }
        func isIssuer(_ lengths: Int...) -> Bool {
            lengths.contains { length in (0..<10).contains { FinancialShapes.isIssuer(number * 10 + $0, length) } }
        }
        drop([.phone, .phoneInFours], unless: PhoneShape.isAssigned(number))
        drop(.codedPhone, unless: number == 852)
        drop([.dialledPhone, .fixedPhone, .someFixedPhone], unless: number / 100 == 0)
        drop(.mobilePhone, unless: (13...19).contains(number / 10))
        drop(.birthDate, unless: BirthDateShape.isCentury(number / 10))
        drop([.residentIdentity, .residentInGroups], unless: IdentityShapes.isProvince(number / 10))
        drop(.someCard, unless: isIssuer(13, 14, 15, 16, 17, 18, 19))
        drop(.cardInFours, unless: isIssuer(16, 19))
        drop(.cardInFourAndSix, unless: isIssuer(14, 15))
        drop(.cardInTwo, unless: isIssuer(19))
        drop(.someBank, unless: FinancialShapes.isBank(number))
        return shapes
    }

    /// What a run may be that a group of so many digits follows behind a gap, seven being as many as are counted.
    ///
    /// - Parameter hasSameGap: whether the same gap stands behind the group.
    private static func shapes(before group: Int, hasSameGap: Bool) -> ShapeCandidates {
        var shapes = ShapeCandidates(rawValue: .max)
        func drop(_ less: ShapeCandidates, unless isSo: Bool) {
            if !isSo { shapes.subtract(less) }
        }
        drop(.someBank, unless: group > 0)
        drop([.splitIdentity, .phoneInThrees], unless: group == 3)
        drop(.phoneInFours, unless: group == 4)
        drop(.cardInFours, unless: group == 4 && hasSameGap)
        drop(.cardInFourAndSix, unless: group == 6 && hasSameGap)
        drop([.residentInGroups, .cardInTwo], unless: group == 7)
        // Seven or eight digits, or three or four and then four.
        drop(.someFixedPhone, unless: [3, 4, 7].contains(group))
        return shapes
    }
}
