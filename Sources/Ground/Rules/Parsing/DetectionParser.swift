import Model
import YAMLTree

/// Reads the `detection` of a rule.
struct DetectionParser {
    let placeholders: [String: [String]]

    /// The searches and the condition.
    func detection(_ node: YAMLNode) throws(Fault) -> Detection {
        guard let entries = node.entries else { throw Fault("rules.not-mapping", ["key": "detection"], at: node.place) }
        var searches: [String: Search] = [:]
        var places: [String: SourcePlace] = [:]
        for entry in entries where entry.key != "condition" {
            if entry.key == "timeframe" { throw Fault("rules.aggregation", at: entry.keyPlace) }
            searches[entry.key] = try search(entry.value)
            places[entry.key] = entry.keyPlace
        }
        guard let condition = node["condition"] else {
            throw Fault("rules.missing-key", ["key": "condition"], at: node.place)
        }
        var conditions: [Condition] = []
        var used: Set<String> = []
        for node in condition.elements ?? [condition] {
            guard let text = node.text else { throw Fault("rules.not-text", ["key": "condition"], at: node.place) }
            var parser = try ConditionParser(text, names: searches.keys, at: node.place)
            conditions.append(try parser.parse())
            used.formUnion(parser.used)
        }
        guard !conditions.isEmpty else { throw Fault("rules.missing-key", ["key": "condition"], at: condition.place) }
        if let unused = searches.keys.filter({ !used.contains($0) }).min() {
            throw Fault("rules.unused-search", ["name": unused], at: places[unused])
        }
        return Detection(searches: searches, condition: conditions.count == 1 ? conditions[0] : .any(conditions))
    }

    private func search(_ node: YAMLNode) throws(Fault) -> Search {
        switch node.content {
        case .mapping(let entries):
            guard !entries.isEmpty else { throw Fault("rules.empty-search", at: node.place) }
            var tests: [Search] = []
            for entry in entries { tests.append(try test(entry)) }
            return tests.count == 1 ? tests[0] : .all(tests)
        case .sequence(let elements):
            guard !elements.isEmpty else { throw Fault("rules.empty-search", at: node.place) }
            var searches: [Search] = []
            for element in elements {
                if element.entries != nil {
                    searches.append(try search(element))
                } else {
                    searches.append(try keyword(element))
                }
            }
            return searches.count == 1 ? searches[0] : .any(searches)
        case .scalar: return try keyword(node)
        }
    }

    private func keyword(_ node: YAMLNode) throws(Fault) -> Search {
        try ModifierChain("|contains", at: node.place, placeholders: placeholders).search(node)
    }

    private func test(_ entry: YAMLEntry) throws(Fault) -> Search {
        var key = entry.key
        // A keyword without a field is sought inside the values: that is what `contains` does.
        if key.hasPrefix("|"), !key.hasPrefix("|re") { key += "|contains" }
        return try ModifierChain(key, at: entry.keyPlace, placeholders: placeholders).search(entry.value)
    }
}
