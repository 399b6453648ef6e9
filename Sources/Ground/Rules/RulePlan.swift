public import Model

/// Rules, checked against what records hold and compiled to be matched together.
public struct RulePlan: Sendable {
    /// The rules, in the order they were given.
    public let rules: [SigmaRule]

    /// Compiles rules.
    ///
    /// - Parameters:
    ///   - rules: any rules; `deprecated` and `unsupported` ones are refused.
    ///   - schemas: the kinds of record that rules of product `seawall` may judge, with their facts; none where such
    ///     rules are not to be checked.
    ///   - common: the facts that every such record may hold.
    /// - Throws: `Fault` (`rules.unknown-category`, `rules.unknown-field`) at the rule or field.
    public init(_ rules: [SigmaRule], schemas: [FactSchema] = [], common: [String] = []) throws(Fault) {
        if !schemas.isEmpty {
            let everywhere = FactSchema(kind: "", fields: common.map { .init($0, .text, "") })
            for rule in rules where rule.logsource.product == "seawall" {
                guard let schema = schemas.first(where: { $0.kind == rule.logsource.category }) else {
                    let kinds = schemas.map(\.kind).joined(separator: ", ")
                    throw Fault(
                        "rules.unknown-category", ["category": rule.logsource.category ?? "", "kinds": kinds],
                        at: rule.place)
                }
                for (field, place) in rule.detection.fields
                where !schema.contains(field) && !everywhere.contains(field) {
                    let nearest = schema.nearest(field)
                    throw Fault(
                        "rules.unknown-field", ["field": field, "kind": schema.kind, "nearest": nearest], at: place)
                }
            }
        }
        self.rules = rules
    }

    /// A matcher with buffers of its own, for one thread.
    public func makeMatcher() -> RuleMatcher { RuleMatcher(self) }
}

extension Detection {
    /// Every field that a search names, with its place.
    var fields: [(String, SourcePlace)] {
        searches.sorted { $0.key < $1.key }.flatMap { $0.value.fields }
    }
}

extension Search {
    var fields: [(String, SourcePlace)] {
        switch self {
        case .all(let parts), .any(let parts): return parts.flatMap(\.fields)
        case .test(let test):
            var fields = test.field.map { [($0, test.place)] } ?? []
            if case .field(let other, _, _) = test.comparison { fields.append((other, test.place)) }
            return fields
        }
    }
}

extension FactSchema {
    /// The fact whose name has the longest beginning in common with a name.
    func nearest(_ name: String) -> String {
        fields.map(\.name).max { $0.commonPrefix(with: name) < $1.commonPrefix(with: name) } ?? ""
    }
}

extension String {
    fileprivate func commonPrefix(with other: String) -> Int {
        zip(utf8, other.utf8).prefix { $0 == $1 }.count
    }
}
