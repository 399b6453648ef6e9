/// The strings that a workbook's cells refer to by number.
final class SharedStrings: XMLHandler {
    private let limit: Int
    private var bytes: [UInt8] = []
    private var ends: [UInt32] = []
    private var isPhonetic = false
    /// Whether there were more than may be held.
    private(set) var isFull = false

    init(limit: Int) { self.limit = min(limit, Int(UInt32.max) / 2) }

    /// A string by its number; nil for numbers beyond what is held.
    subscript(index: Int) -> ArraySlice<UInt8>? {
        guard ends.indices.contains(index) else { return nil }
        return bytes[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])]
    }

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == Self.phonetic { isPhonetic = true }
    }

    func text(_ utf8: UnsafeRawBufferPointer) {
        guard !isPhonetic, !isFull else { return }
        bytes.append(contentsOf: utf8)
        // The index counts too: a million empty strings are not free.
        if bytes.count + ends.count * 4 > limit { isFull = true }
    }

    func end(_ name: XMLName) {
        if name == Self.phonetic { isPhonetic = false }
        guard name == Self.item, !isFull else { return }
        ends.append(UInt32(bytes.count))
        if bytes.count + ends.count * 4 > limit { isFull = true }
    }

    func finish() {}

    private static let item = XMLName("si")
    private static let phonetic = XMLName("rPh")
}
