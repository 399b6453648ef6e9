import Glibc

/// Searches of bytes in bytes.
enum ByteSearch {
    /// Whether a text stands at an offset.
    @inline(__always)
    static func starts(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int, with text: [UInt8]) -> Bool {
        guard bytes.count - offset >= text.count else { return false }
        guard let base = bytes.baseAddress, !text.isEmpty else { return text.isEmpty }
        return text.withUnsafeBufferPointer { other in
            other.baseAddress.map { memcmp(base + offset, $0, text.count) == 0 } ?? true
        }
    }

    /// Where a text first stands, from an offset on.
    static func first(_ text: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, from offset: Int) -> Int? {
        guard let head = text.first else { return offset <= bytes.count ? offset : nil }
        guard let base = bytes.baseAddress else { return nil }
        var index = offset
        while bytes.count - index >= text.count {
            guard let found = memchr(base + index, Int32(head), bytes.count - index - text.count + 1) else {
                return nil
            }
            index = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            if starts(bytes, at: index, with: text) { return index }
            index += 1
        }
        return nil
    }

    /// The offset after the UTF-8 character at an offset.
    static func afterCharacter(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
        var next = offset + 1
        while next < bytes.count, bytes[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }
}
