import Model

/// The day that is judged for.
struct AsOf {
    /// The last moment that counts.
    let instant: Instant
    /// Whether instruments look now: not for a day that is over.
    let probes: Bool

    /// The day that an option names, or now.
    ///
    /// - Throws: `Fault` (`commands.not-date`).
    init(_ option: String?, now: Instant) throws(Fault) {
        guard let option else {
            instant = now
            probes = true
            return
        }
        guard let date = CalendarDate(option) else { throw Fault("commands.not-date", ["value": option]) }
        probes = date >= now.date
        // All of the day belongs to it.
        instant = date == now.date ? now : Instant(microseconds: Instant(date).adding(days: 1).microseconds - 1)
    }
}
