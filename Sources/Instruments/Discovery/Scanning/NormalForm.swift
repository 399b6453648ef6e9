/// The one form of a value that its fingerprint is taken of, however it was written.
enum NormalForm {
    static func write(_ match: ShapeMatch, _ view: ByteView, into normal: inout [UInt8]) {
        normal.removeAll(keepingCapacity: true)
        let bytes = view.bytes(match.start, match.end)
        switch match.shape {
        case .email:
            for byte in bytes { normal.append(byte.lowercased) }
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
