public import Model

/// A stretch of text that an extractor hands on: a plain file, a document inside an archive, a table of a database.
public struct TextPart: Sendable, Hashable {
    /// How the text is laid out, so that a value's neighbours can be found.
    public enum Layout: Sendable, Hashable {
        /// Running text.
        case running
        /// Rows of cells with a delimiter; the first row holds the header where `header` says so.
        case delimited(UInt8, header: Bool)
        /// JSON, or JSON Lines.
        case json
        /// Statements of an SQL dump.
        case sql
    }

    /// How a place inside the part is named to people.
    public enum Locator: Sendable, Hashable {
        /// By line, counted from 1.
        case line
        /// By row and column of a named sheet or table; rows counted from 1 with the header.
        case cell(table: String)
        /// By marks that the extractor sets, such as `page 3`.
        case mark
    }

    /// The names on the way in, outermost first: `["letters.zip", "2026/march.docx"]`.
    public var path: [String]
    /// How the text is laid out.
    public var layout: Layout
    /// How places are named.
    public var locator: Locator
    /// The character encoding it was in before it became UTF-8, such as `Big5-HKSCS`.
    public var encoding: String

    /// A stretch of text.
    public init(path: [String], layout: Layout = .running, locator: Locator = .line, encoding: String = "UTF-8") {
        self.path = path
        self.layout = layout
        self.locator = locator
        self.encoding = encoding
    }
}

/// What receives text. Calls come in order, one part at a time: `begin`, any number of `append` and `mark`, `end`.
public protocol TextSink {
    /// A part starts.
    mutating func begin(_ part: TextPart)
    /// The next bytes of the part, UTF-8, cut anywhere. Valid only during the call; never kept.
    mutating func append(_ utf8: UnsafeRawBufferPointer)
    /// From here on places are named by this mark (`page 3`, `comment`, `header`, `tracked deletion`).
    mutating func mark(_ name: String)
    /// The part is over.
    mutating func end()
    /// Something could not be read: never to be taken for clean.
    mutating func notScanned(path: [String], reason: Message)
}
