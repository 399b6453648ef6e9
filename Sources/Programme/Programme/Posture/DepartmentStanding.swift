public import Model

/// How a department stands: a row of the overview.
public struct DepartmentStanding: Sendable, Hashable {
    /// The department's path.
    public var department: String
    /// Its systems.
    public var systems: Int64
    /// Those whose newest assessment says so.
    public var held: Int64
    /// Likewise.
    public var fallsShort: Int64
    /// Likewise.
    public var unknown: Int64
    /// Those that nobody ever assessed.
    public var never: Int64
    /// When the one that was not looked at for longest was last assessed, of those that ever were.
    public var oldest: Instant?
    /// Open findings.
    public var findings: SeverityCounts
    /// Its controls by family.
    public var families: [String: StatusCounts]
}

/// Systems of a department and a family of controls that were not assessed for long.
public struct AgedStanding: Sendable, Hashable {
    /// How many.
    public var systems: Int64
    /// When the one that was not looked at for longest was last assessed.
    public var oldest: Instant
}

/// How many systems stood how on a day.
public struct DayStanding: Sendable, Hashable {
    /// The day.
    public var day: CalendarDate
    /// Systems that held.
    public var held: Int64
    /// Systems that fell short.
    public var fallsShort: Int64
    /// Systems of which it was not known.
    public var unknown: Int64
    /// Systems that nobody had assessed.
    public var never: Int64
    /// Open findings.
    public var findings: Int64
}
