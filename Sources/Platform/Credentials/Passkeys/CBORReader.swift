/// Reads CBOR (RFC 8949) as strictly as it is to be written (section 4.2.1, but for the order of a map's members, which
/// browsers do not keep): shortest numbers, known lengths, no member twice.
struct CBORReader {
    /// The most bytes that are looked at.
    static let limit = 64 << 10
    /// How many arrays and maps may stand in one another.
    static let depthLimit = 8

    private let bytes: ArraySlice<UInt8>
    /// What was not read yet begins here.
    private(set) var index: Int

    /// A reader of bytes; nil where they are too many.
    init?(_ bytes: ArraySlice<UInt8>) {
        guard bytes.count <= Self.limit else { return nil }
        self.bytes = bytes
        index = bytes.startIndex
    }

    /// The one value that bytes hold; nil where they hold anything else.
    static func whole(_ bytes: [UInt8]) -> CBOR? {
        guard var reader = CBORReader(bytes[...]), let value = reader.value(), reader.index == bytes.count else {
            return nil
        }
        return value
    }

    /// The next value; nil where there is none, or one that is not taken.
    mutating func value() -> CBOR? { value(depth: 0) }

    private mutating func value(depth: Int) -> CBOR? {
        guard let (kind, argument) = head() else { return nil }
        switch kind {
        case 0: return Int64(exactly: argument).map(CBOR.integer)
        case 1: return Int64(exactly: argument).map { .integer(-1 - $0) }
        case 2: return take(argument).map { .bytes(Array($0)) }
        case 3: return take(argument).flatMap { String(validating: $0, as: UTF8.self) }.map(CBOR.text)
        case 4: return array(argument, depth: depth + 1)
        case 5: return map(argument, depth: depth + 1)
        case 7:
            switch argument {
            case 20: return .bool(false)
            case 21: return .bool(true)
            case 22: return .null
            default: return nil
            }
        default: return nil
        }
    }

    private mutating func array(_ count: UInt64, depth: Int) -> CBOR? {
        // Every element takes a byte: more of them than bytes are a lie.
        guard depth <= Self.depthLimit, count <= UInt64(bytes.endIndex - index) else { return nil }
        var elements: [CBOR] = []
        for _ in 0..<count {
            guard let element = value(depth: depth) else { return nil }
            elements.append(element)
        }
        return .array(elements)
    }

    private mutating func map(_ count: UInt64, depth: Int) -> CBOR? {
        guard depth <= Self.depthLimit, count <= UInt64(bytes.endIndex - index) / 2 else { return nil }
        var members: [CBOR.Key: CBOR] = [:]
        for _ in 0..<count {
            let key: CBOR.Key
            switch value(depth: depth) {
            case .integer(let number): key = .integer(number)
            case .text(let name): key = .text(name)
            default: return nil
            }
            guard let value = value(depth: depth), members.updateValue(value, forKey: key) == nil else { return nil }
        }
        return .map(members)
    }

    /// A value's kind and the number in its head (RFC 8949, section 3).
    private mutating func head() -> (kind: UInt8, argument: UInt64)? {
        guard index < bytes.endIndex else { return nil }
        let kind = bytes[index] >> 5
        let short = bytes[index] & 31
        index += 1
        if short < 24 { return (kind, UInt64(short)) }
        // Simple values of two bytes and fractions are of kind 7 too.
        guard short <= 27, kind != 7, let tail = take(1 << UInt64(short - 24)) else { return nil }
        let argument = tail.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let least: UInt64 = [24, 1 << 8, 1 << 16, 1 << 32][Int(short - 24)]
        return argument >= least ? (kind, argument) : nil
    }

    private mutating func take(_ count: UInt64) -> ArraySlice<UInt8>? {
        guard count <= UInt64(bytes.endIndex - index) else { return nil }
        defer { index += Int(count) }
        return bytes[index..<index + Int(count)]
    }
}
