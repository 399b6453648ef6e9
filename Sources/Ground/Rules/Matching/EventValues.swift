import Model

/// The values of one record that a group of rules asks for: bytes in one buffer, used again for every record.
struct EventValues {
    /// One value.
    struct Value {
        /// What it was in the record.
        enum Kind {
            case text, number, bool, null, container
        }

        /// What its text means, once a test has asked.
        enum Meaning<Read> {
            case unread, none, read(Read)
        }

        let kind: Kind
        /// Where its text stands, as it was written.
        let text: Range<Int>
        /// Where its folded text stands.
        let folded: Range<Int>
        /// The next value of the same field; -1 where there is none.
        fileprivate(set) var next = -1
        fileprivate(set) var number = Meaning<Double>.unread
        fileprivate(set) var address = Meaning<IPAddress>.unread

        var isScalar: Bool { kind != .null && kind != .container }
    }

    /// The bytes of all values.
    private(set) var bytes: [UInt8] = []
    /// All values, in the order that they came.
    private(set) var values: [Value] = []
    /// Which bytes each value's folded text holds; empty until a test has asked.
    private var signatures: [ByteSignature] = []
    /// The first and the last value of each field; -1 where it has none.
    private var heads: [Int]
    private var tails: [Int]
    /// Whether every scalar of the record is taken in, because a rule has keywords.
    let collectsAll: Bool

    init(slots: Int, collectsAll: Bool) {
        heads = Array(repeating: -1, count: slots)
        tails = heads
        self.collectsAll = collectsAll
    }

    /// Forgets the record before.
    mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        signatures.removeAll(keepingCapacity: true)
        for slot in heads.indices { heads[slot] = -1 }
    }

    /// The first value of a field; of the whole record for slot -1.
    @inline(__always) func first(_ slot: Int) -> Int {
        slot >= 0 ? heads[slot] : values.isEmpty ? -1 : 0
    }

    /// The value after one of the same field; of the whole record for slot -1.
    @inline(__always) func after(_ place: Int, _ slot: Int) -> Int {
        slot >= 0 ? values[place].next : place + 1 < values.count ? place + 1 : -1
    }

    /// Whether any value of a field is one that the body accepts.
    @inline(__always) func contains(
        _ slot: Int, where body: (Value) throws(Fault) -> Bool
    ) throws(Fault) -> Bool {
        var place = first(slot)
        while place >= 0 {
            if try body(values[place]) { return true }
            place = after(place, slot)
        }
        return false
    }

    /// Hands over the text of a value, as it was written or folded; it is not to be kept beyond the body.
    @inline(__always) func withText<Result>(
        at place: Int, folded: Bool, _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        bytes.withUnsafeBufferPointer { bytes in
            body(UnsafeBufferPointer(rebasing: bytes[folded ? values[place].folded : values[place].text]))
        }
    }

    /// Which bytes a value's folded text holds.
    mutating func signature(at place: Int) -> ByteSignature {
        if !signatures[place].isEmpty { return signatures[place] }
        let signature = ByteSignature(bytes[values[place].folded])
        signatures[place] = signature
        return signature
    }

    /// The number that a value is or is written as.
    mutating func number(at place: Int) -> Double? {
        switch values[place].number {
        case .read(let number): return number
        case .none: return nil
        case .unread:
            let value = values[place]
            let isNumber = value.kind == .number || value.kind == .text
            let number = isNumber ? Double(String(decoding: bytes[value.text], as: UTF8.self)) : nil
            values[place].number = number.map { .read($0) } ?? .none
            return number
        }
    }

    /// The address that a value is written as.
    mutating func address(at place: Int) -> IPAddress? {
        switch values[place].address {
        case .read(let address): return address
        case .none: return nil
        case .unread:
            let value = values[place]
            let isShort = value.kind == .text && value.text.count <= Self.longestAddress
            let address = isShort ? IPAddress(String(decoding: bytes[value.text], as: UTF8.self)) : nil
            values[place].address = address.map { .read($0) } ?? .none
            return address
        }
    }

    /// Characters of the longest written IPv6 address (INET6_ADDRSTRLEN less the zero).
    private static let longestAddress = 45

    /// Takes a value in; `write` appends its text.
    ///
    /// - Parameter number: the number that the text writes, where that is known.
    @inline(__always) mutating func add<Failure: Error>(
        _ kind: Value.Kind, to slot: Int?, number: Double? = nil, write: (inout [UInt8]) throws(Failure) -> Void
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
        signatures.append(ByteSignature())
        var value = Value(kind: kind, text: start..<middle, folded: folded)
        if let number { value.number = .read(number) }
        values.append(value)
        guard let slot else { return }
        let place = values.count - 1
        if heads[slot] < 0 { heads[slot] = place } else { values[tails[slot]].next = place }
        tails[slot] = place
    }
}
