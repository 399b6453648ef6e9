import Model
import YAMLTree

/// Reads detectors from a file of `Content/detectors`.
struct DetectorReader {
    let file: String

    private static let keys: Set<String> = [
        "id", "category", "grade", "finder", "patterns", "context", "negative", "identifies", "alone", "supported", "shown",
    ]

    func read(_ bytes: [UInt8]) throws(Fault) -> [Detector] {
        let root = try YAMLReader().document(bytes, file: file)
        guard let list = root["detectors"]?.elements else {
            throw Fault("discovery.missing-key", ["key": "detectors"], at: root.place)
        }
        var detectors: [Detector] = []
        for node in list { detectors.append(try detector(node)) }
        return detectors
    }

    private func detector(_ node: YAMLNode) throws(Fault) -> Detector {
        for entry in node.entries ?? [] where !Self.keys.contains(entry.key) {
            throw Fault("discovery.unknown-key", ["key": entry.key], at: entry.keyPlace)
        }
        guard let id = node["id"]?.text else { throw Fault("discovery.missing-key", ["key": "id"], at: node.place) }
        return Detector(
            id: id, category: try choice(node, "category"), grade: try choice(node, "grade"),
            finder: try choice(node, "finder"), patterns: try texts(node, "patterns"), context: try texts(node, "context"),
            negative: try texts(node, "negative"), identifies: node["identifies"]?.bool ?? false,
            alone: try number(node, "alone"), supported: try number(node, "supported"),
            shown: node["shown"]?.integer ?? 0)
    }

    private func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ node: YAMLNode, _ key: String
    ) throws(Fault) -> Choice {
        guard let choice = node[key]?.text.flatMap({ Choice(rawValue: $0) }) else {
            let choices = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw Fault("discovery.not-choice", ["key": key, "choices": choices], at: node[key]?.place ?? node.place)
        }
        return choice
    }

    private func number(_ node: YAMLNode, _ key: String) throws(Fault) -> Double {
        guard let number = node[key]?.number, (0...1).contains(number) else {
            throw Fault("discovery.not-belief", ["key": key], at: node[key]?.place ?? node.place)
        }
        return number
    }

    private func texts(_ node: YAMLNode, _ key: String) throws(Fault) -> [String] {
        guard let list = node[key] else { return [] }
        guard let elements = list.elements else { throw Fault("discovery.not-list", ["key": key], at: list.place) }
        return elements.compactMap(\.text)
    }
}
