/// Steps through JSON text without making values: what is not wanted is skipped, what is wanted is a range.
///
/// The bytes are the caller's and must outlive the cursor. Text is taken as it stands (RFC 8259); invalid UTF-8 inside
/// strings is passed on, anything else that is not JSON is a fault.
public struct JSONCursor {
    /// What is wrong, and at which byte.
    public struct Fault: Error, Sendable, Hashable {
        /// The offset of the byte.
        public let offset: Int

        /// A fault at a byte.
        public init(offset: Int) { self.offset = offset }
    }

    /// A string between its quotes.
    public struct Text: Sendable, Hashable {
        /// The bytes between the quotes.
        public let range: Range<Int>
        /// Whether escapes stand among them, so that `append(_:to:)` must be used to read it.
        public let escaped: Bool
    }

    /// What a value is, by its first byte.
    public enum Kind: Sendable, Hashable {
        case object, array, string, number, bool, null
    }

    /// Nested arrays and objects that are followed.
    public static let depthLimit = 64

    private let bytes: UnsafeRawBufferPointer
    /// The next byte.
    public private(set) var index: Int

    /// A cursor at the start of some bytes.
    public init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        index = 0
    }

    /// The kind of the value that comes next.
    @inline(__always)
    public mutating func kind() throws(Fault) -> Kind {
        skipSpace()
        guard index < bytes.count else { throw Fault(offset: index) }
        switch bytes[index] {
        case 0x7B: return .object
        case 0x5B: return .array
        case 0x22: return .string
        case 0x2D, 0x30...0x39: return .number
        case 0x74, 0x66: return .bool
        case 0x6E: return .null
        default: throw Fault(offset: index)
        }
    }

    /// Steps into an object or array; true where it holds something.
    @inline(__always)
    public mutating func enter() throws(Fault) -> Bool {
        skipSpace()
        guard index < bytes.count else { throw Fault(offset: index) }
        let closing: UInt8 = bytes[index] == 0x7B ? 0x7D : 0x5D
        guard bytes[index] == 0x7B || bytes[index] == 0x5B else { throw Fault(offset: index) }
        index += 1
        skipSpace()
        guard index < bytes.count else { throw Fault(offset: index) }
        if bytes[index] == closing {
            index += 1
            return false
        }
        return true
    }

    /// Steps over a comma, or out of an object or array; true where another member or element comes.
    @inline(__always)
    public mutating func next() throws(Fault) -> Bool {
        skipSpace()
        guard index < bytes.count else { throw Fault(offset: index) }
        switch bytes[index] {
        case 0x2C:
            index += 1
            return true
        case 0x7D, 0x5D:
            index += 1
            return false
        default: throw Fault(offset: index)
        }
    }

    /// The name of the next member of an object, and the colon after it.
    @inline(__always)
    public mutating func name() throws(Fault) -> Text {
        let text = try string()
        skipSpace()
        guard index < bytes.count, bytes[index] == 0x3A else { throw Fault(offset: index) }
        index += 1
        return text
    }

    /// The string that comes next.
    public mutating func string() throws(Fault) -> Text {
        skipSpace()
        guard index < bytes.count, bytes[index] == 0x22 else { throw Fault(offset: index) }
        index += 1
        let start = index
        var escaped = false
        while true {
            // Eight bytes at once while none of them is a quote or a backslash.
            while index &+ 8 <= bytes.count {
                let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                if Self.holds(word, 0x22) || Self.holds(word, 0x5C) { break }
                index &+= 8
            }
            guard index < bytes.count else { throw Fault(offset: index) }
            switch bytes[index] {
            case 0x22:
                index += 1
                return Text(range: start..<index - 1, escaped: escaped)
            case 0x5C:
                escaped = true
                index += 2
            default: index += 1
            }
        }
    }

    /// The bytes of a number, `true`, `false` or `null`.
    @inline(__always)
    public mutating func literal() throws(Fault) -> Range<Int> {
        skipSpace()
        let start = index
        while index < bytes.count {
            switch bytes[index] {
            case 0x2B, 0x2D, 0x2E, 0x30...0x39, 0x41...0x5A, 0x61...0x7A: index += 1
            default:
                guard index > start else { throw Fault(offset: index) }
                return start..<index
            }
        }
        guard index > start else { throw Fault(offset: index) }
        return start..<index
    }

    /// Steps over the value that comes next, whatever it is.
    public mutating func skip() throws(Fault) {
        // One bit a level, set where it is an object: as many bits as levels are followed.
        var objects: UInt64 = 0
        var depth = 0
        while true {
            switch try kind() {
            case .string: _ = try string()
            case .number, .bool, .null: _ = try literal()
            case .object, .array:
                guard depth < Self.depthLimit else { throw Fault(offset: index) }
                let object = bytes[index] == 0x7B
                if try enter() {
                    depth += 1
                    objects = objects << 1 | (object ? 1 : 0)
                    if object { _ = try name() }
                    continue
                }
            }
            while depth > 0 {
                if try next() {
                    if objects & 1 == 1 { _ = try name() }
                    break
                }
                depth -= 1
                objects >>= 1
            }
            if depth == 0 { return }
        }
    }

    /// Whether nothing but space is left.
    public mutating func isAtEnd() -> Bool {
        skipSpace()
        return index == bytes.count
    }

    /// Appends a string's bytes with its escapes resolved; a lone surrogate becomes U+FFFD.
    ///
    /// - Throws: `Fault` for an escape that is none.
    public func append(_ text: Text, to target: inout [UInt8]) throws(Fault) {
        guard text.escaped else {
            target.append(contentsOf: bytes[text.range])
            return
        }
        var index = text.range.lowerBound
        let end = text.range.upperBound
        while index < end {
            let byte = bytes[index]
            guard byte == 0x5C else {
                target.append(byte)
                index += 1
                continue
            }
            guard index + 1 < end else { throw Fault(offset: index) }
            switch bytes[index + 1] {
            case 0x22, 0x5C, 0x2F: target.append(bytes[index + 1])
            case 0x62: target.append(0x08)
            case 0x66: target.append(0x0C)
            case 0x6E: target.append(0x0A)
            case 0x72: target.append(0x0D)
            case 0x74: target.append(0x09)
            case 0x75:
                var unit = try unit(at: index + 2, end: end)
                index += 4
                if 0xD800...0xDBFF ~= unit, index + 7 < end, bytes[index + 2] == 0x5C, bytes[index + 3] == 0x75 {
                    let low = try self.unit(at: index + 4, end: end)
                    if 0xDC00...0xDFFF ~= low {
                        unit = 0x10000 &+ (unit &- 0xD800) << 10 &+ (low &- 0xDC00)
                        index += 6
                    }
                }
                let scalar = Unicode.Scalar(unit) ?? "\u{FFFD}"
                target.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
            default: throw Fault(offset: index)
            }
            index += 2
        }
    }

    private func unit(at start: Int, end: Int) throws(Fault) -> UInt32 {
        guard start + 4 <= end else { throw Fault(offset: start) }
        var value: UInt32 = 0
        for offset in start..<start + 4 {
            let byte = bytes[offset]
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte &- 0x30
            case 0x41...0x46: digit = byte &- 0x37
            case 0x61...0x66: digit = byte &- 0x57
            default: throw Fault(offset: offset)
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    @inline(__always)
    private mutating func skipSpace() {
        while index < bytes.count {
            let byte = bytes[index]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            index &+= 1
        }
    }

    /// Whether a byte of a word is the one sought (Mycroft's test).
    @inline(__always)
    private static func holds(_ word: UInt64, _ byte: UInt8) -> Bool {
        let difference = word ^ (0x0101_0101_0101_0101 &* UInt64(byte))
        return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080 != 0
    }
}
