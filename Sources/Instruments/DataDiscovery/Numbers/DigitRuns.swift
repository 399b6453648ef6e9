/// Finds runs of ASCII digits, sixteen bytes at a time where there are none.
enum DigitRuns {
    /// Calls for each run of a buffer, in order.
    @inline(__always)
    static func each(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Void) {
        guard let base = bytes.baseAddress else { return }
        let raw = UnsafeRawPointer(base)
        var index = 0
        while index < bytes.count {
            if index &+ 16 <= bytes.count {
                let block = raw.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
                let digits = (block &- 0x30) .< 10
                if !any(digits) {
                    index &+= 16
                    continue
                }
            }
            guard bytes[index] &- 0x30 < 10 else {
                index &+= 1
                continue
            }
            let start = index
            while index < bytes.count, bytes[index] &- 0x30 < 10 { index &+= 1 }
            if index &- start >= 2, index &- start <= 32 { body(start..<index) }
        }
    }
}
