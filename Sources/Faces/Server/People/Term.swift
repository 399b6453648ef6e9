import Model
import Pages
import WebForms

/// From when to when an office is given, by days of the local calendar.
struct Term {
    /// From when; nil where what was typed is no day to come.
    let from: Instant?
    /// To when; nil without end.
    let until: Instant?
    /// What is wrong, by field.
    let errors: [String: Wording]

    init(_ fields: FormFields, now: Instant, zoneMinutes: Int) {
        let ahead = Int64(zoneMinutes) * 60_000_000
        func start(_ day: CalendarDate) -> Instant { Instant(microseconds: Instant(day).microseconds - ahead) }
        let today = Instant(microseconds: now.microseconds + ahead).date
        var errors: [String: Wording] = [:]
        var (from, until): (Instant?, Instant?)
        if let day = fields["from"].flatMap({ CalendarDate($0) }), today <= day {
            // What begins today begins now: nobody held it this morning.
            from = day == today ? now : start(day)
        } else {
            errors["from"] = .say("server.from-wrong")
        }
        if let text = fields["to"] {
            // The last day counts in full.
            until = CalendarDate(text).map { start($0).adding(days: 1) }
            if until == nil { errors["to"] = .say("server.to-wrong") }
        }
        self.from = from
        self.until = until
        self.errors = errors
    }
}
