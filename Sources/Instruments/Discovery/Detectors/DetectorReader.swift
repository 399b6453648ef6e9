import Model
import PatternEngine
import YAMLTree

/// Reads a file of detectors.
struct DetectorReader {
    let file: String
    let origin: DetectorOrigin

    private static let keys: Set<String> = [
        "id", "name", "category", "grade-floor", "person", "shape", "locators", "patterns", "caseless", "boundary",
        "check",
        "value",
        "confidence", "context", "negative", "headers", "mask",
    ]

    func detectors(_ bytes: [UInt8]) throws(Fault) -> [Detector] {
        let root = DetectorNode(try YAMLReader().document(bytes, file: file))
        try root.only(["detectors"])
        var detectors: [Detector] = []
        for node in try root.list("detectors") { detectors.append(try detector(DetectorNode(node))) }
        return detectors
    }

    private func detector(_ node: DetectorNode) throws(Fault) -> Detector {
        try node.only(Self.keys)
        let id = try node.text("id")
        guard !id.isEmpty, id.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0.isDigit || $0 == 0x2D }) else {
            throw Fault("discovery.id-form", ["id": id], at: node.place(of: "id"))
        }
        if let namespace = origin.namespace, !id.hasPrefix(namespace + "-") {
            throw Fault("discovery.id-namespace", ["id": id, "namespace": namespace], at: node.place(of: "id"))
        }
        return Detector(
            id: id, name: try name(node), category: try node.choice("category", Detector.Category.self),
            gradeFloor: try node.choice("grade-floor", Grade.self), identifiesPerson: try node.flag("person") ?? false,
            source: try source(node, id), confidence: try confidence(node), context: try node.words("context"),
            negative: try node.words("negative"), headers: try node.words("headers"),
            mask: try node.choice("mask", Detector.Mask.self), place: node.node.place)
    }

    private func name(_ node: DetectorNode) throws(Fault) -> LocalizedText {
        let names = try node.mapping("name", ["en", "zh-Hant", "zh-Hans"])
        func chinese(_ tag: String) throws(Fault) -> String {
            origin == .centre || names.has(tag) ? try names.text(tag) : ""
        }
        return LocalizedText(
            en: try names.text("en"), zhHant: try chinese("zh-Hant"), zhHans: try chinese("zh-Hans"))
    }

    private func source(_ node: DetectorNode, _ id: String) throws(Fault) -> Detector.Source {
        if node.has("shape") {
            for key in ["patterns", "caseless", "boundary", "check", "value"] where node.has(key) {
                throw Fault("discovery.not-with-shape", ["key": key], at: node.place(of: key))
            }
            return .shape(try node.choice("shape", Shape.self), locators: try patterns(node, "locators", id))
        }
        let patterns = try patterns(node, "patterns", id)
        guard !patterns.isEmpty else { throw Fault("discovery.no-source", ["id": id], at: node.place(of: "patterns")) }
        return .patterns(
            Detector.PatternSource(
                patterns: patterns,
                check: node.has("check") ? try node.choice("check", ValueCheck.self) : .none,
                value: node.has("value") ? try node.choice("value", Detector.ValuePlace.self) : .match,
                isBounded: try node.flag("boundary") ?? true))
    }

    private func patterns(_ node: DetectorNode, _ key: String, _ id: String) throws(Fault) -> [Pattern] {
        guard node.has(key) else { return [] }
        let caseless = try node.flag("caseless") ?? false
        var patterns: [Pattern] = []
        for element in try node.list(key) {
            guard let expression = element.text else {
                throw Fault("discovery.not-text", ["key": key], at: element.place)
            }
            guard origin == .centre || expression.utf8.count <= DetectorOrigin.longestPattern else {
                let limit = String(DetectorOrigin.longestPattern)
                throw Fault("discovery.long-pattern", ["id": id, "limit": limit], at: element.place)
            }
            patterns.append(Pattern(expression, name: id, caseless: caseless, place: element.place))
        }
        return patterns
    }

    private func confidence(_ node: DetectorNode) throws(Fault) -> Detector.Confidence {
        let values = try node.mapping("confidence", ["alone", "formatted", "context"])
        let alone = try values.probability("alone")
        return Detector.Confidence(
            alone: alone, formatted: values.has("formatted") ? try values.probability("formatted") : alone,
            context: values.has("context") ? try values.probability("context") : alone)
    }
}
