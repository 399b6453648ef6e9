@testable import Discovery

/// Makes values with right and wrong check digits. The check digits are worked out here again, by the published
/// formulas, so that a mistake in the detectors' own arithmetic cannot hide.
struct ValueMaker {
    var generator: SeededGenerator

    static func hkidCheck(_ letters: String, _ digits: String) -> String {
        let values =
            (letters.count == 1 ? [36] : []) + letters.unicodeScalars.map { Int($0.value) - 55 }
            + digits.compactMap(\.wholeNumberValue)
        let sum = zip(values, stride(from: 9, to: 1, by: -1)).reduce(0) { $0 + $1.0 * $1.1 }
        let check = (11 - sum % 11) % 11
        return check == 10 ? "A" : String(check)
    }

    mutating func hkid(valid: Bool = true) -> (letters: String, digits: String, check: String) {
        let letters = generator.pick([
            "A", "B", "C", "D", "E", "G", "K", "P", "R", "S", "V", "W", "M", "F", "N", "Y", "Z", "WX", "EC", "XA",
        ])
        let digits = generator.digits(6)
        let check = Self.hkidCheck(letters, digits)
        if valid { return (letters, digits, check) }
        let others = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "A"].filter { $0 != check }
        return (letters, digits, generator.pick(others))
    }

    mutating func resident(valid: Bool = true) -> String {
        let place = generator.pick(["110105", "440301", "310104", "350203", "440106", "510107"])
        let body = place + date(separator: "") + generator.digits(3)
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(body.compactMap(\.wholeNumberValue), weights).reduce(0) { $0 + $1.0 * $1.1 }
        let checks = Array("10X98765432")
        return body + String(valid ? checks[sum % 11] : checks[(sum + Int.random(in: 1...9, using: &generator)) % 11])
    }

    mutating func card(valid: Bool = true) -> String {
        let (prefix, length) = generator.pick([
            ("4", 16), ("51", 16), ("55", 16), ("2221", 16), ("34", 15), ("62", 16), ("3530", 16),
        ])
        let body = prefix + generator.digits(length - prefix.count - 1)
        let check = (0...9).first { Self.luhn(body + String($0)) } ?? 0
        return body + String(valid ? check : (check + Int.random(in: 1...9, using: &generator)) % 10)
    }

    static func luhn(_ digits: String) -> Bool {
        let sum = digits.reversed().enumerated().reduce(0) { sum, entry in
            let value = (entry.element.wholeNumberValue ?? 0) * (entry.offset % 2 == 1 ? 2 : 1)
            return sum + value / 10 + value % 10
        }
        return sum % 10 == 0
    }

    mutating func iban(valid: Bool = true) -> String {
        let country = generator.pick(["GB", "DE", "FR"])
        let body =
            switch country {
            case "GB": "NWBK" + generator.digits(14)
            case "DE": generator.digits(18)
            default: generator.digits(23)
            }
        let remainder = (body + country + "00").unicodeScalars.reduce(0) { remainder, scalar in
            let value = Int(scalar.value) - (scalar.value < 65 ? 48 : 55)
            return (remainder * (value > 9 ? 100 : 10) + value) % 97
        }
        let check = valid ? 98 - remainder : (98 - remainder + Int.random(in: 1...90, using: &generator)) % 97
        return country + (check < 10 ? "0" : "") + String(check) + body
    }

    mutating func phone() -> String {
        generator.pick([
            "21", "23", "25", "27", "31", "36", "39", "51", "53", "60", "61", "66", "69", "91", "94", "97", "98", "44",
            "70", "84",
        ])
            + generator.digits(6)
    }

    mutating func email() -> String {
        let name = generator.pick(["chan.taiman", "may_wong", "k-lee", "info", "siu.ming.cheung", "a1b2", "HR.Dept"])
        let domain = generator.pick(["example.com", "dept.gov.hk", "mail.example.org", "school.edu.hk", "a-b.com.hk"])
        return name + generator.digits(Int.random(in: 0...3, using: &generator)) + "@" + domain
    }

    mutating func date(separator: String) -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
        return [
            String(Int.random(in: 1940...2012, using: &generator)), two(Int.random(in: 1...12, using: &generator)),
            two(Int.random(in: 1...28, using: &generator)),
        ].joined(separator: separator)
    }

    mutating func hex(_ count: Int) -> String {
        (0..<count).map { _ in String(Int.random(in: 0...15, using: &generator), radix: 16) }.joined()
    }

    mutating func uuid() -> String { [hex(8), hex(4), hex(4), hex(4), hex(12)].joined(separator: "-") }
}
