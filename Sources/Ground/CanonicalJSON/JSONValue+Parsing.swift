/// Why bytes are not the JSON that was asked for.
public struct JSONFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong.
    public enum Kind: String, Hashable, Sendable {
        case unexpectedByte, unexpectedEnd, invalidEscape, invalidUTF8, invalidNumber, tooDeep, duplicateKey
        case trailingBytes, tooLarge
    }

    /// What went wrong.
    public var kind: Kind
    /// The offset in bytes at which it was noticed.
    public var offset: Int

    /// A fault at an offset.
    public init(_ kind: Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }

    /// For logs and tests.
    public var description: String { "JSON: \(kind.rawValue) at byte \(offset)" }
}

extension JSONValue {
    /// Reads one whole JSON text (RFC 8259) and nothing after it.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8, without a byte order mark.
    ///   - maximumDepth: nested arrays and objects allowed.
    ///   - maximumBytes: larger inputs are refused unread.
    /// - Throws: `JSONFault` for anything else, duplicate member names included.
    public init(parsing bytes: [UInt8], maximumDepth: Int = 64, maximumBytes: Int = 64 << 20) throws(JSONFault) {
        guard bytes.count <= maximumBytes else { throw JSONFault(.tooLarge, at: maximumBytes) }
        var parser = JSONValueParser(bytes: bytes, maximumDepth: maximumDepth)
        self = try parser.document()
    }

    /// Reads one whole JSON text.
    public init(parsing text: String) throws(JSONFault) { try self.init(parsing: Array(text.utf8)) }
}

private struct JSONValueParser {
    let bytes: [UInt8]
    let maximumDepth: Int
    var index = 0

    init(bytes: [UInt8], maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    mutating func document() throws(JSONFault) -> JSONValue {
        let value = try value(depth: 0)
        skipSpace()
        guard index == bytes.count else { throw JSONFault(.trailingBytes, at: index) }
        return value
    }

    private mutating func skipSpace() {
        while index < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[index]) { index += 1 }
    }

    private func peek() throws(JSONFault) -> UInt8 {
        guard index < bytes.count else { throw JSONFault(.unexpectedEnd, at: index) }
        return bytes[index]
    }

    private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
        guard depth <= maximumDepth else { throw JSONFault(.tooDeep, at: index) }
        skipSpace()
        switch try peek() {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return try number()
        }
    }

    private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        for offset in 0..<text.utf8CodeUnitCount {
            guard try peek() == text.utf8Start[offset] else { throw JSONFault(.unexpectedByte, at: index) }
            index += 1
        }
        return value
    }

    private mutating func object(depth: Int) throws(JSONFault) -> JSONValue {
        index += 1
        var members: [String: JSONValue] = [:]
        skipSpace()
        if try peek() == UInt8(ascii: "}") {
            index += 1
            return .object(members)
        }
        while true {
            skipSpace()
            let start = index
            guard try peek() == UInt8(ascii: "\"") else { throw JSONFault(.unexpectedByte, at: index) }
            let key = try string()
            skipSpace()
            guard try peek() == UInt8(ascii: ":") else { throw JSONFault(.unexpectedByte, at: index) }
            index += 1
            guard members.updateValue(try value(depth: depth + 1), forKey: key) == nil else {
                throw JSONFault(.duplicateKey, at: start)
            }
            skipSpace()
            switch try peek() {
            case UInt8(ascii: ","): index += 1
            case UInt8(ascii: "}"):
                index += 1
                return .object(members)
            default: throw JSONFault(.unexpectedByte, at: index)
            }
        }
    }

    private mutating func array(depth: Int) throws(JSONFault) -> JSONValue {
        index += 1
        var elements: [JSONValue] = []
        skipSpace()
        if try peek() == UInt8(ascii: "]") {
            index += 1
            return .array(elements)
        }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            switch try peek() {
            case UInt8(ascii: ","): index += 1
            case UInt8(ascii: "]"):
                index += 1
                return .array(elements)
            default: throw JSONFault(.unexpectedByte, at: index)
            }
        }
    }

    private mutating func string() throws(JSONFault) -> String {
        let open = index
        index += 1
        let start = index
        var escaped = false
        while true {
            let byte = try peek()
            if byte == UInt8(ascii: "\"") { break }
            if byte < 0x20 { throw JSONFault(.unexpectedByte, at: index) }
            if byte == UInt8(ascii: "\\") {
                escaped = true
                index += 1
                _ = try peek()
            }
            index += 1
        }
        let raw = bytes[start..<index]
        index += 1
        if !escaped {
            guard let text = String(validating: raw, as: UTF8.self) else { throw JSONFault(.invalidUTF8, at: open) }
            return text
        }
        return try JSONEscapes.unescape(raw, at: start)
    }

    private mutating func number() throws(JSONFault) -> JSONValue {
        let start = index
        var fractional = false
        func isDigit(_ at: Int) -> Bool { at < bytes.count && (0x30...0x39).contains(bytes[at]) }
        if index < bytes.count, bytes[index] == UInt8(ascii: "-") { index += 1 }
        guard isDigit(index) else { throw JSONFault(.unexpectedByte, at: start) }
        if bytes[index] == UInt8(ascii: "0") { index += 1 } else { while isDigit(index) { index += 1 } }
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            fractional = true
            index += 1
            guard isDigit(index) else { throw JSONFault(.invalidNumber, at: start) }
            while isDigit(index) { index += 1 }
        }
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            fractional = true
            index += 1
            if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") {
                index += 1
            }
            guard isDigit(index) else { throw JSONFault(.invalidNumber, at: start) }
            while isDigit(index) { index += 1 }
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if !fractional, let value = Int64(text) { return .integer(value) }
        guard let value = Double(text), value.isFinite else { throw JSONFault(.invalidNumber, at: start) }
        return .number(value)
    }
}
