import Model

/// A part of a moment that a rule compares (`minute`, `hour`, `day`, `week`, `month`, `year`), in UTC.
enum TimePart: String, Sendable, Hashable {
    case minute, hour, day, week, month, year

    /// The part of a moment; weeks are those of ISO 8601.
    func value(of moment: Instant) -> Int {
        let date = moment.date
        let second = Int(moment.seconds - Instant(date).seconds)
        return switch self {
        case .minute: second / 60 % 60
        case .hour: second / 3600
        case .day: date.parts.day
        case .month: date.parts.month
        case .year: date.parts.year
        case .week: Self.week(of: date)
        }
    }

    private static func week(of date: CalendarDate) -> Int {
        // The week of a day is that of its Thursday; 1970-01-01 was one.
        let sinceMonday = ((date.daysSinceEpoch + 3) % 7 + 7) % 7
        let thursday = CalendarDate(daysSinceEpoch: date.daysSinceEpoch - sinceMonday + 3)
        let newYear = CalendarDate(year: thursday.parts.year, month: 1, day: 1)
        return (thursday.daysSinceEpoch - (newYear?.daysSinceEpoch ?? 0)) / 7 + 1
    }
}
