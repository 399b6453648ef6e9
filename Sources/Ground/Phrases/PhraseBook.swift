import CanonicalJSON
public import Model

/// The texts behind message ids, in every language.
public struct PhraseBook: Sendable {
    private var texts: [Language: [String: String]] = [:]

    /// An empty book.
    public init() {}

    /// Adds the texts of one file: a flat JSON object from id to text.
    ///
    /// - Throws: `Fault` (`phrases.not-json`, `phrases.not-flat`, `phrases.twice`) placed at the file.
    public mutating func add(_ bytes: [UInt8], file: String, language: Language) throws(Fault) {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw Fault("phrases.not-json", ["problem": "\(error)"], at: SourcePlace(file: file))
        }
        guard let members = value.members else { throw Fault("phrases.not-flat", at: SourcePlace(file: file)) }
        for (id, value) in members {
            guard let text = value.text else { throw Fault("phrases.not-flat", at: SourcePlace(file: file)) }
            guard texts[language, default: [:]].updateValue(text, forKey: id) == nil else {
                throw Fault("phrases.twice", ["id": id], at: SourcePlace(file: file))
            }
        }
    }

    /// All ids that a language has a text for.
    public func ids(in language: Language) -> Set<String> { Set(texts[language, default: [:]].keys) }

    /// The text of an id as it is written, gaps unfilled.
    public func template(_ id: String, in language: Language) -> String? { texts[language]?[id] }

    /// The language that a message is shown in to readers of a language: English where the text was not given.
    public func language(of id: String, for language: Language) -> Language {
        texts[language]?[id] == nil && texts[.english]?[id] != nil ? .english : language
    }

    /// A message in a language, its gaps filled.
    ///
    /// An id without a text in that language is shown in English, and one without any text as its description:
    /// a test keeps both from happening to ours.
    public func text(_ message: Message, in language: Language) -> String {
        guard let template = texts[language]?[message.id] ?? texts[.english]?[message.id] else {
            return message.description.printable
        }
        guard template.utf8.contains(UInt8(ascii: "{")) else { return template }
        var filled = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            filled += rest[..<open]
            let name = String(rest[rest.index(after: open)..<close])
            filled += (message.arguments[name] ?? "{\(name)}").printable
            rest = rest[rest.index(after: close)...]
        }
        return filled + rest
    }

    /// A fault as the one line a person reads: place, then what is wrong.
    public func line(_ fault: Fault, in language: Language) -> String {
        let text = text(fault.message, in: language)
        guard let place = fault.place else { return text }
        return "\(place.description.printable): \(text)"
    }
}

extension String {
    /// The text with control characters shown as `\u{1B}`, so that a foreign name cannot drive a terminal or break
    /// a line, and with direction overrides shown, so that it cannot pose as another.
    public var printable: String {
        // Most of what is shown is plain ASCII, which needs no look at the properties of its characters.
        if utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return self }
        guard unicodeScalars.contains(where: Self.isUnsafe) else { return self }
        var result = ""
        for scalar in unicodeScalars {
            if Self.isUnsafe(scalar) {
                result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .lineSeparator
            || scalar.properties.generalCategory == .paragraphSeparator
            || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
}
