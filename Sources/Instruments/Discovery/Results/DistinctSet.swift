/// How many different values were seen, by their 64-bit hashes: eight to sixteen bytes each, up to a limit.
struct DistinctSet: Sendable {
    private var slots: [UInt64] = []
    private(set) var count = 0
    private(set) var isFull = false
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    mutating func insert(_ hash: UInt64) {
        // Zero marks an empty slot.
        let hash = hash == 0 ? 1 : hash
        if (count + 1) * 4 > slots.count * 3 { grow() }
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            if slots[slot] == hash { return }
            slot = (slot + 1) & (slots.count - 1)
        }
        guard count < limit else {
            isFull = true
            return
        }
        slots[slot] = hash
        count += 1
    }

    mutating func formUnion(_ other: DistinctSet) {
        for hash in other.slots where hash != 0 { insert(hash) }
        isFull = isFull || other.isFull
    }

    private mutating func grow() {
        let old = slots
        slots = [UInt64](repeating: 0, count: max(64, old.count * 2))
        for hash in old where hash != 0 {
            var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = hash
        }
    }
}
