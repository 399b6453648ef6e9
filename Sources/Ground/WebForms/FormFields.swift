/// The fields of a form or of the query of an address: names with values, in their order.
public struct FormFields: Sendable, Hashable {
    /// A field.
    public struct Field: Sendable, Hashable {
        /// Its name.
        public let name: String
        /// Its value.
        public let value: String
    }

    /// What is wrong with a form.
    public enum Problem: Error, Sendable, Hashable {
        /// More fields than a form of ours has.
        case tooMany
        /// A name or value is not UTF-8 in percent-encoding, or holds a NUL.
        case notText
    }

    /// The most fields that are read.
    public static let limit = 200

    /// All of them.
    public let fields: [Field]

    /// No fields.
    public init() { fields = [] }

    /// The fields of `application/x-www-form-urlencoded` (WHATWG URL, section 5.1).
    ///
    /// - Throws: `Problem`.
    public init(urlEncoded bytes: some Collection<UInt8>) throws(Problem) {
        var fields: [Field] = []
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            guard fields.count < Self.limit else { throw .tooMany }
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.text(parts.first ?? pair)
            let value = parts.count > 1 ? try Self.text(parts[1]) : ""
            fields.append(Field(name: name, value: value))
        }
        self.fields = fields
    }

    init(_ fields: [Field]) { self.fields = fields }

    /// The value of the first field of a name, without white space around it; nil where there is none or it is empty.
    public subscript(name: String) -> String? {
        guard let value = fields.first(where: { $0.name == name })?.value else { return nil }
        let trimmed = value.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
        return trimmed.isEmpty ? nil : String(trimmed)
    }

    /// The value of the first field of a name as it was sent: for passwords, whose spaces count.
    public func raw(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    private static func text(_ part: some Collection<UInt8>) throws(Problem) -> String {
        guard let bytes = PercentDecoding.bytes(part, plusIsSpace: true), !bytes.contains(0),
            let text = String(validating: bytes, as: UTF8.self)
        else { throw .notText }
        return text
    }
}
