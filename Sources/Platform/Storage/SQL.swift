/// A statement with its values bound, written as a string: `"… WHERE id = \(id)"`.
///
/// Every interpolation becomes a bound value; the only other thing that can enter the text is another `SQL` or a
/// `StaticString`, so that no input can become a statement.
public struct SQL: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// The text that all engines share: `?` where a value is bound, marks where the engines differ. It names the
    /// statement in a cache.
    package let text: String
    /// The values, in the order of the text.
    public let values: [SQLValue]
    let differs: Bool

    init(text: String, values: [SQLValue], differs: Bool) {
        self.text = text
        self.values = values
        self.differs = differs
    }

    /// A statement of an adapter's own making, out of names that are ours or the database's.
    package init(neutral text: String, values: [SQLValue]) { self.init(text: text, values: values, differs: false) }

    /// A statement without values.
    public init(stringLiteral value: String) { self.init(text: Self.checked(value), values: [], differs: false) }

    /// A statement with the values that stand in its text.
    public init(stringInterpolation: Interpolation) {
        self.init(
            text: stringInterpolation.text, values: stringInterpolation.values, differs: stringInterpolation.differs)
    }

    fileprivate static func checked(_ literal: String) -> String {
        // In a neutral text it stands for a value, wherever it is.
        precondition(!literal.utf8.contains(UInt8(ascii: "?")), "bind a value instead of writing a question mark")
        return literal
    }

    /// Collects the text and the values.
    public struct Interpolation: StringInterpolationProtocol {
        var text = ""
        var values: [SQLValue] = []
        var differs = false

        /// An empty statement, with room for a text of about that size.
        public init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity * 2) }

        /// Takes in a part of the text that the programmer wrote.
        public mutating func appendLiteral(_ literal: String) { text += SQL.checked(literal) }

        /// Binds a value.
        public mutating func appendInterpolation(_ value: SQLValue) {
            text += "?"
            values.append(value)
        }

        /// Binds a text.
        public mutating func appendInterpolation(_ value: String) { appendInterpolation(.text(value)) }

        /// Binds a text, or null.
        public mutating func appendInterpolation(_ value: String?) {
            appendInterpolation(value.map { SQLValue.text($0) } ?? .null)
        }

        /// Binds an integer.
        public mutating func appendInterpolation(_ value: Int64) { appendInterpolation(.integer(value)) }

        /// Binds an integer, or null.
        public mutating func appendInterpolation(_ value: Int64?) {
            appendInterpolation(value.map { SQLValue.integer($0) } ?? .null)
        }

        /// Binds 1 for true and 0 for false.
        public mutating func appendInterpolation(_ value: Bool) { appendInterpolation(.integer(value ? 1 : 0)) }

        /// Binds a number.
        public mutating func appendInterpolation(_ value: Double) { appendInterpolation(.real(value)) }

        /// Binds bytes.
        public mutating func appendInterpolation(_ value: [UInt8]) { appendInterpolation(.blob(value)) }

        /// Binds bytes, or null.
        public mutating func appendInterpolation(_ value: [UInt8]?) {
            appendInterpolation(value.map { SQLValue.blob($0) } ?? .null)
        }

        /// Puts another statement's text and values in.
        public mutating func appendInterpolation(_ fragment: SQL) {
            text += fragment.text
            values += fragment.values
            differs = differs || fragment.differs
        }

        /// Puts text of ours in, such as a table's name.
        public mutating func appendInterpolation(raw: StaticString) { text += SQL.checked(raw.description) }

        /// What stands after `IN` or `NOT IN`: any number of integers, none included, bound as one value.
        public mutating func appendInterpolation(list: [Int64]) { appendInterpolation(SQL.list(list)) }

        /// What stands after `IN` or `NOT IN`: any number of texts, none included, bound as one value.
        public mutating func appendInterpolation(list: [String]) { appendInterpolation(SQL.list(list)) }
    }
}
