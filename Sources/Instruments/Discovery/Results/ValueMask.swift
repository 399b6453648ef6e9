/// What a report may show of a value: its punctuation and at most three of its characters.
enum ValueMask {
    static func text(_ value: UnsafeRawBufferPointer, _ mask: Detector.Mask) -> String {
        if mask == .none { return "********" }
        let characters = Array(String(decoding: value.prefix(160), as: UTF8.self).unicodeScalars.prefix(40))
        if mask == .all { return String(String.UnicodeScalarView(characters)) }
        let letters = characters.count(where: isValue)
        let shown: Range<Int> =
            switch mask {
            case .first1: 0..<1
            // A short value would lie open: never more than half of it is shown.
            case .first3: 0..<min(3, letters / 2)
            default: letters - min(3, letters / 2)..<letters
            }
        var text = String.UnicodeScalarView()
        var index = 0
        for character in characters {
            if isValue(character) {
                text.append(shown.contains(index) ? character : "*")
                index += 1
            } else {
                text.append(character.value < 0x20 ? " " : character)
            }
        }
        return String(text)
    }

    private static func isValue(_ character: Unicode.Scalar) -> Bool {
        if character.value < 0x80 { return UInt8(character.value).isAlphanumeric }
        // Full-width brackets and dashes are punctuation; everything else beyond ASCII may be a name.
        return !(0xFF08...0xFF0F).contains(character.value) && character.value != 0x3000
    }
}
