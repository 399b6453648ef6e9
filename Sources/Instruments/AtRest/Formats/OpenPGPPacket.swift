/// OpenPGP messages, binary or armored (RFC 9580, sections 4.2 and 6.2).
enum OpenPGPPacket {
    static func read(_ head: [UInt8], _ file: FileHead) -> Protection? {
        if head.starts(with: Array("-----BEGIN PGP MESSAGE-----".utf8)) { return .scheme("openpgp") }
        guard let first = head.first, first & 0x80 != 0 else { return nil }
        let tag: UInt8
        var place: Int
        let length: Int
        if first & 0x40 != 0 {
            tag = first & 0x3F
            guard head.count > 6 else { return nil }
            switch head[1] {
            case 0..<192: (length, place) = (Int(head[1]), 2)
            case 192..<224: (length, place) = ((Int(head[1]) - 192) << 8 + Int(head[2]) + 192, 3)
            case 255: (length, place) = (Field.big(head, at: 2, count: 4), 6)
            default: return nil
            }
        } else {
            tag = first >> 2 & 0x0F
            switch first & 3 {
            case 0: (length, place) = (Field.big(head, at: 1, count: 1), 2)
            case 1: (length, place) = (Field.big(head, at: 1, count: 2), 3)
            case 2: (length, place) = (Field.big(head, at: 1, count: 4), 5)
            default: return nil
            }
        }
        guard place < head.count else { return nil }
        let version = head[place]
        // A session key packet opens every encrypted message; its length and version must fit, since one byte proves little.
        switch tag {
        case 1:
            guard version == 3 || version == 6, (12...1_100).contains(length), place + length < head.count else {
                return nil
            }
        case 3:
            guard (4...6).contains(version), (4...120).contains(length), place + length < head.count else { return nil }
        default: return nil
        }
        place += length
        guard [1, 3, 9, 18, 20].contains(next(head[place])) else { return nil }
        return .scheme("openpgp")
    }

    private static func next(_ byte: UInt8) -> UInt8 { byte & 0x40 != 0 ? byte & 0x3F : byte >> 2 & 0x0F }
}
