/// A table of bounded size: what was not touched for longest goes first.
struct RecentEntries<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Slot: Sendable {
        var key: Key
        var value: Value
        var older: Int?
        var newer: Int?
    }

    private let capacity: Int
    private var slots: [Slot] = []
    private var places: [Key: Int] = [:]
    private var oldest: Int?
    private var newest: Int?

    init(capacity: Int) {
        precondition(capacity > 0, "a table without places holds nothing")
        self.capacity = capacity
    }

    var count: Int { places.count }

    /// The value under a key, which is not a touch.
    subscript(key: Key) -> Value? { places[key].map { slots[$0].value } }

    /// Keeps a value; it is the newest now.
    mutating func set(_ value: Value, for key: Key) {
        let place: Int
        if let known = places[key] {
            unlink(known)
            slots[known].value = value
            place = known
        } else if slots.count < capacity {
            place = slots.count
            slots.append(Slot(key: key, value: value))
        } else if let oldest {
            unlink(oldest)
            places[slots[oldest].key] = nil
            slots[oldest] = Slot(key: key, value: value)
            place = oldest
        } else {
            return
        }
        places[key] = place
        slots[place].older = newest
        slots[place].newer = nil
        if let newest { slots[newest].newer = place } else { oldest = place }
        newest = place
    }

    private mutating func unlink(_ place: Int) {
        let (older, newer) = (slots[place].older, slots[place].newer)
        if let older { slots[older].newer = newer } else { oldest = newer }
        if let newer { slots[newer].older = older } else { newest = older }
    }
}
