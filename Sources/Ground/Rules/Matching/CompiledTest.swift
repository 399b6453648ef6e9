import Model

/// A test laid out flat: nothing in it is counted by reference, so that running it costs what it compares and no more.
struct CompiledTest: Sendable {
    enum Kind: UInt8, Sendable {
        case equal, prefix, suffix, contains, present
        case less, lessOrEqual, greater, greaterOrEqual
        case exists, missing, null, block
        /// Everything else: `RuleGroup.Test` holds what it compares with.
        case other
    }

    /// What is compared.
    let kind: Kind
    /// Whether text is compared as it was written; else folded.
    let isCased: Bool
    /// The field's slot; -1 for the whole record.
    let slot: Int32
    /// Where its literal stands among those of the group.
    let start: Int32
    /// The literal's length in bytes.
    let count: Int32
    /// What numbers are held against.
    let limit: Double
    /// Which bytes its literal holds.
    let signature: ByteSignature
    /// What addresses are held against.
    let addresses: AddressBlock?

    /// - Parameter literals: takes the test's literal in.
    init(_ comparison: Comparison, slot: Int, literals: inout [UInt8]) {
        var kind = Kind.other
        var isCased = false
        var limit = 0.0
        var addresses: AddressBlock?
        let start = literals.count
        switch comparison {
        case .text(let matcher):
            isCased = matcher.cased
            kind = matcher.kind
            literals += matcher.literal
        case .order(let order, let bound):
            limit = bound
            kind =
                switch order {
                case .less: .less
                case .lessOrEqual: .lessOrEqual
                case .greater: .greater
                case .greaterOrEqual: .greaterOrEqual
                }
        case .exists(let wanted): kind = wanted ? .exists : .missing
        case .null: kind = .null
        case .block(let block):
            kind = .block
            addresses = block
        case .expression, .field, .time: break
        }
        self.kind = kind
        self.isCased = isCased
        self.slot = Int32(truncatingIfNeeded: slot)
        self.start = Int32(truncatingIfNeeded: start)
        signature = ByteSignature(literals[start...])
        count = Int32(truncatingIfNeeded: literals.count - start)
        self.limit = limit
        self.addresses = addresses
    }
}
