import Model

extension Estate {
    /// When a day begins where the server's people are.
    func start(of day: CalendarDate) -> Instant {
        Instant(microseconds: Instant(day).microseconds - Int64(zoneMinutes) * 60_000_000)
    }

    /// When a day is over there: the last day of a term counts in full.
    func end(of day: CalendarDate) -> Instant { start(of: day).adding(days: 1) }

    /// The day that a moment is in there.
    func day(of instant: Instant) -> CalendarDate {
        Instant(microseconds: instant.microseconds + Int64(zoneMinutes) * 60_000_000).date
    }
}
