/// A value that a statement binds or a row holds: the types that SQLite and PostgreSQL share without a dialect.
public enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

/// A statement with its values bound, written as a string: `"… WHERE id = \(id)"`.
///
/// Every interpolation becomes a bound value; the only other thing that can enter the text is another `SQL` or a
/// `StaticString`, so that no input can become a statement.
public struct SQL: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// The text, with `?` where a value is bound.
    public private(set) var text: String
    /// The values, in the order of the text.
    public private(set) var values: [SQLValue]

    /// The name of the type of bytes, which the two engines do not share: PostgreSQL's adapter puts its own in place.
    public static let blobType: SQL = "BLOB"

    /// A statement without values.
    public init(stringLiteral value: String) {
        text = value
        values = []
    }

    /// A statement with the values that stand in its text.
    public init(stringInterpolation: Interpolation) {
        text = stringInterpolation.text
        values = stringInterpolation.values
    }

    /// Collects the text and the values.
    public struct Interpolation: StringInterpolationProtocol {
        var text = ""
        var values: [SQLValue] = []

        /// An empty statement, with room for a text of about that size.
        public init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity * 2) }

        /// Takes in a part of the text that the programmer wrote.
        public mutating func appendLiteral(_ literal: String) { text += literal }

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

        /// Binds bytes.
        public mutating func appendInterpolation(_ value: [UInt8]) { appendInterpolation(.blob(value)) }

        /// Puts another statement's text and values in.
        public mutating func appendInterpolation(_ fragment: SQL) {
            text += fragment.text
            values += fragment.values
        }

        /// Puts text of ours in, such as a table's name.
        public mutating func appendInterpolation(raw: StaticString) { text += raw.description }
    }
}
