import Model

/// From when to when an office is given or an agreement made, by days of the local calendar.
struct Term {
    /// From when.
    let from: Instant
    /// To when; nil without end.
    let until: Instant?

    /// Reads the first and the last day, and adds what is wrong with them.
    ///
    /// - Parameters:
    ///   - first: today where nil.
    ///   - last: without end where nil.
    init(_ first: String?, _ last: String?, now: Instant, in estate: Estate, _ faults: inout FieldFaults) {
        let today = estate.day(of: now)
        var (from, until) = (now, Instant?.none)
        if let first {
            // What begins today begins now: nobody held it this morning.
            if let day = CalendarDate(first), let end = estate.endOfDay(toCome: first, at: now) {
                from = day == today ? now : end.adding(days: -1)
            } else {
                faults.add(.from, "server.from-wrong")
            }
        }
        if let last {
            until = CalendarDate(last).map(estate.end)
            if until.map({ $0 > now.adding(days: Estate.century) }) ?? true { faults.add(.until, "server.to-wrong") }
        }
        self.from = from
        self.until = until
    }
}
