import Model

/// Evaluates a group's rules on one record; each distinct test runs at most once.
struct GroupEvaluation {
    let group: RuleGroup
    var values: EventValues
    /// Of each test: not run (0), false (1), true (2).
    private var known: [UInt8]

    init(group: RuleGroup) {
        self.group = group
        values = EventValues(slots: group.fields.count, collectsAll: group.hasKeywords)
        known = group.initially
    }

    /// Forgets the record before.
    mutating func reset() {
        values.reset()
        known.withUnsafeMutableBufferPointer { buffer in _ = buffer.update(fromContentsOf: group.initially) }
    }

    /// Reports each rule that holds for the record, by its place in the plan.
    mutating func eachHolding(_ found: (Int) -> Void) throws(Fault) {
        answerEquals()
        try group.withProgram { (program) throws(Fault) in
            for (rule, condition) in group.roots where try holds(condition, program) { found(rule) }
        }
    }

    /// Answers the tests for equality with one of many texts.
    private mutating func answerEquals() {
        for slot in group.equals.indices where !group.equals[slot].isEmpty {
            var place = values.first(slot)
            while place >= 0 {
                let value = values.values[place]
                if value.isScalar, let tests = group.equals[slot][Array(values.bytes[value.folded])] {
                    for test in tests { known[test] = 2 }
                }
                place = values.after(place, slot)
            }
        }
    }

    /// Most operands are tests, and most of those have run already: only the others cost a call.
    @inline(__always) private mutating func holds(
        _ operand: RuleGroup.Operand, _ program: RuleProgram
    ) throws(Fault) -> Bool {
        guard operand >= 0 else { return try combines(program.nodes[Int(~operand)], program) }
        let test = Int(operand)
        if known[test] != 0 { return known[test] == 2 }
        let result = try run(test, program)
        known[test] = result ? 2 : 1
        return result
    }

    private mutating func combines(_ node: RuleGroup.Node, _ program: RuleProgram) throws(Fault) -> Bool {
        let places = Int(node.first)..<Int(node.first) + Int(node.count)
        switch node.kind {
        case .not: return try !holds(program.operands[places.lowerBound], program)
        case .all:
            for place in places where try !holds(program.operands[place], program) { return false }
            return true
        case .any:
            for place in places where try holds(program.operands[place], program) { return true }
            return false
        }
    }

    private mutating func run(_ number: Int, _ program: RuleProgram) throws(Fault) -> Bool {
        let test = program.tests[number]
        let slot = Int(test.slot)
        switch test.kind {
        case .exists: return values.first(slot) >= 0
        case .missing: return values.first(slot) < 0
        case .null: return try !values.contains(slot) { $0.kind != .null }
        case .less: return anyNumber(slot) { $0 < test.limit }
        case .lessOrEqual: return anyNumber(slot) { $0 <= test.limit }
        case .greater: return anyNumber(slot) { $0 > test.limit }
        case .greaterOrEqual: return anyNumber(slot) { $0 >= test.limit }
        case .block: return anyAddress(slot, in: test.addresses)
        case .other: return try SlowTest(test: group.tests[number], values: values).holds()
        case .contains where !test.isCased && !anyMayHold(test.signature, slot): return false
        case .equal, .prefix, .suffix, .contains, .present:
            let literal = program.literal(of: test)
            return try values.bytes.withUnsafeBufferPointer { (bytes) throws(Fault) in
                try values.contains(slot) { value in
                    value.isScalar
                        && ByteSearch.matches(
                            UnsafeBufferPointer(rebasing: bytes[test.isCased ? value.text : value.folded]), test.kind,
                            literal)
                }
            }
        }
    }

    @inline(__always) private mutating func anyNumber(_ slot: Int, where body: (Double) -> Bool) -> Bool {
        var place = values.first(slot)
        while place >= 0 {
            if let number = values.number(at: place), body(number) { return true }
            place = values.after(place, slot)
        }
        return false
    }

    private mutating func anyMayHold(_ signature: ByteSignature, _ slot: Int) -> Bool {
        var place = values.first(slot)
        while place >= 0 {
            if values.signature(at: place).mayHold(signature) { return true }
            place = values.after(place, slot)
        }
        return false
    }

    private mutating func anyAddress(_ slot: Int, in block: AddressBlock?) -> Bool {
        guard let block else { return false }
        var place = values.first(slot)
        while place >= 0 {
            if let address = values.address(at: place), block.contains(address) { return true }
            place = values.after(place, slot)
        }
        return false
    }
}
