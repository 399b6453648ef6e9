public import Model

/// A system with where it stands: a row of the list of systems.
public struct SystemStanding: Sendable, Hashable {
    /// The system.
    public var system: RegisteredSystem
    /// `held`, `falls-short` or `unknown`; nil where it was never assessed.
    public var posture: String?
    /// When it was last assessed.
    public var assessed: Instant?
    /// The newest assessment.
    public var assessment: String?
    /// Its controls.
    public var controls: StatusCounts
    /// Its open findings.
    public var findings: SeverityCounts
}

/// How many controls have each status.
public struct StatusCounts: Sendable, Hashable {
    /// Everything needed was seen, and nothing is amiss.
    public var held: Int64 = 0
    /// A rule matched.
    public var broken: Int64 = 0
    /// Something needed was not seen.
    public var unknown: Int64 = 0
    /// Broken or unknown, and covered by a waiver.
    public var waived: Int64 = 0

    /// None of any.
    public init() {}

    /// Counts by status.
    public init(held: Int64, broken: Int64, unknown: Int64, waived: Int64) {
        self.held = held
        self.broken = broken
        self.unknown = unknown
        self.waived = waived
    }

    /// All of them.
    public var all: Int64 { held + broken + unknown + waived }

    /// Counts more of a status; a control that does not apply counts nowhere.
    mutating func add(_ status: String, _ count: Int64 = 1) {
        switch status {
        case "held": held += count
        case "broken": broken += count
        case "unknown": unknown += count
        case "waived": waived += count
        default: break
        }
    }

    static func += (left: inout Self, right: Self) {
        left.held += right.held
        left.broken += right.broken
        left.unknown += right.unknown
        left.waived += right.waived
    }

    static func - (left: Self, right: Self) -> Self {
        Self(
            held: left.held - right.held, broken: left.broken - right.broken, unknown: left.unknown - right.unknown,
            waived: left.waived - right.waived)
    }
}

/// How many open findings there are of each severity.
public struct SeverityCounts: Sendable, Hashable {
    /// To be mended at once.
    public var critical: Int64
    /// To be mended soon.
    public var high: Int64
    /// To be mended.
    public var medium: Int64
    /// Low and informational.
    public var low: Int64

    /// Counts by severity.
    public init(critical: Int64 = 0, high: Int64 = 0, medium: Int64 = 0, low: Int64 = 0) {
        self.critical = critical
        self.high = high
        self.medium = medium
        self.low = low
    }

    /// All of them.
    public var all: Int64 { critical + high + medium + low }
}
