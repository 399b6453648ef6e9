/// The values of one record that a group of rules asks for: bytes in one buffer, used again for every record.
struct EventValues {
    /// One value.
    struct Value {
        /// What it was in the record.
        enum Kind {
            case text, number, bool, null, container
        }

        let kind: Kind
        /// Where its text stands, as it was written.
        let text: Range<Int>
        /// Where its folded text stands.
        let folded: Range<Int>
    }

    /// The bytes of all values.
    private(set) var bytes: [UInt8] = []
    /// The values of each field; an array in the record gives several.
    private(set) var slots: [[Value]]
    /// Every scalar of the record, where a rule has keywords.
    private(set) var all: [Value] = []
    /// Whether `all` is filled.
    let collectsAll: Bool

    init(slots: Int, collectsAll: Bool) {
        self.slots = Array(repeating: [], count: slots)
        self.collectsAll = collectsAll
    }

    /// Forgets the record before.
    mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
        all.removeAll(keepingCapacity: true)
        for slot in slots.indices { slots[slot].removeAll(keepingCapacity: true) }
    }

    /// Takes a value in; `write` appends its text.
    mutating func add<Failure: Error>(
        _ kind: Value.Kind, to slot: Int?, write: (inout [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        let start = bytes.count
        try write(&bytes)
        let middle = bytes.count
        if kind == .text {
            let text = bytes[start..<middle]
            // Folding reads the same buffer that it appends to: the text is copied out first, and only where needed.
            if text.contains(where: { (0x41...0x5A).contains($0) || $0 >= 0x80 }) {
                let copy = Array(text)
                copy.withUnsafeBufferPointer { CaseFolding.append($0, to: &bytes) }
            }
        }
        let folded = bytes.count > middle ? middle..<bytes.count : start..<middle
        let value = Value(kind: kind, text: start..<middle, folded: folded)
        if let slot { slots[slot].append(value) }
        if collectsAll, kind != .container, kind != .null { all.append(value) }
    }
}
