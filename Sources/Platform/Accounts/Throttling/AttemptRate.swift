/// So many attempts at once, and one more after each interval: what remains when they are used up.
public struct AttemptRate: Sendable, Hashable {
    /// How many attempts may be made at once.
    public let burst: Int64
    /// How many seconds give one more.
    public let interval: Int64

    /// A rate.
    public init(burst: Int64, interval: Int64) {
        precondition(burst > 0 && interval > 0, "a rate lets something through")
        self.burst = burst
        self.interval = interval
    }
}
