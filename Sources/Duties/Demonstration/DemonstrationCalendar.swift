import Model

/// The weeks that a made-up estate has behind it. Looks come early in a week, answers later, decisions last, so that
/// whatever is written week by week is written in the order of its days.
struct DemonstrationCalendar: Sendable, Hashable {
    static let weeks = 78
    /// Before the first week.
    let start: Instant

    /// The weeks before a day.
    init(until end: Instant) {
        start = Instant(end.date).adding(days: -7 * Self.weeks - 1)
    }

    enum Day: Int {
        case look = 1
        case answer = 3
        case decision = 4
    }

    /// A moment in office hours of Hong Kong.
    func moment(week: Int, _ day: Day, _ random: inout SplitMix64) -> Instant {
        let date = start.adding(days: 7 * week + day.rawValue)
        return Instant(microseconds: date.microseconds + Int64(random.whole(3_600...32_400)) * 1_000_000)
    }
}
