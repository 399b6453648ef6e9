import Model

/// A test that needs more than a flat comparison: patterns with several pieces, expressions, times, two fields.
struct SlowTest {
    let test: RuleGroup.Test
    let values: EventValues

    func holds() throws(Fault) -> Bool {
        switch test.comparison {
        case .text(let matcher):
            return try values.contains(test.slot) { value in
                value.isScalar
                    && values.bytes.withUnsafeBufferPointer {
                        matcher.matches(UnsafeBufferPointer(rebasing: $0[matcher.cased ? value.text : value.folded]))
                    }
            }
        case .expression(let reference):
            return try values.contains(test.slot) { (value) throws(Fault) in
                guard value.isScalar else { return false }
                return try Array(values.bytes[value.text]).withUnsafeBufferPointer { (bytes) throws(Fault) in
                    try reference.expression.matches(bytes)
                }
            }
        case .time(let part, let wanted):
            return try values.contains(test.slot) { value in
                guard value.kind == .text,
                    let moment = Instant(String(decoding: values.bytes[value.text], as: UTF8.self))
                else { return false }
                return part.value(of: moment) == wanted
            }
        case .field(_, let placement, let cased):
            return try values.contains(test.slot) { (left) throws(Fault) in
                try values.contains(test.otherSlot) { compare(left, $0, placement, cased: cased) }
            }
        case .block, .order, .null, .exists: preconditionFailure("a flat test: CompiledTest runs it")
        }
    }

    private func compare(
        _ left: EventValues.Value, _ right: EventValues.Value, _ placement: Comparison.Placement, cased: Bool
    ) -> Bool {
        guard left.isScalar, right.isScalar else { return false }
        return values.bytes.withUnsafeBufferPointer { bytes in
            let text = UnsafeBufferPointer(rebasing: bytes[cased ? left.text : left.folded])
            let sought = UnsafeBufferPointer(rebasing: bytes[cased ? right.text : right.folded])
            return ByteSearch.matches(text, placement.kind, sought)
        }
    }
}

extension Comparison.Placement {
    fileprivate var kind: CompiledTest.Kind {
        switch self {
        case .whole: .equal
        case .start: .prefix
        case .end: .suffix
        case .anywhere: .contains
        }
    }
}
