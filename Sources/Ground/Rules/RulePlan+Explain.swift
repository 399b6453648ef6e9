public import CanonicalJSON
public import Model

/// One field that made a rule match.
public struct Explanation: Sendable, Hashable {
    /// The named search.
    public let selection: String
    /// The field; empty for a keyword.
    public let field: String
    /// The value it held; null where it was absent.
    public let value: JSONValue
}

extension RulePlan {
    /// Which searches of a matched rule held on a record, on which fields and values.
    ///
    /// Where the condition asks that a search does not hold, its fields are listed with what they held instead.
    public func explain(_ match: RuleMatch, record: Facts) -> [Explanation] {
        let detection = rules[match.index].detection
        var explanations: [Explanation] = []
        for (name, search) in detection.searches.sorted(by: { $0.key < $1.key }) {
            let single = Detection(searches: [name: search], condition: .search(name))
            let holds = Self.holds(single, record)
            if holds {
                explanations += Self.passing(search, record).map { explain(name, $0, record) }
            } else if detection.condition.negates(name) {
                explanations += search.tests.map { explain(name, $0, record) }
            }
        }
        var seen: Set<Explanation> = []
        return explanations.filter { seen.insert($0).inserted }
    }

    private func explain(_ name: String, _ test: FieldTest, _ record: Facts) -> Explanation {
        guard let field = test.field else { return Explanation(selection: name, field: "", value: .null) }
        return Explanation(selection: name, field: field, value: record[field] ?? .null)
    }

    /// The tests of a search that hold, where it holds.
    private static func passing(_ search: Search, _ record: Facts) -> [FieldTest] {
        switch search {
        case .all(let parts): parts.flatMap { passing($0, record) }
        case .any(let parts):
            parts.flatMap { part in
                holds(Detection(searches: ["x": part], condition: .search("x")), record) ? passing(part, record) : []
            }
        case .test(let test): [test]
        }
    }

    private static func holds(_ detection: Detection, _ record: Facts) -> Bool {
        let rule = SigmaRule(
            id: "", title: LocalizedText(en: "", zhHant: "", zhHans: ""),
            description: LocalizedText(en: "", zhHant: "", zhHans: ""), level: .low, status: "", tags: [],
            logsource: LogSource(), place: SourcePlace(file: ""), detection: detection)
        var evaluation = GroupEvaluation(group: RuleGroup([(0, rule)]))
        evaluation.values.read(record, evaluation.group.tree, evaluation.group.fields)
        var holds = false
        // An expression that ran into its limit on this record has already stopped the match that is explained here.
        try? evaluation.eachHolding { _ in holds = true }
        return holds
    }
}

extension Search {
    var tests: [FieldTest] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.tests)
        case .test(let test): [test]
        }
    }
}

extension Condition {
    /// Whether a search stands under an odd number of negations somewhere.
    func negates(_ name: String, negated: Bool = false) -> Bool {
        switch self {
        case .search(let search): negated && search == name
        case .all(let parts), .any(let parts): parts.contains { $0.negates(name, negated: negated) }
        case .not(let part): part.negates(name, negated: !negated)
        }
    }
}
