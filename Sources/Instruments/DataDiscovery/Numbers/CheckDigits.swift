/// Check digits and characters, over ASCII bytes.
enum CheckDigits {
    /// Hong Kong identity card: weights 9 to 2 over two letters (a space counts 36) and six digits, modulo 11.
    static func hkid(letters: ArraySlice<UInt8>, digits: ArraySlice<UInt8>, check: UInt8) -> Bool {
        guard digits.count == 6, (1...2).contains(letters.count) else { return false }
        var sum = 0
        if letters.count == 1 {
            sum = 36 * 9 + value(letters[letters.startIndex]) * 8
        } else {
            sum = value(letters[letters.startIndex]) * 9 + value(letters[letters.startIndex + 1]) * 8
        }
        for (offset, digit) in digits.enumerated() { sum += Int(digit &- 0x30) * (7 - offset) }
        let expected = (11 - sum % 11) % 11
        return expected == 10 ? check | 0x20 == UInt8(ascii: "a") : check == UInt8(0x30 + expected)
    }

    /// Resident identity number: ISO 7064 MOD 11-2 over 17 digits (GB 11643).
    static func resident(_ digits: ArraySlice<UInt8>, check: UInt8) -> Bool {
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        guard digits.count == 17 else { return false }
        let sum = zip(digits, weights).reduce(0) { $0 + Int($1.0 &- 0x30) * $1.1 }
        let expected = Array("10X98765432".utf8)[sum % 11]
        return expected == (check == UInt8(ascii: "x") ? UInt8(ascii: "X") : check)
    }

    /// Payment cards: Luhn (ISO/IEC 7812-1, annex B).
    static func luhn(_ digits: ArraySlice<UInt8>) -> Bool {
        var sum = 0
        for (offset, digit) in digits.reversed().enumerated() {
            var value = Int(digit &- 0x30)
            if offset % 2 == 1 {
                value *= 2
                if value > 9 { value -= 9 }
            }
            sum += value
        }
        return sum % 10 == 0
    }

    /// IBAN: the first four characters moved to the end, letters as numbers, modulo 97 (ISO 13616-1).
    static func iban(_ text: ArraySlice<UInt8>) -> Bool {
        var remainder = 0
        for byte in text.dropFirst(4) + text.prefix(4) {
            let value = value(byte)
            guard value < 36 else { return false }
            remainder = (value > 9 ? remainder * 100 + value : remainder * 10 + value) % 97
        }
        return remainder == 1
    }

    /// 0 to 9 for digits, 10 to 35 for letters of either case, 99 for anything else.
    static func value(_ byte: UInt8) -> Int {
        switch byte {
        case 0x30...0x39: Int(byte) - 0x30
        case 0x41...0x5A: Int(byte) - 0x41 + 10
        case 0x61...0x7A: Int(byte) - 0x61 + 10
        default: 99
        }
    }
}
