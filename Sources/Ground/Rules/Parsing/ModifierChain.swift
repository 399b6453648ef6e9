import Model
import YAMLTree

/// A field's name with the modifiers after it, and what they make of the values.
struct ModifierChain {
    private static let transforming: Set<String> = [
        "windash", "base64", "base64offset", "wide", "utf16", "utf16le", "utf16be", "expand",
    ]
    private static let known: Set<String> = transforming.union([
        "contains", "startswith", "endswith", "all", "exists", "cased", "neq", "re", "i", "m", "s", "cidr", "lt", "lte",
        "gt", "gte", "fieldref", "minute", "hour", "day", "week", "month", "year",
    ])
    private static let valueLimit = 100_000

    private let field: String?
    private let modifiers: [String]
    private let place: SourcePlace
    private let placeholders: [String: [String]]

    /// Reads a key such as `CommandLine|windash|contains|all`.
    init(_ key: String, at place: SourcePlace, placeholders: [String: [String]]) throws(Fault) {
        let parts = key.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        field = parts[0].isEmpty ? nil : parts[0]
        modifiers = Array(parts.dropFirst())
        self.place = place
        self.placeholders = placeholders
        for modifier in modifiers where !Self.known.contains(modifier) {
            throw Fault(
                "rules.unknown-modifier",
                ["modifier": modifier, "modifiers": Self.known.sorted().joined(separator: ", ")],
                at: place)
        }
        for flag in ["i", "m", "s"] where modifiers.contains(flag) && !modifiers.contains("re") {
            throw Fault("rules.flag-without-re", ["modifier": flag], at: place)
        }
        if field == nil, modifiers.contains(where: { ["exists", "fieldref"].contains($0) }) {
            throw Fault("rules.modifier-needs-field", at: place)
        }
    }

    /// The search for a value or a list of values.
    func search(_ node: YAMLNode) throws(Fault) -> Search {
        if node.entries != nil { throw Fault("rules.nested-map", at: node.place) }
        let nodes = node.elements ?? [node]
        guard !nodes.isEmpty else { throw Fault("rules.empty-search", at: node.place) }
        guard nodes.count <= Self.valueLimit else {
            throw Fault("rules.long-list", ["limit": String(Self.valueLimit)], at: node.place)
        }
        let all = modifiers.contains("all")
        var searches: [Search] = []
        for node in nodes {
            let comparisons = try self.comparisons(node)
            let tests = comparisons.map {
                Search.test(FieldTest(field: field, comparison: $0, negated: false, place: node.place))
            }
            searches.append(tests.count == 1 ? tests[0] : .any(tests))
        }
        let search: Search = searches.count == 1 ? searches[0] : all ? .all(searches) : .any(searches)
        return modifiers.contains("neq") ? Self.negated(search) : search
    }

    /// De Morgan over a tree of tests.
    private static func negated(_ search: Search) -> Search {
        switch search {
        case .all(let parts): .any(parts.map(negated))
        case .any(let parts): .all(parts.map(negated))
        case .test(let test):
            .test(
                FieldTest(
                    field: test.field, comparison: test.comparison, negated: !test.negated, place: test.place))
        }
    }

    private func comparisons(_ node: YAMLNode) throws(Fault) -> [Comparison] {
        if modifiers.contains("exists") {
            guard let bool = node.bool, modifiers.allSatisfy({ $0 == "exists" || $0 == "all" }) else {
                throw Fault("rules.exists-needs-bool", at: node.place)
            }
            return [.exists(bool)]
        }
        if node.isNull {
            guard modifiers.allSatisfy({ $0 == "neq" || $0 == "all" || $0 == "cased" }) || field == nil else {
                throw Fault("rules.null-with-modifier", at: node.place)
            }
            return [.null]
        }
        guard let text = node.text else { throw Fault("rules.value-not-scalar", at: node.place) }
        if let order = modifiers.compactMap({ Comparison.Order(rawValue: $0) }).first {
            guard let number = Double(text), number.isFinite else {
                throw Fault("rules.not-number", ["value": text], at: node.place)
            }
            return [.order(order, number)]
        }
        if let part = modifiers.compactMap({ TimePart(rawValue: $0) }).first {
            guard let number = node.integer else { throw Fault("rules.not-number", ["value": text], at: node.place) }
            return [.time(part, number)]
        }
        if modifiers.contains("cidr") {
            guard let block = AddressBlock(text) else { throw Fault("rules.not-cidr", ["value": text], at: node.place) }
            return [.block(block)]
        }
        if modifiers.contains("re") {
            let flags = ["i", "m", "s"].map { modifiers.contains($0) }
            let expression = try RegularExpression(
                text, ignoringCase: flags[0], multiline: flags[1], dotAll: flags[2], at: node.place)
            return [.expression(ExpressionReference(expression: expression, source: "\(flags) \(text)"))]
        }
        if modifiers.contains("fieldref") { return [.field(text, placement, cased: modifiers.contains("cased"))] }
        return try patterns(text, at: node.place).map { pattern in
            let placed = pattern.surrounded(
                before: placement == .anywhere || placement == .end,
                after: placement == .anywhere || placement == .start)
            return .text(TextMatcher(placed, cased: modifiers.contains("cased")))
        }
    }

    private var placement: Comparison.Placement {
        if modifiers.contains("contains") { return .anywhere }
        if modifiers.contains("startswith") { return .start }
        return modifiers.contains("endswith") ? .end : .whole
    }

    /// The values that the transforming modifiers make, left to right.
    private func patterns(_ text: String, at place: SourcePlace) throws(Fault) -> [SigmaPattern] {
        var values = [ValueTransform.Value.pattern(SigmaPattern(text))]
        for modifier in modifiers where Self.transforming.contains(modifier) {
            var next: [ValueTransform.Value] = []
            for value in values {
                next += try ValueTransform(modifier: modifier, placeholders: placeholders, place: place).apply(value)
            }
            values = next
        }
        var patterns: [SigmaPattern] = []
        for value in values {
            guard case .pattern(let pattern) = value else { throw Fault("rules.bytes-not-encoded", at: place) }
            patterns.append(pattern)
        }
        return patterns
    }
}
