import Model

/// A number of a sheet as a person sees it: whole numbers without exponents, dates as dates.
enum CellNumber {
    static func shown(_ cell: [UInt8], isDate: Bool, datesFrom1904: Bool) -> [UInt8] {
        guard isDate || cell.contains(0x45) || cell.contains(0x65) || cell.contains(0x2E), cell.count <= 40,
            let value = Double(String(decoding: cell, as: UTF8.self)), value.isFinite
        else { return cell }
        if isDate, value >= 1, value < 2_958_466 {
            // Day 60 of the first calendar is 29 February 1900, which never was: the days before it are one off.
            let day = Int(value)
            let offset = datesFrom1904 ? 24_107 : day < 60 ? 25_568 : 25_569
            return Array(CalendarDate(daysSinceEpoch: day - offset).description.utf8)
        }
        guard value.magnitude < 1e18, value == value.rounded(), let whole = Int64(exactly: value) else { return cell }
        return Array(String(whole).utf8)
    }
}
