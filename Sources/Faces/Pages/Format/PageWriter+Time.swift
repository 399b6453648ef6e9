public import Model

extension PageWriter {
    /// The local day of a moment.
    func localDay(_ instant: Instant) -> CalendarDate {
        Instant(seconds: instant.seconds + Int64(frame.zoneMinutes) * 60).date
    }

    /// A day.
    public mutating func day(_ instant: Instant) {
        element(
            "time", .named("datetime", instant.description),
            text: DayText.day(localDay(instant), in: language))
    }

    /// A moment, to the minute, in local time.
    public mutating func moment(_ instant: Instant) {
        element(
            "time", .named("datetime", instant.description),
            text: DayText.moment(instant, in: language, zoneMinutes: frame.zoneMinutes))
    }

    /// How far a moment is from now, such as “3 days ago”; the script keeps it true while the page is open.
    public mutating func age(_ instant: Instant) {
        element(
            "time", .named("datetime", instant.description), .flag("data-relative"),
            .named("title", DayText.moment(instant, in: language, zoneMinutes: frame.zoneMinutes)),
            text: relative(instant))
    }

    /// “3 days ago”, “in 5 hours”, “now”.
    func relative(_ instant: Instant) -> String {
        let seconds = instant.seconds - frame.now.seconds
        if abs(seconds) < 60 { return say("pages.now") }
        let span = span(seconds: abs(seconds))
        return say(seconds < 0 ? "pages.ago" : "pages.ahead", ["span": span])
    }

    /// A length of time in its largest unit: “3 days”, “5 hours”.
    func span(seconds: Int64) -> String {
        switch seconds {
        case ..<3_600: counted("minute", Int(seconds / 60))
        case ..<86_400: counted("hour", Int(seconds / 3_600))
        case ..<5_184_000: counted("day", Int(seconds / 86_400))
        case ..<63_072_000: counted("month", Int(seconds / 2_629_746))
        default: counted("year", Int(seconds / 31_556_952))
        }
    }

    /// A number with its noun in the right number: `day` finds `pages.count-day-one` and `pages.count-day-many`.
    func counted(_ noun: String, _ count: Int) -> String {
        let number = count == 1 ? "one" : "many"
        return say("pages.count-\(noun)-\(number)", ["count": NumberText.grouped(count)])
    }
}
