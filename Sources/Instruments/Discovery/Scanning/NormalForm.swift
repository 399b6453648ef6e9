import Model

/// The one form of a value that its fingerprint is taken of, however it was written.
enum NormalForm {
    static func write(_ match: ShapeMatch, _ view: ByteView, into normal: inout [UInt8]) {
        normal.removeAll(keepingCapacity: true)
        let bytes = view.bytes(match.start, match.end)
        switch match.shape {
        case .email:
            var index = 0
            while index < bytes.count {
                if let byte = escaped(bytes, index) {
                    normal.append(byte.lowercased)
                    index += 3
                } else {
                    normal.append(bytes[index].lowercased)
                    index += 1
                }
            }
        case .birthDate: normal += CalendarDate(daysSinceEpoch: match.day).description.utf8
        case .mainlandPhone: writeMainland(bytes, into: &normal)
        case .foreignPhone:
            // With its country code; a trunk prefix `(0)` is not dialled behind one.
            for (index, byte) in bytes.enumerated() where byte.isDigit {
                let isTrunk = byte == UInt8(ascii: "0") && index > 0 && bytes[index - 1] == UInt8(ascii: "(")
                if !isTrunk { normal.append(byte) }
            }
        case .phone:
            // The national number alone: the country code is the same for all.
            for byte in bytes where byte.isDigit { normal.append(byte) }
            if normal.count > 8 { normal.removeFirst(normal.count - 8) }
        case .hongKongIdentity:
            for byte in bytes where byte.isAlphanumeric { normal.append(byte.uppercased) }
            if match.form == .unchecked { appendCheck(&normal) }
        default:
            for byte in bytes where byte.isAlphanumeric || byte >= 0x80 { normal.append(byte.uppercased) }
        }
    }

    /// A byte written as `%2B` (RFC 3986 §2.1).
    private static func escaped(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> UInt8? {
        guard bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count else { return nil }
        return UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
    }

    /// As it is dialled on the mainland: eleven digits of a mobile number, or the area code with its zero.
    private static func writeMainland(_ bytes: UnsafeRawBufferPointer, into normal: inout [UInt8]) {
        var digits = bytes.filter(\.isDigit)[...]
        if digits.starts(with: Array("0086".utf8)) { digits = digits.dropFirst(2) }
        if digits.starts(with: Array("86".utf8)) {
            digits = digits.dropFirst(2)
            let isMobile = digits.count == 11 && digits.first == UInt8(ascii: "1")
            if !isMobile, digits.first != UInt8(ascii: "0") { normal.append(UInt8(ascii: "0")) }
        }
        normal += digits
    }

    /// With its check character a number is the same person's, whether or not it was written.
    private static func appendCheck(_ normal: inout [UInt8]) {
        let letters = normal.count - 6
        guard (1...2).contains(letters) else { return }
        let number = normal
        normal.append(
            CheckDigits.hongKongIdentity(first: letters == 2 ? number[0] : nil, second: number[letters - 1]) {
                number[letters + $0].digit
            })
    }
}
