/// A form with files in it: `multipart/form-data` (RFC 7578), read from the whole body.
public struct MultipartForm: Sendable {
    /// A part with a file.
    public struct File: Sendable {
        /// The name of its field.
        public let field: String
        /// Its name as the browser gave it: to be shown, never to be opened.
        public let name: String
        /// Its bytes.
        public let bytes: ArraySlice<UInt8>
    }

    /// What is wrong with a form.
    public enum Problem: Error, Sendable, Hashable {
        /// More parts than a form of ours has.
        case tooMany
        /// The boundary is missing, or the body does not follow it.
        case notMultipart
        /// A part has no name, headers that are too long, or text that is not UTF-8.
        case badPart
    }

    private static let partLimit = 50
    private static let headerLimit = 4096

    /// The fields without files.
    public let fields: FormFields
    /// The files.
    public let files: [File]

    /// Reads a body.
    ///
    /// - Parameters:
    ///   - body: all of it; its size is for the caller to limit.
    ///   - contentType: the header that names the boundary.
    /// - Throws: `Problem`.
    public init(_ body: [UInt8], contentType: String) throws(Problem) {
        guard let boundary = Self.boundary(contentType) else { throw .notMultipart }
        let line = Array("--\(boundary)".utf8)
        var rest = body[...]
        guard rest.starts(with: line) else { throw .notMultipart }
        rest = rest.dropFirst(line.count)
        let delimiter = Array("\r\n".utf8) + line
        var fields: [FormFields.Field] = []
        var files: [File] = []
        while !rest.starts(with: Array("--".utf8)) {
            guard fields.count + files.count < Self.partLimit else { throw .tooMany }
            guard rest.starts(with: Array("\r\n".utf8)) else { throw .notMultipart }
            rest = rest.dropFirst(2)
            guard let end = Self.first(delimiter, in: rest) else { throw .notMultipart }
            try Self.add(rest[rest.startIndex..<end], to: &fields, &files)
            rest = rest[(end + delimiter.count)...]
        }
        self.fields = FormFields(fields)
        self.files = files
    }

    private static func add(
        _ part: ArraySlice<UInt8>, to fields: inout [FormFields.Field], _ files: inout [File]
    ) throws(Problem) {
        let blank = Array("\r\n\r\n".utf8)
        let head = part.prefix(headerLimit + blank.count)
        guard let end = first(blank, in: head), let headers = String(validating: head[..<end], as: UTF8.self) else {
            throw .badPart
        }
        let content = part[(end + blank.count)...]
        let disposition = headers.split(separator: "\r\n").first {
            $0.lowercased().hasPrefix("content-disposition:")
        }
        guard let disposition, let name = parameter("name", of: disposition) else { throw .badPart }
        if let file = parameter("filename", of: disposition) {
            files.append(File(field: name, name: file, bytes: content))
        } else {
            guard let text = String(validating: content, as: UTF8.self), !text.utf8.contains(0) else { throw .badPart }
            fields.append(FormFields.Field(name: name, value: text))
        }
    }

    /// RFC 2046 §5.1.1: 1 to 70 signs.
    private static func boundary(_ contentType: String) -> String? {
        guard contentType.lowercased().hasPrefix("multipart/form-data") else { return nil }
        guard let value = parameter("boundary", of: contentType[...]), (1...70).contains(value.utf8.count) else {
            return nil
        }
        return value
    }

    /// A parameter of a header; browsers write a quotation mark inside a name as `%22` (RFC 7578 §4.2).
    private static func parameter(_ name: String, of header: Substring) -> String? {
        var isQuoted = false
        let parts = header.split { character in
            if character == "\"" { isQuoted.toggle() }
            return character == ";" && !isQuoted
        }
        for part in parts.dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].lowercased().filter({ $0 != " " }) == name else { continue }
            let value = pair[1].drop { $0 == " " }
            guard value.hasPrefix("\"") else { return String(value) }
            let inside = value.dropFirst()
            return inside.lastIndex(of: "\"").map { String(inside[..<$0]) }
        }
        return nil
    }

    private static func first(_ needle: [UInt8], in hay: ArraySlice<UInt8>) -> Int? {
        guard let start = needle.first, hay.count >= needle.count else { return nil }
        var index = hay.startIndex
        let last = hay.endIndex - needle.count
        while index <= last {
            guard let next = hay[index...last].firstIndex(of: start) else { return nil }
            if hay[next..<next + needle.count].elementsEqual(needle) { return next }
            index = next + 1
        }
        return nil
    }
}
