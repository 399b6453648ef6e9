import Model

/// Parses a condition: `or` binds loosest, then `and`, then `not`; `1 of x*`, `all of them`, parentheses.
struct ConditionParser {
    private static let depthLimit = 64
    private static let tokenLimit = 10_000

    private let names: [String]
    private let place: SourcePlace
    private var tokens: ArraySlice<String>
    private var depth = 0
    /// The searches that the condition named.
    private(set) var used: Set<String> = []

    /// A parser of one condition over named searches.
    init(_ text: String, names: some Sequence<String>, at place: SourcePlace) throws(Fault) {
        self.names = names.sorted()
        self.place = place
        var tokens: [String] = []
        var word = ""
        for character in text {
            if character.isWhitespace || character == "(" || character == ")" || character == "|" {
                if !word.isEmpty { tokens.append(word) }
                word = ""
                if !character.isWhitespace { tokens.append(String(character)) }
            } else {
                word.append(character)
            }
        }
        if !word.isEmpty { tokens.append(word) }
        guard tokens.count <= Self.tokenLimit else {
            throw Fault("rules.long-condition", ["limit": String(Self.tokenLimit)], at: place)
        }
        if tokens.contains("|") { throw Fault("rules.aggregation", at: place) }
        self.tokens = tokens[...]
    }

    /// The condition.
    mutating func parse() throws(Fault) -> Condition {
        let condition = try anyOf()
        if let token = tokens.first { throw Fault("rules.unexpected-word", ["word": token], at: place) }
        return condition
    }

    private mutating func anyOf() throws(Fault) -> Condition {
        var conditions = [try allOf()]
        while takes("or") { conditions.append(try allOf()) }
        return conditions.count == 1 ? conditions[0] : .any(conditions)
    }

    private mutating func allOf() throws(Fault) -> Condition {
        var conditions = [try negation()]
        while takes("and") { conditions.append(try negation()) }
        return conditions.count == 1 ? conditions[0] : .all(conditions)
    }

    private mutating func negation() throws(Fault) -> Condition {
        var negated = false
        while takes("not") { negated.toggle() }
        let condition = try primary()
        return negated ? .not(condition) : condition
    }

    private mutating func primary() throws(Fault) -> Condition {
        guard let token = tokens.popFirst() else { throw Fault("rules.condition-ends", at: place) }
        if token == "(" {
            depth += 1
            guard depth <= Self.depthLimit else { throw Fault("rules.deep-condition", at: place) }
            let condition = try anyOf()
            guard tokens.popFirst() == ")" else { throw Fault("rules.open-parenthesis", at: place) }
            depth -= 1
            return condition
        }
        if ["1", "any", "all"].contains(token.lowercased()), tokens.first?.lowercased() == "of" {
            tokens.removeFirst()
            guard let pattern = tokens.popFirst() else { throw Fault("rules.condition-ends", at: place) }
            return try quantified(all: token.lowercased() == "all", pattern)
        }
        guard names.contains(token) else {
            throw Fault("rules.unknown-search", ["name": token, "names": names.joined(separator: ", ")], at: place)
        }
        used.insert(token)
        return .search(token)
    }

    private mutating func quantified(all: Bool, _ pattern: String) throws(Fault) -> Condition {
        let chosen: [String]
        if pattern.lowercased() == "them" {
            chosen = names.filter { !$0.hasPrefix("_") }
        } else {
            let matcher = TextMatcher(SigmaPattern(pattern), cased: true)
            chosen = names.filter { name in Array(name.utf8).withUnsafeBufferPointer { matcher.matches($0) } }
        }
        guard !chosen.isEmpty else { throw Fault("rules.pattern-names-nothing", ["pattern": pattern], at: place) }
        used.formUnion(chosen)
        let searches = chosen.map { Condition.search($0) }
        return all ? .all(searches) : .any(searches)
    }

    private mutating func takes(_ word: String) -> Bool {
        guard tokens.first?.lowercased() == word else { return false }
        tokens.removeFirst()
        return true
    }
}
