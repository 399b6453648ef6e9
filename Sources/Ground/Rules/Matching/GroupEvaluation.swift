import Model

/// Evaluates a group's rules on one record; each distinct test runs at most once.
struct GroupEvaluation {
    let group: RuleGroup
    var values: EventValues
    /// Of each test: not run (0), false (1), true (2).
    private var known: [UInt8]
    /// The values of a field as numbers and as addresses, made when a first test asks and kept for the others.
    private var numbers: [[Double]?]
    private var addresses: [[[UInt8]]?]

    init(group: RuleGroup) {
        self.group = group
        values = EventValues(slots: group.fields.count, collectsAll: group.hasKeywords)
        known = group.initially
        numbers = Array(repeating: nil, count: group.fields.count)
        addresses = Array(repeating: nil, count: group.fields.count)
    }

    /// Forgets the record before.
    mutating func reset() {
        values.reset()
        known.withUnsafeMutableBufferPointer { buffer in _ = buffer.update(fromContentsOf: group.initially) }
        for slot in numbers.indices {
            numbers[slot] = nil
            addresses[slot] = nil
        }
    }

    /// Answers the tests for equality, once the record is read.
    mutating func answerEquals() {
        for slot in group.equals.indices where !group.equals[slot].isEmpty {
            for value in values.slots[slot] where value.kind != .null && value.kind != .container {
                guard let tests = group.equals[slot][Array(values.bytes[value.folded])] else { continue }
                for test in tests { known[test] = 2 }
            }
        }
    }

    /// Whether a node of the group holds for the record.
    mutating func holds(_ node: Int) throws(Fault) -> Bool {
        let it = group.nodes[node]
        switch it.kind {
        case .test: return try test(it.first)
        case .not: return try !holds(group.children[it.first])
        case .all:
            for child in it.first..<it.first + it.count where try !holds(group.children[child]) { return false }
            return true
        case .any:
            for child in it.first..<it.first + it.count where try holds(group.children[child]) { return true }
            return false
        }
    }

    private mutating func test(_ number: Int) throws(Fault) -> Bool {
        if known[number] != 0 { return known[number] == 2 }
        let test = group.tests[number]
        let result = try run(test, on: test.slot < 0 ? values.all : values.slots[test.slot])
        known[number] = result ? 2 : 1
        return result
    }

    private mutating func run(_ test: RuleGroup.Test, on found: [EventValues.Value]) throws(Fault) -> Bool {
        switch test.comparison {
        case .exists(let wanted): return found.isEmpty != wanted
        case .null: return found.allSatisfy { $0.kind == .null }
        case .text(let matcher):
            return values.bytes.withUnsafeBufferPointer { bytes in
                found.contains { value in
                    guard value.kind != .null, value.kind != .container else { return false }
                    return matcher.matches(
                        UnsafeBufferPointer(rebasing: bytes[matcher.cased ? value.text : value.folded]))
                }
            }
        case .expression(let reference):
            for value in found where value.kind != .null && value.kind != .container {
                let text = Array(values.bytes[value.text])
                let result = text.withUnsafeBufferPointer { bytes in
                    Result { () throws(Fault) in try reference.expression.matches(bytes) }
                }
                if try result.get() { return true }
            }
            return false
        case .block(let block):
            return addresses(of: test.slot).contains { block.contains($0) }
        case .order(let order, let limit):
            return numbers(of: test.slot).contains { order.holds($0, limit) }
        case .time(let part, let wanted):
            return found.contains { value in
                guard value.kind == .text,
                    let moment = Instant(String(decoding: values.bytes[value.text], as: UTF8.self))
                else { return false }
                return part.value(of: moment) == wanted
            }
        case .field(_, let placement, let cased):
            let others = values.slots[test.otherSlot]
            return found.contains { value in others.contains { compare(value, $0, placement, cased: cased) } }
        }
    }

    private mutating func numbers(of slot: Int) -> [Double] {
        if slot >= 0, let known = numbers[slot] { return known }
        let found = slot < 0 ? values.all : values.slots[slot]
        let made = found.compactMap { value -> Double? in
            guard value.kind == .number || value.kind == .text else { return nil }
            return Double(String(decoding: values.bytes[value.text], as: UTF8.self))
        }
        if slot >= 0 { numbers[slot] = made }
        return made
    }

    private mutating func addresses(of slot: Int) -> [[UInt8]] {
        if slot >= 0, let known = addresses[slot] { return known }
        let found = slot < 0 ? values.all : values.slots[slot]
        let made = found.compactMap { value in
            value.kind == .text && value.text.count <= 45
                ? AddressBlock.address(String(decoding: values.bytes[value.text], as: UTF8.self)) : nil
        }
        if slot >= 0 { addresses[slot] = made }
        return made
    }

    private func compare(
        _ left: EventValues.Value, _ right: EventValues.Value, _ placement: Comparison.Placement, cased: Bool
    ) -> Bool {
        guard left.kind != .container, right.kind != .container, left.kind != .null, right.kind != .null else {
            return false
        }
        let text = values.bytes[cased ? left.text : left.folded]
        let sought = Array(values.bytes[cased ? right.text : right.folded])
        return text.withUnsafeBufferPointer { text in
            switch placement {
            case .whole: text.count == sought.count && ByteSearch.starts(text, at: 0, with: sought)
            case .start: ByteSearch.starts(text, at: 0, with: sought)
            case .end:
                text.count >= sought.count && ByteSearch.starts(text, at: text.count - sought.count, with: sought)
            case .anywhere: ByteSearch.first(sought, in: text, from: 0) != nil
            }
        }
    }
}
