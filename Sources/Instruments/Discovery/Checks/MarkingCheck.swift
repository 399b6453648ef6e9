/// Tells a classification marking from the same word in a sentence: a marking has its line to itself.
enum MarkingCheck {
    static func holds(_ view: ByteView, _ start: Int, _ end: Int) -> Bool {
        var low = start
        while start &- low < 120, low > 0, !isBreak(view[low &- 1]) { low &-= 1 }
        var high = end
        while high &- end < 120, high < view.count, !isBreak(view[high]) { high &+= 1 }
        guard low == 0 || isBreak(view[low &- 1]), high == view.count || isBreak(view[high]) else { return false }
        return isAside(Array(view.bytes(low, start))) && isAside(Array(view.bytes(end, high)))
    }

    private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D || byte == 0x0C }

    /// Whether a text is nothing but decoration, numbers, or words that go with a marking.
    private static func isAside(_ text: [UInt8]) -> Bool {
        var rest = text.map(\.lowercased)[...]
        while let byte = rest.first {
            if byte < 0x80, !byte.isLetter {
                rest = rest.dropFirst()
            } else if let word = words.first(where: { rest.starts(with: $0) }) {
                rest = rest.dropFirst(word.count)
                if word[0].isLetter, rest.first?.isLetter == true { return false }
            } else if byte == 0xE3 || byte == 0xEF || byte == 0xE2 {
                // CJK and general punctuation, full-width forms: brackets, dashes, colons.
                rest = rest.dropFirst(3)
            } else {
                return false
            }
        }
        return true
    }

    /// Longest first, so that 高度機密 is not read as 機密 with something before it.
    private static let words: [[UInt8]] = [
        "classification", "security grading", "grading", "grade", "document", "page", "top secret", "secret",
        "confidential",
        "restricted", "hksarg", "government", "staff in confidence", "of", "絕對機密", "绝对机密", "高度機密", "高度机密",
        "機密", "机密", "限閱", "限阅", "文件", "密級", "密级", "保安類別", "保密等級", "類別", "資料", "第", "頁", "页",
    ].map { Array($0.utf8) }
}
