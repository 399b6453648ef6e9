public import Model

/// How long a finding of each severity may stay open.
public struct RemediationClock: Sendable, Hashable {
    private let days: [Severity: Int]

    /// A clock by the days that each severity allows.
    public init(days: [Severity: Int]) { self.days = days }

    /// Until when a finding that was opened at a moment has to be mended.
    public func due(_ severity: Severity, opened: Instant) -> Instant {
        opened.adding(days: days[severity] ?? days.values.max() ?? 0)
    }
}
