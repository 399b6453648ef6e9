public import Model
import YAMLTree

/// Reads Sigma rules (specification 2.1.0). What it does not support is a fault, never passed over.
public struct SigmaParser: Sendable {
    private let placeholders: [String: [String]]

    /// A parser.
    ///
    /// - Parameter placeholders: the values of `%name%` under the modifier `expand`.
    public init(placeholders: [String: [String]] = [:]) { self.placeholders = placeholders }

    /// The rules of a file, one a document.
    ///
    /// - Throws: `Fault` (`rules.…`, `yaml-tree.…`) with line and column.
    public func rules(_ bytes: [UInt8], file: String) throws(Fault) -> [SigmaRule] {
        var rules: [SigmaRule] = []
        for node in try YAMLReader().documents(bytes, file: file) where !node.isNull {
            rules.append(try rule(node))
        }
        return rules
    }

    private func rule(_ node: YAMLNode) throws(Fault) -> SigmaRule {
        guard node.entries != nil else { throw Fault("rules.not-rule", at: node.place) }
        for (key, id) in [("correlation", "rules.correlation"), ("filter", "rules.filter"), ("action", "rules.action")]
        {
            if let value = node[key] { throw Fault(id, at: value.place) }
        }
        let title = try text(node, "title")
        guard let detection = node["detection"] else {
            throw Fault("rules.missing-key", ["key": "detection"], at: node.place)
        }
        guard let source = node["logsource"], source.entries != nil else {
            throw Fault("rules.missing-key", ["key": "logsource"], at: node.place)
        }
        var level = SigmaRule.Level.medium
        if let node = node["level"] {
            guard let known = node.text.flatMap({ SigmaRule.Level(rawValue: $0.lowercased()) }) else {
                throw Fault("rules.bad-level", at: node.place)
            }
            level = known
        }
        let description = node["description"]?.text ?? ""
        return SigmaRule(
            id: try text(node, "id"),
            title: LocalizedText(
                en: title, zhHant: node["title_zh_hant"]?.text ?? "", zhHans: node["title_zh_hans"]?.text ?? ""),
            description: LocalizedText(
                en: description, zhHant: node["description_zh_hant"]?.text ?? "",
                zhHans: node["description_zh_hans"]?.text ?? ""),
            level: level, status: node["status"]?.text ?? "", tags: try tags(node),
            logsource: LogSource(
                category: source["category"]?.text, product: source["product"]?.text,
                service: source["service"]?.text),
            place: node.place, detection: try DetectionParser(placeholders: placeholders).detection(detection))
    }

    private func text(_ node: YAMLNode, _ key: String) throws(Fault) -> String {
        guard let value = node[key] else { throw Fault("rules.missing-key", ["key": key], at: node.place) }
        guard let text = value.text, !text.isEmpty else { throw Fault("rules.not-text", ["key": key], at: value.place) }
        return text
    }

    private func tags(_ node: YAMLNode) throws(Fault) -> [String] {
        guard let list = node["tags"] else { return [] }
        guard let elements = list.elements else { throw Fault("rules.not-list", ["key": "tags"], at: list.place) }
        return elements.compactMap(\.text)
    }
}
