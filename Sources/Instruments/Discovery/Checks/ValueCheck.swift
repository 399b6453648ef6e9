/// What a value found by a pattern must pass.
enum ValueCheck: String, Sendable, CaseIterable {
    case none
    case hongKongIdentity = "hkid"
    case residentIdentity = "resident-id"
    case luhn
    case iban
    /// Looks made by chance or by a careful person, not like a placeholder, a word or a call.
    case secret
    /// Three parts of base64url, the first of them a JSON object.
    case token
    /// The second line of a passport's machine-readable zone with its check digits.
    case machineReadable = "machine-readable"
    /// A line of its own.
    case markingLine = "marking-line"
    /// Two to four capitalised words, or two to four Chinese characters that begin with a surname.
    case personName = "person-name"

    /// Whether the value at a place passes.
    func holds(_ view: ByteView, _ start: Int, _ end: Int) -> Bool {
        switch self {
        case .none: true
        case .secret: SecretCheck.holds(view.bytes(start, end))
        case .token: SecretCheck.isToken(view.bytes(start, end))
        case .markingLine: MarkingCheck.holds(view, start, end)
        case .personName: NameCheck.holds(view.bytes(start, end))
        case .machineReadable: Self.machineReadable(Array(view.bytes(start, end)))
        case .luhn: CheckDigits.luhn(Self.identifier(view.bytes(start, end)))
        case .iban: CheckDigits.iban(Self.identifier(view.bytes(start, end)))
        case .hongKongIdentity: Self.hongKongIdentity(Self.identifier(view.bytes(start, end)))
        case .residentIdentity: Self.residentIdentity(Self.identifier(view.bytes(start, end)))
        }
    }

    /// Letters and digits alone, in capitals.
    static func identifier(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        bytes.filter(\.isAlphanumeric).map(\.uppercased)
    }

    private static func hongKongIdentity(_ value: [UInt8]) -> Bool {
        let letters = value.prefix { $0.isLetter }.count
        guard (1...2).contains(letters), value.count == letters + 7,
            value[letters..<(letters + 6)].allSatisfy(\.isDigit)
        else { return false }
        let check = CheckDigits.hongKongIdentity(first: letters == 2 ? value[0] : nil, second: value[letters - 1]) {
            value[letters + $0].digit
        }
        return check == value[letters + 6]
    }

    private static func residentIdentity(_ value: [UInt8]) -> Bool {
        guard value.count == 18, value[..<17].allSatisfy(\.isDigit) else { return false }
        return CheckDigits.residentIdentity { value[$0].digit } == value[17]
    }

    /// The last 44 characters of the value (ICAO 9303-4 §4.2).
    private static func machineReadable(_ value: [UInt8]) -> Bool {
        let line = value.suffix(44)
        guard line.count == 44 else { return false }
        func field(_ from: Int, _ to: Int) -> ArraySlice<UInt8> {
            line[(line.startIndex + from)..<(line.startIndex + to)]
        }
        func check(_ at: Int) -> UInt8 { line[line.startIndex + at] }
        return CheckDigits.machineReadable(field(0, 9), check: check(9))
            && CheckDigits.machineReadable(field(13, 19), check: check(19))
            && CheckDigits.machineReadable(field(21, 27), check: check(27))
    }
}
