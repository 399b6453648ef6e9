/// The arithmetic that tells a real number from a random one.
enum CheckDigits {
    /// The check character of a Hong Kong identity card number: weights 9 to 2, modulo 11, a missing letter counts 36.
    ///
    /// - Parameters:
    ///   - first: the first of two letters, upper case; nil where there is one.
    ///   - second: the only or second letter, upper case.
    ///   - digit: the digits by index.
    @inline(__always) static func hongKongIdentity(first: UInt8?, second: UInt8, digit: (Int) -> Int) -> UInt8 {
        var sum = (first.map { Int($0) - 55 } ?? 36) * 9 + (Int(second) - 55) * 8
        for index in 0..<6 { sum += digit(index) * (7 - index) }
        let check = (11 - sum % 11) % 11
        return check == 10 ? UInt8(ascii: "A") : UInt8(ascii: "0") + UInt8(check)
    }

    /// The check character of a resident identity number (GB 11643-1999, ISO 7064 MOD 11-2).
    @inline(__always) static func residentIdentity(digit: (Int) -> Int) -> UInt8 {
        // Each weight is twice the one behind it, modulo 11, so Horner's rule needs no table of them.
        var sum = 0
        for index in 0..<17 { sum = sum * 2 + digit(index) }
        let check = (12 - sum * 2 % 11) % 11
        return check == 10 ? UInt8(ascii: "X") : UInt8(ascii: "0") + UInt8(check)
    }

    /// Luhn's sum (ISO/IEC 7812-1).
    static func luhn(_ digits: some BidirectionalCollection<UInt8>) -> Bool {
        var sum = 0
        var doubles = false
        for byte in digits.reversed() {
            guard byte.isDigit else { return false }
            let value = doubles ? byte.digit * 2 : byte.digit
            sum += value > 9 ? value - 9 : value
            doubles.toggle()
        }
        return !digits.isEmpty && sum % 10 == 0
    }

    /// Luhn's sum over sixteen digits, eight to a word, the first one lowest.
    ///
    /// Most numbers of sixteen digits end here, so all digits of a word are weighed at once.
    @inline(__always) static func luhnOfSixteen(_ first: UInt64, _ second: UInt64) -> Bool {
        // In lanes of two bytes: odd places double, of what is then above nine the digits are added.
        func weighed(_ word: UInt64) -> UInt64 {
            let doubled = word & 0x000F_000F_000F_000F
            let single = word &>> 8 & 0x000F_000F_000F_000F
            let nines = (doubled &+ 0x007B_007B_007B_007B) &>> 7 & 0x0001_0001_0001_0001
            return doubled &* 2 &- nines &* 9 &+ single
        }
        return ((weighed(first) &+ weighed(second)) &* 0x0001_0001_0001_0001) &>> 48 % 10 == 0
    }

    /// The check digit of an article number of thirteen digits (GS1): weights 1 and 3 by turns, modulo 10.
    @inline(__always) static func articleNumber(digit: (Int) -> Int) -> Bool {
        var sum = 0
        for index in 0..<13 { sum += digit(index) * (index % 2 == 0 ? 1 : 3) }
        return sum % 10 == 0
    }

    /// The remainder of an IBAN (ISO 13616, ISO 7064 MOD 97-10): capital letters and digits only.
    static func iban(_ characters: [UInt8]) -> Bool {
        guard characters.count >= 15, characters.count <= 34 else { return false }
        var remainder = 0
        for byte in characters[4...] + characters[..<4] {
            if byte.isDigit {
                remainder = (remainder * 10 + byte.digit) % 97
            } else if byte.isUpper {
                remainder = (remainder * 100 + Int(byte) - 55) % 97
            } else {
                return false
            }
        }
        return remainder == 1
    }

    /// The check digit of an Octopus card's number: odd places once, even places twice with digits added.
    static func octopus(_ body: some BidirectionalCollection<UInt8>, check: UInt8) -> Bool {
        var sum = 0
        var doubles = false
        for byte in body.reversed() {
            guard byte.isDigit, check.isDigit else { return false }
            let value = doubles ? byte.digit * 2 : byte.digit
            sum += value > 9 ? value - 9 : value
            doubles.toggle()
        }
        return (10 - sum % 10) % 10 == check.digit
    }

    /// The check digit of a business registration number: the last of eight.
    @inline(__always) static func businessRegistration(digit: (Int) -> Int) -> Bool {
        let first = digit(0) * 2 + digit(1) * 9 + digit(2) * 8 + digit(3) * 7
        return (10 - (first + digit(4) * 4 + digit(5) * 3 + digit(6) * 2) % 10) % 10 == digit(7)
    }

    /// One check digit of a machine-readable zone (ICAO 9303-3 §4.9): weights 7, 3, 1.
    static func machineReadable(_ field: some Collection<UInt8>, check: UInt8) -> Bool {
        var sum = 0
        for (index, byte) in field.enumerated() {
            let value: Int
            if byte.isDigit {
                value = byte.digit
            } else if byte.isUpper {
                value = Int(byte) - 55
            } else if byte == UInt8(ascii: "<") {
                value = 0
            } else {
                return false
            }
            sum += value * [7, 3, 1][index % 3]
        }
        return check.isDigit ? sum % 10 == check.digit : check == UInt8(ascii: "<") && sum == 0
    }
}
