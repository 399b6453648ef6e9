/// Something to tell a person, kept apart from its wording: an id in `Content/i18n` and what fills its gaps.
///
/// The id is `<target>.<name>` in kebab case, such as `system-file.unknown-key`; its texts are in
/// `Content/i18n/<target>/{en,zh-Hant,zh-Hans}.json`, with gaps written `{name}`.
/// Arguments never hold secrets or personal data.
public struct Message: Sendable, Hashable {
    /// The id of the text.
    public var id: String
    /// What fills the gaps, by name.
    public var arguments: [String: String]

    /// A message by the id of its text.
    public init(_ id: String, _ arguments: [String: String] = [:]) {
        self.id = id
        self.arguments = arguments
    }
}

extension Message: CustomStringConvertible {
    /// The id and the arguments, for logs and tests: not for people.
    public var description: String {
        let filled = arguments.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        return filled.isEmpty ? id : "\(id) \(filled)"
    }
}

/// A place in a file that a message speaks of.
public struct SourcePlace: Sendable, Hashable, CustomStringConvertible {
    /// The file, as the person named it.
    public var file: String
    /// The line, counted from 1.
    public var line: Int?
    /// The column, counted from 1 in characters.
    public var column: Int?

    /// A place in a file.
    public init(file: String, line: Int? = nil, column: Int? = nil) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `file:line:column`.
    public var description: String {
        [file, line.map(String.init), column.map(String.init)].compactMap(\.self).joined(separator: ":")
    }
}

/// The one error of the house: what could not be done, where, and what to do about it.
public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What to tell the person.
    public var message: Message
    /// Where it was noticed.
    public var place: SourcePlace?

    /// A fault by the id of its text.
    public init(_ id: String, _ arguments: [String: String] = [:], at place: SourcePlace? = nil) {
        message = Message(id, arguments)
        self.place = place
    }

    /// A fault of what is to be told.
    public init(_ message: Message, at place: SourcePlace? = nil) {
        self.message = message
        self.place = place
    }

    /// The place and the message, for logs and tests.
    public var description: String { place.map { "\($0): \(message)" } ?? message.description }
}
