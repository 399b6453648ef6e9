/// Tells a classification marking, which stands by itself, from the same word in a sentence.
struct LineShape {
    let bytes: UnsafeBufferPointer<UInt8>

    private static let markings = [
        "TOP SECRET", "SECRET", "CONFIDENTIAL", "RESTRICTED", "絕對機密", "绝对机密", "高度機密", "高度机密", "機密", "机密", "限閱", "限阅",
        "文件", "資料", "资料", "CLASSIFICATION", "DOCUMENT",
    ]
    private static let limit = 120

    /// Whether the line of a match holds markings and nothing else.
    func isMarking(_ range: Range<Int>) -> Bool {
        var start = range.lowerBound
        while start > 0, bytes[start - 1] != 0x0A, range.lowerBound - start <= Self.limit { start -= 1 }
        var end = range.upperBound
        while end < bytes.count, bytes[end] != 0x0A, end - range.upperBound <= Self.limit { end += 1 }
        var text = String(decoding: bytes[start..<end], as: UTF8.self)
        guard text.utf8.count <= Self.limit else { return false }
        for marking in Self.markings { text = text.replacing(marking, with: "") }
        return text.allSatisfy { !$0.isLetter && !$0.isNumber }
    }
}
