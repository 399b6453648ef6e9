import Glibc

/// Searches of bytes in bytes.
enum ByteSearch {
    /// Whether bytes stand to a text as a kind of test asks.
    @inline(__always)
    static func matches(
        _ bytes: UnsafeBufferPointer<UInt8>, _ kind: CompiledTest.Kind, _ text: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        switch kind {
        case .equal: bytes.count == text.count && starts(bytes, at: 0, with: text)
        case .prefix: starts(bytes, at: 0, with: text)
        case .suffix: bytes.count >= text.count && starts(bytes, at: bytes.count - text.count, with: text)
        case .contains: contains(bytes, text)
        case .present: true
        default: false
        }
    }

    /// Whether a text stands at an offset.
    @inline(__always)
    static func starts(
        _ bytes: UnsafeBufferPointer<UInt8>, at offset: Int, with text: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard bytes.count - offset >= text.count else { return false }
        guard let base = bytes.baseAddress, let other = text.baseAddress, !text.isEmpty else { return text.isEmpty }
        return base[offset] == other[0] && memcmp(base + offset, other, text.count) == 0
    }

    private static func contains(_ bytes: UnsafeBufferPointer<UInt8>, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let other = text.baseAddress, !text.isEmpty else { return true }
        guard let base = bytes.baseAddress else { return false }
        var index = 0
        while bytes.count - index >= text.count {
            guard let found = memchr(base + index, Int32(other[0]), bytes.count - index - text.count + 1) else {
                return false
            }
            index = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            if starts(bytes, at: index, with: text) { return true }
            index += 1
        }
        return false
    }

    /// The offset after the UTF-8 character at an offset.
    static func afterCharacter(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
        var next = offset + 1
        while next < bytes.count, bytes[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }
}
