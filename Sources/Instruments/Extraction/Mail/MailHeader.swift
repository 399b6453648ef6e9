/// The header of a mail or of one of its parts.
struct MailHeader {
    /// Fields in order, unfolded, as they were sent.
    private(set) var fields: [(name: String, value: [UInt8])] = []

    /// Whether it went on beyond what is kept.
    private(set) var isCut = false

    /// Bytes of a header that are kept.
    private static let limit = 1 << 20

    /// Reads up to the empty line.
    init(_ stream: MailStream) throws(Halt) {
        var size = 0
        while let line = try stream.next() {
            let content = line.content
            if content.isEmpty { return }
            size += content.count
            guard size <= Self.limit else {
                isCut = true
                continue
            }
            if let first = content.first, first == 0x20 || first == 9 || !line.isStart, !fields.isEmpty {
                fields[fields.count - 1].value += content
            } else if let colon = content.firstIndex(of: 0x3A) {
                let name = String(decoding: content[..<colon], as: UTF8.self)
                fields.append((name, Array(content[(colon + 1)...].drop { $0 == 0x20 })))
            }
        }
    }

    /// The first field of a name, in its raw form.
    subscript(name: String) -> String? {
        fields.first { $0.name.lowercased() == name }.map { String(decoding: $0.value, as: UTF8.self) }
    }

    /// The media type, lower case; `text/plain` where none is given (RFC 2045 §5.2).
    var type: String {
        guard let value = self["content-type"] else { return "text/plain" }
        return value.prefix { $0 != ";" && $0 != " " }.lowercased()
    }

    /// The name of an attached file.
    var fileName: String? {
        let raw = parameter("filename", of: "content-disposition") ?? parameter("name", of: "content-type")
        return raw.flatMap { $0.isEmpty ? nil : EncodedWords.decoded(Array($0.utf8)) }
    }

    /// A parameter of a field, with RFC 2231's encodings and continuations resolved.
    func parameter(_ name: String, of field: String) -> String? {
        guard let value = self[field] else { return nil }
        var pieces: [Int: String] = [:]
        var plain: String?
        var isEncoded = false
        for parameter in Self.parameters(of: Array(value.utf8)) {
            var key = parameter.name.lowercased()[...]
            guard key.hasPrefix(name) else { continue }
            key = key.dropFirst(name.count)
            if key.isEmpty {
                plain = parameter.value
            } else if key.first == "*" {
                if key.hasSuffix("*") { isEncoded = true }
                let number = Int(key.dropFirst().prefix { $0.isNumber }) ?? 0
                if pieces.count < 100 { pieces[number] = parameter.value }
            }
        }
        guard !pieces.isEmpty else { return plain }
        let joined = pieces.sorted { $0.key < $1.key }.map(\.value).joined()
        return isEncoded ? Self.percentDecoded(joined) : joined
    }

    private static func parameters(of value: [UInt8]) -> [(name: String, value: String)] {
        var found: [(String, String)] = []
        var index = value.firstIndex(of: 0x3B) ?? value.count
        while index < value.count, found.count < 100 {
            index += 1
            let nameStart = index
            while index < value.count, value[index] != 0x3D, value[index] != 0x3B { index += 1 }
            guard index < value.count, value[index] == 0x3D else { continue }
            let name = value[nameStart..<index].filter { $0 > 0x20 }
            index += 1
            while index < value.count, value[index] <= 0x20 { index += 1 }
            var text: [UInt8] = []
            if index < value.count, value[index] == 0x22 {
                index += 1
                while index < value.count, value[index] != 0x22 {
                    if value[index] == 0x5C, index + 1 < value.count { index += 1 }
                    text.append(value[index])
                    index += 1
                }
                while index < value.count, value[index] != 0x3B { index += 1 }
            } else {
                while index < value.count, value[index] != 0x3B {
                    if value[index] > 0x20 { text.append(value[index]) }
                    index += 1
                }
            }
            found.append((String(decoding: name, as: UTF8.self), String(decoding: text, as: UTF8.self)))
        }
        return found
    }

    /// `charset'language'text%20with%20escapes` (RFC 2231 §4).
    private static func percentDecoded(_ text: String) -> String {
        let parts = text.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        let body = Array((parts.count == 3 ? parts[2] : text[...]).utf8)
        var bytes: [UInt8] = []
        var index = 0
        while index < body.count {
            if body[index] == 0x25, index + 2 < body.count,
                let value = UInt8(String(decoding: body[index + 1...index + 2], as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                index += 3
            } else {
                bytes.append(body[index])
                index += 1
            }
        }
        return CharsetDetector.text(of: bytes, declared: parts.count == 3 ? String(parts[0]) : nil)
    }
}
