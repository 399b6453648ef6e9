import Model

/// The rules for one source, compiled together: fields in slots, each distinct test once, conditions as flat programs.
final class RuleGroup: Sendable {
    /// A test of a slot; slot -1 is the whole record.
    struct Test: Sendable {
        let slot: Int
        let comparison: Comparison
        /// The other field's slot, where two fields are compared.
        let otherSlot: Int
    }

    /// A node of a condition.
    struct Node: Sendable {
        enum Kind: Sendable {
            case all, any, not, test
        }

        let kind: Kind
        /// The children's places in `children`; for a test its number alone.
        let first: Int
        let count: Int
    }

    let fields: [String]
    let tree: FieldTree
    let tests: [Test]
    let nodes: [Node]
    let children: [Int]
    /// The root node of each rule, with the rule's place in the plan.
    let roots: [(rule: Int, node: Int)]
    let hasKeywords: Bool
    /// Of each field, the tests for equality with a text, by that text: one look-up answers all of them.
    let equals: [[[UInt8]: [Int]]]
    /// What is known of each test before a record is read: those for equality are false until a value says otherwise.
    let initially: [UInt8]

    init(_ rules: [(index: Int, rule: SigmaRule)]) {
        var builder = Builder()
        roots = rules.map { ($0.index, builder.node(of: $0.rule.detection)) }
        fields = builder.fields
        tests = builder.tests
        nodes = builder.nodes
        children = builder.children
        hasKeywords = builder.tests.contains { $0.slot < 0 }
        var tree = FieldTree()
        for (slot, field) in fields.enumerated() { tree.insert(field, slot: slot) }
        self.tree = tree
        var equals: [[[UInt8]: [Int]]] = Array(repeating: [:], count: builder.fields.count)
        var initially = [UInt8](repeating: 0, count: builder.tests.count)
        for (number, test) in builder.tests.enumerated() where test.slot >= 0 {
            guard case .text(let matcher) = test.comparison, let text = matcher.folded else { continue }
            equals[test.slot][text, default: []].append(number)
            initially[number] = 1
        }
        self.equals = equals
        self.initially = initially
    }

    private struct Builder {
        var fields: [String] = []
        var tests: [Test] = []
        var nodes: [Node] = []
        var children: [Int] = []
        private var slots: [String: Int] = [:]
        private var known: [Key: Int] = [:]

        private struct Key: Hashable {
            let slot: Int
            let comparison: Comparison
        }

        mutating func node(of detection: Detection) -> Int { node(of: detection.condition, detection.searches) }

        private mutating func node(of condition: Condition, _ searches: [String: Search]) -> Int {
            switch condition {
            case .search(let name): searches[name].map { node(of: $0) } ?? append(.any, [])
            case .all(let parts): append(.all, parts.map { node(of: $0, searches) })
            case .any(let parts): append(.any, parts.map { node(of: $0, searches) })
            case .not(let part): append(.not, [node(of: part, searches)])
            }
        }

        private mutating func node(of search: Search) -> Int {
            switch search {
            case .all(let parts): return append(.all, parts.map { node(of: $0) })
            case .any(let parts): return append(.any, parts.map { node(of: $0) })
            case .test(let test):
                nodes.append(Node(kind: .test, first: number(of: test), count: 0))
                let leaf = nodes.count - 1
                return test.negated ? append(.not, [leaf]) : leaf
            }
        }

        private mutating func append(_ kind: Node.Kind, _ parts: [Int]) -> Int {
            let first = children.count
            children += parts
            nodes.append(Node(kind: kind, first: first, count: parts.count))
            return nodes.count - 1
        }

        private mutating func number(of test: FieldTest) -> Int {
            let slot = test.field.map { self.slot(of: $0) } ?? -1
            let key = Key(slot: slot, comparison: test.comparison)
            if let number = known[key] { return number }
            var other = -1
            if case .field(let field, _, _) = test.comparison { other = self.slot(of: field) }
            tests.append(Test(slot: slot, comparison: test.comparison, otherSlot: other))
            known[key] = tests.count - 1
            return tests.count - 1
        }

        private mutating func slot(of field: String) -> Int {
            if let slot = slots[field] { return slot }
            fields.append(field)
            slots[field] = fields.count - 1
            return fields.count - 1
        }
    }
}
