extension JSONValue {
    /// The canonical form of RFC 8785: members sorted by UTF-16 code units, shortest escapes, no white space.
    ///
    /// Integers beyond 2^53 are written in full, where RFC 8785 would round them through a double.
    public var canonical: String {
        var bytes: [UInt8] = []
        write(into: &bytes, indent: nil, depth: 0)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The canonical form as UTF-8 bytes.
    public var canonicalBytes: [UInt8] {
        var bytes: [UInt8] = []
        write(into: &bytes, indent: nil, depth: 0)
        return bytes
    }

    /// Indented by two spaces for people; members in canonical order.
    public var pretty: String {
        var bytes: [UInt8] = []
        write(into: &bytes, indent: 2, depth: 0)
        bytes.append(UInt8(ascii: "\n"))
        return String(decoding: bytes, as: UTF8.self)
    }

    private func write(into out: inout [UInt8], indent: Int?, depth: Int) {
        switch self {
        case .null: out.append(contentsOf: "null".utf8)
        case .bool(let value): out.append(contentsOf: (value ? "true" : "false").utf8)
        case .integer(let value): out.append(contentsOf: String(value).utf8)
        case .number(let value): out.append(contentsOf: Self.numberText(value).utf8)
        case .string(let value): Self.write(value, into: &out)
        case .array(let elements):
            out.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                Self.breakLine(&out, indent, depth + 1)
                element.write(into: &out, indent: indent, depth: depth + 1)
            }
            if !elements.isEmpty { Self.breakLine(&out, indent, depth) }
            out.append(UInt8(ascii: "]"))
        case .object(let members):
            out.append(UInt8(ascii: "{"))
            let keys = members.keys.sorted { $0.utf16.lexicographicallyPrecedes($1.utf16) }
            for (index, key) in keys.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                Self.breakLine(&out, indent, depth + 1)
                Self.write(key, into: &out)
                out.append(UInt8(ascii: ":"))
                if indent != nil { out.append(UInt8(ascii: " ")) }
                (members[key] ?? .null).write(into: &out, indent: indent, depth: depth + 1)
            }
            if !members.isEmpty { Self.breakLine(&out, indent, depth) }
            out.append(UInt8(ascii: "}"))
        }
    }

    private static func breakLine(_ out: inout [UInt8], _ indent: Int?, _ depth: Int) {
        guard let indent else { return }
        out.append(UInt8(ascii: "\n"))
        out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * depth))
    }

    /// RFC 8785 §3.2.2.3: the shortest text that reads back as the same double, in ECMAScript's form.
    private static func numberText(_ value: Double) -> String {
        guard value.isFinite else { return "null" }
        if value == 0 { return "0" }
        if let whole = Int64(exactly: value), abs(whole) < 1_000_000_000_000_000 { return String(whole) }
        var text = "\(value)"
        if let dot = text.firstRange(of: ".0e") { text.replaceSubrange(dot, with: "e") }
        if text.hasSuffix(".0") { text.removeLast(2) }
        return text
    }

    private static func write(_ text: String, into out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): out.append(contentsOf: "\\\"".utf8)
            case UInt8(ascii: "\\"): out.append(contentsOf: "\\\\".utf8)
            case 0x08: out.append(contentsOf: "\\b".utf8)
            case 0x09: out.append(contentsOf: "\\t".utf8)
            case 0x0a: out.append(contentsOf: "\\n".utf8)
            case 0x0c: out.append(contentsOf: "\\f".utf8)
            case 0x0d: out.append(contentsOf: "\\r".utf8)
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                out.append(contentsOf: "\\u00".utf8)
                out.append(digits[Int(byte >> 4)])
                out.append(digits[Int(byte & 15)])
            default: out.append(byte)
            }
        }
        out.append(UInt8(ascii: "\""))
    }
}
