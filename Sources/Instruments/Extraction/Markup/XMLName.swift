/// The local part of an XML name, in a form that compares fast: its first sixteen bytes.
struct XMLName: Hashable {
    private let low: UInt64
    private let high: UInt64

    /// The name behind the last colon.
    init(_ qualified: UnsafeRawBufferPointer) {
        var start = 0
        for index in qualified.indices where qualified[index] == 0x3A { start = index + 1 }
        self.init(bytes: UnsafeRawBufferPointer(rebasing: qualified[start...]))
    }

    /// A name without a prefix.
    init(_ text: StaticString) {
        self = text.withUTF8Buffer { XMLName(bytes: UnsafeRawBufferPointer($0)) }
    }

    private init(bytes: UnsafeRawBufferPointer) {
        var (low, high): (UInt64, UInt64) = (0, 0)
        for index in 0..<min(16, bytes.count) {
            if index < 8 {
                low |= UInt64(bytes[index]) << UInt64(8 * index)
            } else {
                high |= UInt64(bytes[index]) << UInt64(8 * (index - 8))
            }
        }
        self.low = low
        self.high = high
    }
}
