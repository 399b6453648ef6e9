import Model

/// How many attempts each key made lately, by the generic cell rate algorithm (ITU-T I.371, annex A): one moment a key,
/// by which all that it did would be forgiven.
struct AttemptTable<Key: Hashable & Sendable>: Sendable {
    private let rate: AttemptRate
    /// Microseconds of debt that are kept beyond what the rate lets through.
    private let overdraft: Int64
    private var debts: RecentEntries<Key, Int64>

    init(_ rate: AttemptRate, overdraft: Int64, capacity: Int) {
        self.rate = rate
        self.overdraft = overdraft
        debts = RecentEntries(capacity: capacity)
    }

    var count: Int { debts.count }

    /// Microseconds until the next attempt fits the rate.
    func wait(_ key: Key, at now: Instant) -> Int64 {
        max(0, debt(key, at: now) + rate.step - rate.depth)
    }

    /// Counts an attempt.
    mutating func charge(_ key: Key, at now: Instant) {
        let debt = min(debt(key, at: now) + rate.step, rate.depth + overdraft)
        debts.set(now.microseconds + debt, for: key)
    }

    /// Takes an attempt back.
    mutating func refund(_ key: Key, at now: Instant) {
        let debt = debt(key, at: now)
        if debt > 0 { debts.set(now.microseconds + max(0, debt - rate.step), for: key) }
    }

    /// Takes all attempts back.
    mutating func clear(_ key: Key, at now: Instant) {
        if debts[key] != nil { debts.set(now.microseconds, for: key) }
    }

    /// Microseconds. A clock that was set back makes no debt longer than a full one.
    private func debt(_ key: Key, at now: Instant) -> Int64 {
        guard let until = debts[key] else { return 0 }
        return min(max(0, until - now.microseconds), rate.depth + overdraft)
    }
}
