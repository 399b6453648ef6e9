import Model

extension Estate {
    /// When a day begins where the server's people are.
    func start(of day: CalendarDate) -> Instant {
        Instant(microseconds: Instant(day).microseconds - Int64(zoneMinutes) * 60_000_000)
    }

    /// When a day is over there: the last day of a term counts in full.
    func end(of day: CalendarDate) -> Instant { start(of: day).adding(days: 1) }

    /// How far ahead days are taken, in days: beyond the year 9999 there are none that anybody reads.
    static let century = 36_525

    /// When a day to come is over, where it can be read from a text; a century ahead at most.
    func endOfDay(toCome text: String?, at now: Instant) -> Instant? {
        text.flatMap { CalendarDate($0) }.map(end).flatMap {
            $0 > now && $0 <= now.adding(days: Self.century) ? $0 : nil
        }
    }

    /// The day that a moment is in there.
    func day(of instant: Instant) -> CalendarDate {
        Instant(microseconds: instant.microseconds + Int64(zoneMinutes) * 60_000_000).date
    }
}
