/// Says which encoding bytes are written in, from the bytes alone.
enum CharsetDetector {
    /// How many bytes are looked at.
    static let sampleSize = 16 << 10

    /// The encoding that a byte order mark names, and the length of the mark.
    static func mark(of head: UnsafeRawBufferPointer) -> (TextEncoding, Int)? {
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if head.starts(with: [0xFF, 0xFE, 0, 0]) { return (.converted("UTF-32LE"), 4) }
        if head.starts(with: [0, 0, 0xFE, 0xFF]) { return (.converted("UTF-32BE"), 4) }
        if head.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if head.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        return nil
    }

    /// UTF-16 without a mark: where its zero bytes lie, or how many of its units are common.
    static func unmarkedUTF16(_ head: UnsafeRawBufferPointer) -> TextEncoding? {
        let units = min(head.count, 4096) / 2
        guard units >= 4 else { return nil }
        var plausible = (little: 0, big: 0)
        var telling = (little: 0, big: 0)
        for index in 0..<units {
            let a = UInt16(head[2 * index])
            let b = UInt16(head[2 * index + 1])
            let (little, big) = (b << 8 | a, a << 8 | b)
            if isPlausible(little) { plausible.little += 1 }
            if isPlausible(big) { plausible.big += 1 }
            if isTelling(little) { telling.little += 1 }
            if isTelling(big) { telling.big += 1 }
        }
        // Nine units in ten must make sense, and one in fifty must be a space, line end or mark of one order alone.
        let enough = max(1, units / 50)
        if plausible.little * 10 >= units * 9, telling.little >= enough, telling.little > telling.big {
            return .utf16LittleEndian
        }
        if plausible.big * 10 >= units * 9, telling.big >= enough, telling.big > telling.little {
            return .utf16BigEndian
        }
        return nil
    }

    private static func isPlausible(_ unit: UInt16) -> Bool {
        switch unit {
        case 9, 10, 13, 0x20...0x7E, 0xA0...0xFF, 0x2010...0x2027, 0x3000...0x30FF, 0x4E00...0x9FFF, 0xFF01...0xFF5E:
            true
        default: false
        }
    }

    private static func isTelling(_ unit: UInt16) -> Bool {
        switch unit {
        case 9, 10, 13, 0x20...0x7E, 0x3001, 0x3002, 0xFF0C, 0xFF1A: true
        default: false
        }
    }

    /// The encoding of bytes without a mark that are no UTF-16. A UTF-8 text with damage in it is still UTF-8.
    static func encoding(of bytes: UnsafeRawBufferPointer) -> TextEncoding {
        let sample = UnsafeRawBufferPointer(rebasing: bytes.prefix(sampleSize))
        if UTF8Check.validEnd(of: sample).stop != .invalid { return .utf8 }
        var index = 0
        var (valid, invalid) = (0, 0)
        while index < sample.count {
            let length = UTF8Check.sequence(sample, index)
            if length > 1 { valid += 1 }
            if length < 0 { invalid += 1 }
            // A character that the sample cuts is neither.
            index += max(1, length)
        }
        return invalid * 10 <= valid || invalid == 0 ? .utf8 : legacy(sample)
    }

    /// The encoding of bytes that are not UTF-8; Western where neither Chinese encoding makes sense of them.
    static func legacy(_ bytes: UnsafeRawBufferPointer) -> TextEncoding {
        let sample = UnsafeRawBufferPointer(rebasing: bytes.prefix(sampleSize))
        let big5 = fitness(of: sample, .big5, CommonCharacters.traditional)
        let gb18030 = fitness(of: sample, .gb18030, CommonCharacters.simplified)
        if max(big5, gb18030) <= 0 { return .western }
        return big5 >= gb18030 ? .big5 : .gb18030
    }

    /// The share of common characters among those beyond ASCII, less five for each undecodable one.
    private static func fitness(
        of sample: UnsafeRawBufferPointer, _ encoding: TextEncoding, _ common: Set<Unicode.Scalar>
    ) -> Double {
        guard let (text, undecodable) = decode(sample, encoding) else { return -1 }
        var beyondASCII = 0
        var hits = 0
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars where scalar.value >= 0x80 {
            guard scalar.value != 0xFFFD else { continue }
            beyondASCII += 1
            if common.contains(scalar) { hits += 1 }
        }
        guard beyondASCII > 0 else { return -1 }
        // A name alone may hold no common character at all: being valid counts for something too.
        return (Double(hits) + 0.1 * Double(beyondASCII) - 5 * Double(undecodable)) / Double(beyondASCII)
    }

    /// A sample in UTF-8 and the number of bytes that could not be decoded; nil where no converter is installed.
    static func decode(_ sample: UnsafeRawBufferPointer, _ encoding: TextEncoding) -> ([UInt8], Int)? {
        var text: [UInt8] = []
        switch encoding {
        case .utf8:
            text = Array(sample)
            return (text, 0)
        case .utf16LittleEndian, .utf16BigEndian:
            var decoder = UTF16Decoder(bigEndian: encoding == .utf16BigEndian)
            decoder.decode(sample, into: &text)
            return (text, decoder.undecodable)
        case .converted(let name):
            guard let converter = CharsetConverter(name) else { return nil }
            do throws(Halt) {
                try converter.convert(sample) { text += $0 }
            } catch { return nil }
            return (text, converter.undecodable)
        }
    }

    /// A short foreign text, such as a name in an archive, as it was most likely meant.
    static func text(of bytes: [UInt8], declared: String? = nil) -> String {
        bytes.withUnsafeBytes { raw in
            if let encoding = declared.flatMap({ TextEncoding(declared: $0) }), encoding != .utf8,
                let (text, undecodable) = decode(raw, encoding), undecodable == 0
            {
                return String(decoding: text, as: UTF8.self)
            }
            if UTF8Check.validEnd(of: raw).stop == .end { return String(decoding: raw, as: UTF8.self) }
            guard let (text, _) = decode(raw, legacy(raw)) else { return String(decoding: raw, as: UTF8.self) }
            return String(decoding: text, as: UTF8.self)
        }
    }
}
