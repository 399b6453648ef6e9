import Model
import YAMLTree

/// A mapping of a detector file, read key by key with faults that name the place.
struct DetectorNode {
    let node: YAMLNode

    init(_ node: YAMLNode) { self.node = node }

    func has(_ key: String) -> Bool { node[key] != nil }

    /// Where a key stands, or its mapping where it is missing.
    func place(of key: String) -> SourcePlace {
        node.entries?.first { $0.key == key }?.keyPlace ?? node.place
    }

    func only(_ keys: Set<String>) throws(Fault) {
        guard let entries = node.entries else { throw Fault("discovery.not-a-mapping", at: node.place) }
        for entry in entries where !keys.contains(entry.key) {
            let known = keys.sorted().joined(separator: ", ")
            throw Fault("discovery.unknown-key", ["key": entry.key, "known": known], at: entry.keyPlace)
        }
    }

    func mapping(_ key: String, _ keys: Set<String>) throws(Fault) -> DetectorNode {
        let inner = DetectorNode(try value(key))
        try inner.only(keys)
        return inner
    }

    func list(_ key: String) throws(Fault) -> [YAMLNode] {
        let value = try value(key)
        guard let elements = value.elements else { throw Fault("discovery.not-a-list", ["key": key], at: value.place) }
        return elements
    }

    func text(_ key: String) throws(Fault) -> String {
        let value = try value(key)
        guard let text = value.text else { throw Fault("discovery.not-text", ["key": key], at: value.place) }
        return text
    }

    func flag(_ key: String) throws(Fault) -> Bool? {
        guard let value = node[key] else { return nil }
        guard let flag = value.bool else { throw Fault("discovery.not-a-flag", ["key": key], at: value.place) }
        return flag
    }

    func probability(_ key: String) throws(Fault) -> Double {
        let value = try value(key)
        guard let number = value.number, number > 0, number < 1 else {
            throw Fault("discovery.not-a-probability", ["key": key], at: value.place)
        }
        return number
    }

    /// Words as a list, or as lists by language.
    func words(_ key: String) throws(Fault) -> [String] {
        guard let value = node[key] else { return [] }
        var lists = [value]
        if let entries = value.entries {
            try DetectorNode(value).only(["en", "zh-Hant", "zh-Hans"])
            lists = entries.map(\.value)
        }
        var words: [String] = []
        for list in lists {
            guard let elements = list.elements else {
                throw Fault("discovery.not-a-list", ["key": key], at: list.place)
            }
            for element in elements {
                guard let word = element.text, (2...64).contains(word.utf8.count) else {
                    throw Fault("discovery.word-length", ["key": key], at: element.place)
                }
                words.append(word)
            }
        }
        return words
    }

    func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, _: Choice.Type
    ) throws(Fault) -> Choice where Choice.RawValue == String {
        guard let choice = Choice(rawValue: try text(key)) else {
            let choices = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw Fault("discovery.not-a-choice", ["key": key, "choices": choices], at: node[key]?.place)
        }
        return choice
    }

    private func value(_ key: String) throws(Fault) -> YAMLNode {
        guard let value = node[key] else { throw Fault("discovery.key-missing", ["key": key], at: node.place) }
        return value
    }
}
