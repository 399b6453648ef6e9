import Model
import YAMLTree

/// A mapping of `providers.yaml`: refuses keys that it does not know, and says what each should hold.
struct ProviderNode {
    private let node: YAMLNode
    private static let textLimit = 2048
    private static let listLimit = 32

    /// A mapping with its permitted keys.
    ///
    /// - Parameter name: how it is called in faults.
    init(_ node: YAMLNode, _ name: String, keys: [String]) throws(Fault) {
        guard let entries = node.entries else {
            throw Fault("server.providers-not-mapping", ["name": name], at: node.place)
        }
        for entry in entries where !keys.contains(entry.key) {
            throw Fault(
                "server.providers-unknown-key", ["key": entry.key, "keys": keys.joined(separator: ", ")],
                at: entry.keyPlace)
        }
        self.node = node
    }

    /// The value under a key; nil where it is absent or null.
    func value(_ key: String) -> YAMLNode? {
        guard let value = node[key], !value.isNull else { return nil }
        return value
    }

    /// The value under a key that must be there.
    func required(_ key: String) throws(Fault) -> YAMLNode {
        guard let value = value(key) else {
            throw Fault("server.providers-missing-key", ["key": key], at: node.place)
        }
        return value
    }

    /// A text.
    func text(_ key: String) throws(Fault) -> String { try Self.text(required(key), key) }

    /// A text, if the key is there.
    func textIfAny(_ key: String) throws(Fault) -> String? {
        guard let value = value(key) else { return nil }
        return try Self.text(value, key)
    }

    /// A list of texts; none where the key is absent.
    func texts(_ key: String) throws(Fault) -> [String] {
        guard let value = value(key) else { return [] }
        guard let elements = value.elements, elements.count <= Self.listLimit else {
            throw Fault("server.providers-not-list", ["key": key, "limit": "\(Self.listLimit)"], at: value.place)
        }
        var texts: [String] = []
        for element in elements { texts.append(try Self.text(element, key)) }
        return texts
    }

    private static func text(_ value: YAMLNode, _ key: String) throws(Fault) -> String {
        guard let text = value.text, !text.isEmpty, text.utf8.count <= textLimit else {
            throw Fault("server.providers-not-text", ["key": key], at: value.place)
        }
        return text
    }
}
