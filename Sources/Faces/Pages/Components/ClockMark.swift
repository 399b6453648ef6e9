public import Model

/// When something is due, and how the time stands.
public struct ClockMark: Component {
    /// Within how many days a clock counts as near.
    static let nearDays = 7
    let due: Instant

    /// A clock.
    public init(due: Instant) { self.due = due }

    /// Writes it.
    public func write(_ page: inout PageWriter) {
        let isLate = due < page.frame.now
        let isNear = !isLate && page.frame.now.days(until: due) < Self.nearDays
        page.element("span", .class("clock \(isLate ? "late" : isNear ? "near" : "far")")) { mark in
            mark.put(isLate ? Icon.late : Icon.clock)
            mark.element("span") { text in
                let span = text.span(seconds: abs(due.seconds - text.frame.now.seconds))
                text.write(text.say(isLate ? "pages.overdue-by" : "pages.due-in", ["span": span]))
                text.write(" ")
                text.element("span", .class("clock-day")) { $0.day(due) }
            }
        }
    }
}
