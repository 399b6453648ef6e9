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
    ///
    /// - Parameter failed: hears which rule was tried when that could not go on.
    mutating func eachHolding(_ found: (Int) -> Void, failed: (Int) -> Void = { _ in }) throws(Fault) {
        // Taken out, so that they stay at one address while tests change the values.
        var known: [UInt8] = []
        swap(&known, &self.known)
        defer { swap(&known, &self.known) }
        try group.withProgram { (program) throws(Fault) in
            try known.withUnsafeMutableBufferPointer { (known) throws(Fault) in
                answerEquals(known)
                for root in program.roots {
                    do throws(Fault) {
                        if try holds(root.entry, program, known) { found(root.rule) }
                    } catch {
                        failed(root.rule)
                        throw error
                    }
                }
            }
        }
    }

    /// Answers the tests for equality with one of many texts.
    private func answerEquals(_ known: UnsafeMutableBufferPointer<UInt8>) {
        for slot in group.equals.indices where !group.equals[slot].isEmpty {
            var place = values.first(slot)
            while place >= 0 {
                if values.values[place].isScalar {
                    values.withText(at: place, folded: true) { text in
                        group.equals[slot].eachTest(of: text) { known[$0] = 2 }
                    }
                }
                place = values.after(place, slot)
            }
        }
    }

    /// Whether a condition holds: from step to step, most of whose tests have run already.
    @inline(__always) private mutating func holds(
        _ entry: RuleStep.Target, _ program: RuleProgram, _ known: UnsafeMutableBufferPointer<UInt8>
    ) throws(Fault) -> Bool {
        var place = entry
        while place >= 0 {
            let step = program.steps[Int(place)]
            var answer = known[Int(step.test)]
            if answer == 0 {
                answer = try run(Int(step.test), program) ? 2 : 1
                known[Int(step.test)] = answer
            }
            place = answer == 2 ? step.whenTrue : step.whenFalse
        }
        return place == RuleStep.holds
    }

    @inline(never) private mutating func run(_ number: Int, _ program: RuleProgram) throws(Fault) -> Bool {
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
            return anyText(slot, folded: !test.isCased) { ByteSearch.matches($0, test.kind, literal) }
        }
    }

    @inline(__always) private func anyText(
        _ slot: Int, folded: Bool, where body: (UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Bool {
        var place = values.first(slot)
        while place >= 0 {
            if values.values[place].isScalar, values.withText(at: place, folded: folded, body) { return true }
            place = values.after(place, slot)
        }
        return false
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
