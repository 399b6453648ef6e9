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

    init(_ fields: FormFields, now: Instant, in estate: Estate) {
        let today = estate.day(of: now)
        var errors: [String: Wording] = [:]
        var (from, until): (Instant?, Instant?)
        if let day = fields["from"].flatMap({ CalendarDate($0) }), today <= day {
            // What begins today begins now: nobody held it this morning.
            from = day == today ? now : estate.start(of: day)
        } else {
            errors["from"] = .say("server.from-wrong")
        }
        if let text = fields["to"] {
            until = CalendarDate(text).map(estate.end)
            if until == nil { errors["to"] = .say("server.to-wrong") }
        }
        self.from = from
        self.until = until
        self.errors = errors
    }
}
