/// Which bytes a text holds, roughly: one bit for all bytes that are alike in their last six bits.
///
/// A text can only hold another whose bits it has all: one operation rules most searches out.
struct ByteSignature: Sendable {
    private var bits: UInt64 = 0

    /// That of no text at all.
    init() {}

    /// Whether it is that of no text at all, or of an empty one.
    var isEmpty: Bool { bits == 0 }

    /// The signature of a text.
    init(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { bits |= 1 << UInt64(byte & 63) }
    }

    /// Whether a text with this signature may hold one with another.
    @inline(__always) func mayHold(_ other: ByteSignature) -> Bool { other.bits & ~bits == 0 }
}
