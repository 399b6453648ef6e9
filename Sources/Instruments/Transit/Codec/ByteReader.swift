/// Reads big-endian fields of untrusted bytes; whatever goes beyond the end is nil.
struct ByteReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func byte() -> UInt8? { rest.popFirst() }

    mutating func two() -> UInt16? {
        guard let bytes = take(2) else { return nil }
        return UInt16(bytes[bytes.startIndex]) << 8 | UInt16(bytes[bytes.startIndex + 1])
    }

    mutating func three() -> Int? {
        guard let bytes = take(3) else { return nil }
        return bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    /// A field with its length before it, in so many bytes.
    mutating func vector(lengthBytes: Int) -> ArraySlice<UInt8>? {
        guard let length = take(lengthBytes) else { return nil }
        return take(length.reduce(0) { $0 << 8 | Int($1) })
    }
}
