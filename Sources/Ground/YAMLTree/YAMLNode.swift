public import Model

/// A YAML value with the place it stands at.
public struct YAMLNode: Sendable, Hashable {
    /// What kind of value a node is.
    public enum Content: Sendable, Hashable {
        /// A scalar: its text, and whether it was written plain (unquoted, so that `true` and `3` mean what they say).
        case scalar(String, plain: Bool)
        case sequence([YAMLNode])
        /// Keys in written order; no key occurs twice.
        case mapping([YAMLEntry])
    }

    /// The value.
    public var content: Content
    /// Where it starts.
    public var place: SourcePlace

    /// A node at a place.
    public init(_ content: Content, at place: SourcePlace) {
        self.content = content
        self.place = place
    }
}

/// One key of a mapping with its value.
public struct YAMLEntry: Sendable, Hashable {
    /// The key.
    public var key: String
    /// Where the key stands.
    public var keyPlace: SourcePlace
    /// The value.
    public var value: YAMLNode

    /// A key with its value.
    public init(key: String, keyPlace: SourcePlace, value: YAMLNode) {
        self.key = key
        self.keyPlace = keyPlace
        self.value = value
    }
}

extension YAMLNode {
    /// The value under a key of a mapping.
    public subscript(key: String) -> YAMLNode? { entries?.first { $0.key == key }?.value }

    /// The entries of a mapping.
    public var entries: [YAMLEntry]? { if case .mapping(let entries) = content { entries } else { nil } }

    /// The elements of a sequence.
    public var elements: [YAMLNode]? { if case .sequence(let elements) = content { elements } else { nil } }

    /// The text of a scalar, null excepted.
    public var text: String? {
        if case .scalar(let text, _) = content, !isNull { text } else { nil }
    }

    /// Whether this is a plain `null`, `~` or nothing.
    public var isNull: Bool {
        if case .scalar(let text, plain: true) = content {
            ["", "~", "null", "Null", "NULL"].contains(text)
        } else {
            false
        }
    }

    /// The value of a plain `true` or `false` (YAML 1.2 core schema).
    public var bool: Bool? {
        guard case .scalar(let text, plain: true) = content else { return nil }
        return switch text {
        case "true", "True", "TRUE": true
        case "false", "False", "FALSE": false
        default: nil
        }
    }

    /// The value of a plain decimal integer.
    public var integer: Int? { if case .scalar(let text, plain: true) = content { Int(text) } else { nil } }

    /// The value of a plain number.
    public var number: Double? {
        guard case .scalar(let text, plain: true) = content,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) })
        else { return nil }
        return Double(text)
    }
}
