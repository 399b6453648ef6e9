import Model
import Phrases
import YAMLTree

/// Reads one mapping of a file that people write: refuses keys it does not know, and says what each should hold.
struct MappingReader {
    /// The mapping.
    let node: YAMLNode
    /// How the mapping is called in faults, such as `endpoints`.
    let name: String

    /// A mapping with its permitted keys.
    init(_ node: YAMLNode, name: String, keys: [String]) throws(Fault) {
        guard let entries = node.entries else {
            throw Fault("assurance.not-mapping", ["name": name], at: node.place)
        }
        for entry in entries where !keys.contains(entry.key) {
            if let nearest = NearestName.of(entry.key, among: keys) {
                throw Fault(
                    "assurance.unknown-key-nearest", ["key": entry.key, "name": name, "nearest": nearest],
                    at: entry.keyPlace)
            }
            throw Fault(
                "assurance.unknown-key", ["key": entry.key, "name": name, "keys": keys.joined(separator: ", ")],
                at: entry.keyPlace)
        }
        self.node = node
        self.name = name
    }

    /// The value under a key; nil where it is absent or null.
    func value(_ key: String) -> YAMLNode? {
        guard let value = node[key], !value.isNull else { return nil }
        return value
    }

    /// The value under a key that must be there.
    func required(_ key: String) throws(Fault) -> YAMLNode {
        guard let value = value(key) else {
            throw Fault("assurance.missing-key", ["key": key, "name": name], at: node.place)
        }
        return value
    }

    /// A text of 1 to 2,000 characters.
    func text(_ key: String) throws(Fault) -> String { try text(required(key), key) }

    /// A text, if the key is there.
    func textIfAny(_ key: String) throws(Fault) -> String? {
        guard let value = value(key) else { return nil }
        return try text(value, key)
    }

    /// A text of a node.
    func text(_ value: YAMLNode, _ key: String) throws(Fault) -> String {
        guard let text = value.text, !text.isEmpty, text.utf8.count <= 8_000 else {
            throw Fault("assurance.not-text", ["key": key], at: value.place)
        }
        return text
    }

    /// An id: letters, digits and hyphens.
    func identifier(_ key: String) throws(Fault) -> String {
        let value = try required(key)
        let text = try text(value, key)
        let permitted = text.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (0x30...0x39).contains(byte)
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
        }
        guard permitted, text.utf8.count <= 64, text.utf8.first != UInt8(ascii: "-") else {
            throw Fault("assurance.not-id", ["key": key, "value": text], at: value.place)
        }
        return text
    }

    /// A whole number of a range.
    func integer(_ key: String, in range: ClosedRange<Int>) throws(Fault) -> Int {
        let value = try required(key)
        guard let integer = value.integer, range.contains(integer) else {
            throw Fault(
                "assurance.not-number",
                ["key": key, "least": String(range.lowerBound), "most": String(range.upperBound)], at: value.place)
        }
        return integer
    }

    /// True or false.
    func bool(_ key: String) throws(Fault) -> Bool {
        let value = try required(key)
        guard let bool = value.bool else { throw Fault("assurance.not-bool", ["key": key], at: value.place) }
        return bool
    }

    /// A day.
    func date(_ key: String) throws(Fault) -> CalendarDate {
        let value = try required(key)
        guard let date = value.text.flatMap({ CalendarDate($0) }) else {
            throw Fault("assurance.not-date", ["key": key], at: value.place)
        }
        return date
    }

    /// One of a list of names.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: String, _: Choice.Type = Choice.self
    ) throws(Fault) -> Choice {
        try choice(required(key), key)
    }

    /// One of a list of names, from a node.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ value: YAMLNode, _ key: String, _: Choice.Type = Choice.self
    ) throws(Fault) -> Choice {
        if let choice = value.text.flatMap({ Choice(rawValue: $0) }) { return choice }
        let names = Choice.allCases.map(\.rawValue)
        var arguments = ["key": key, "choices": names.joined(separator: ", ")]
        if let text = value.text, let nearest = NearestName.of(text, among: names) {
            arguments["nearest"] = nearest
            throw Fault("assurance.not-choice-nearest", arguments, at: value.place)
        }
        throw Fault("assurance.not-choice", arguments, at: value.place)
    }

    /// The elements of a list; none where the key is absent.
    func list(_ key: String, limit: Int = 10_000) throws(Fault) -> [YAMLNode] {
        guard let value = value(key) else { return [] }
        guard let elements = value.elements else { throw Fault("assurance.not-list", ["key": key], at: value.place) }
        guard elements.count <= limit else {
            throw Fault("assurance.long-list", ["key": key, "limit": String(limit)], at: value.place)
        }
        return elements
    }

    /// Texts of a list.
    func texts(_ key: String) throws(Fault) -> [String] {
        var texts: [String] = []
        for element in try list(key) { texts.append(try text(element, key)) }
        return texts
    }

    /// A text in three languages.
    ///
    /// - Parameter isComplete: whether Chinese must be there; where it need not and is not, it is empty.
    func localized(_ key: String, isComplete: Bool = true) throws(Fault) -> LocalizedText {
        let reader = try MappingReader(required(key), name: key, keys: Language.allCases.map(\.rawValue))
        func chinese(_ tag: String) throws(Fault) -> String {
            isComplete ? try reader.text(tag) : try reader.textIfAny(tag) ?? ""
        }
        return LocalizedText(
            en: try reader.text("en"), zhHant: try chinese("zh-Hant"), zhHans: try chinese("zh-Hans"))
    }
}
