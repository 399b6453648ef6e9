import Model
import Programme

/// What the overview shows of all that somebody may see, as it was at a moment.
struct Glance: Sendable {
    /// The moment.
    let at: Instant
    /// How each department stands, in the order of their paths.
    let standings: [DepartmentStanding]
    /// By department and family, the systems that nobody looked at for too long.
    let aged: [String: [String: AgedStanding]]
    /// How all stood, a day at a time, oldest first.
    let days: [DayStanding]

    /// The days that the trend goes back.
    private static let trendDays = 60

    /// Asks the database.
    ///
    /// - Parameter limits: see `Overview.aged(_:before:)`.
    init(_ overview: Overview, _ scope: UnitScope, before limits: [String: Instant], at now: Instant) async throws {
        at = now
        standings = try await overview.departments(scope)
        aged = try await overview.aged(scope, before: limits)
        days = try await overview.days(
            scope, from: CalendarDate(daysSinceEpoch: now.date.daysSinceEpoch - Self.trendDays), to: now.date)
    }
}
