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

    let fields: [String]
    let tree: FieldTree
    let tests: [Test]
    /// The tests laid out flat, in the same order.
    let compiled: [CompiledTest]
    /// What they compare text with, one after another.
    let literals: [UInt8]
    /// The conditions' steps.
    let steps: [RuleStep]
    /// Where the condition of each rule begins, with the rule's place in the plan.
    let roots: [(rule: Int, entry: RuleStep.Target)]
    let hasKeywords: Bool
    /// Of each field, the tests for equality with a text. Empty where a field has only a few, which are sooner run one by
    /// one.
    let equals: [TextIndex]
    /// What is known of each test before a record is read: those for equality are false until a value says otherwise.
    let initially: [UInt8]

    init(_ rules: [(index: Int, rule: SigmaRule)]) {
        var builder = Builder()
        roots = rules.map { ($0.index, builder.entry(of: $0.rule.detection)) }
        fields = builder.fields
        tests = builder.tests
        steps = builder.steps
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
        self.equals = equals.map { $0.isEmpty ? TextIndex() : TextIndex($0) }
        self.initially = initially
    }

    private static let fewTexts = 4
}
