import Model

/// Days and moments as each language writes them.
enum DayText {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `26 Nov 2026`, `2026年11月26日`.
    static func day(_ date: CalendarDate, in language: Language) -> String {
        let (year, month, day) = date.parts
        return switch language {
        case .english: "\(day) \(months[month - 1]) \(year)"
        case .traditionalChinese, .simplifiedChinese: "\(year)年\(month)月\(day)日"
        }
    }

    /// `Nov`, `11月`: for the axis of a chart.
    static func month(_ date: CalendarDate, in language: Language) -> String {
        let month = date.parts.month
        return language == .english ? months[month - 1] : "\(month)月"
    }

    /// `26 Nov 2026, 14:05`, `2026年11月26日 14:05`, so many minutes ahead of UTC.
    static func moment(_ instant: Instant, in language: Language, zoneMinutes: Int) -> String {
        let local = Instant(seconds: instant.seconds + Int64(zoneMinutes) * 60)
        let minute = Int(local.seconds - Instant(local.date).seconds) / 60
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
        let time = "\(two(minute / 60)):\(two(minute % 60))"
        return "\(day(local.date, in: language))\(language == .english ? ", " : " ")\(time)"
    }
}
