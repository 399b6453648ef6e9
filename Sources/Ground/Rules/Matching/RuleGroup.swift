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

    /// What a condition is made of: a test by its number, or a node by the complement of its place.
    typealias Operand = Int32

    /// A node of a condition.
    struct Node: Sendable {
        enum Kind: UInt8, Sendable {
            case all, any, not
        }

        let kind: Kind
        /// Its operands' places in `operands`.
        let first: Int32
        let count: Int32
    }

    let fields: [String]
    let tree: FieldTree
    let tests: [Test]
    /// The tests laid out flat, in the same order.
    let compiled: [CompiledTest]
    /// What they compare text with, one after another.
    let literals: [UInt8]
    let nodes: [Node]
    let operands: [Operand]
    /// The condition of each rule, with the rule's place in the plan.
    let roots: [(rule: Int, condition: Operand)]
    let hasKeywords: Bool
    /// Of each field, the tests for equality with a text, by that text: one look-up answers all of them. Empty where
    /// a field has only a few, which are sooner run one by one.
    let equals: [[[UInt8]: [Int]]]
    /// What is known of each test before a record is read: those for equality are false until a value says otherwise.
    let initially: [UInt8]

    init(_ rules: [(index: Int, rule: SigmaRule)]) {
        var builder = Builder()
        roots = rules.map { ($0.index, builder.operand(of: $0.rule.detection)) }
        fields = builder.fields
        tests = builder.tests
        nodes = builder.nodes
        operands = builder.operands
        hasKeywords = builder.tests.contains { $0.slot < 0 }
        var tree = FieldTree()
        for (slot, field) in fields.enumerated() { tree.insert(field, slot: slot) }
        self.tree = tree
        var literals: [UInt8] = []
        compiled = builder.tests.map { CompiledTest($0.comparison, slot: $0.slot, literals: &literals) }
        self.literals = literals
        var equals: [[[UInt8]: [Int]]] = Array(repeating: [:], count: builder.fields.count)
        for (number, test) in compiled.enumerated() where test.kind == .equal && !test.isCased && test.slot >= 0 {
            let text = literals[Int(test.start)..<Int(test.start) + Int(test.count)]
            equals[Int(test.slot)][Array(text), default: []].append(number)
        }
        var initially = [UInt8](repeating: 0, count: compiled.count)
        for slot in equals.indices {
            if equals[slot].count <= Self.fewTexts { equals[slot] = [:] }
            for number in equals[slot].values.joined() { initially[number] = 1 }
        }
        self.equals = equals
        self.initially = initially
    }

    private static let fewTexts = 4

    private struct Builder {
        var fields: [String] = []
        var tests: [Test] = []
        var nodes: [Node] = []
        var operands: [Operand] = []
        private var slots: [String: Int] = [:]
        private var known: [Key: Int] = [:]

        private struct Key: Hashable {
            let slot: Int
            let comparison: Comparison
        }

        mutating func operand(of detection: Detection) -> Operand {
            operand(of: detection.condition, detection.searches)
        }

        private mutating func operand(of condition: Condition, _ searches: [String: Search]) -> Operand {
            switch condition {
            case .search(let name): searches[name].map { operand(of: $0) } ?? append(.any, [])
            case .all(let parts): append(.all, parts.map { operand(of: $0, searches) })
            case .any(let parts): append(.any, parts.map { operand(of: $0, searches) })
            case .not(let part): append(.not, [operand(of: part, searches)])
            }
        }

        private mutating func operand(of search: Search) -> Operand {
            switch search {
            case .all(let parts): return append(.all, parts.map { operand(of: $0) })
            case .any(let parts): return append(.any, parts.map { operand(of: $0) })
            case .test(let test):
                let leaf = Operand(number(of: test))
                return test.negated ? append(.not, [leaf]) : leaf
            }
        }

        private mutating func append(_ kind: Node.Kind, _ parts: [Operand]) -> Operand {
            let first = Int32(operands.count)
            operands += parts
            nodes.append(Node(kind: kind, first: first, count: Int32(parts.count)))
            return ~Operand(nodes.count - 1)
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
