/// Dates in Chinese figures, such as 一九八〇年一月三十一日.
enum ChineseDate {
    /// - Parameter start: where the first figure of the year stands.
    static func match(_ view: ByteView, at start: Int) -> (year: Int, month: Int, day: Int, end: Int)? {
        var index = start
        var year = 0
        for _ in 0..<4 {
            guard let figure = figure(view, index), figure < 10 else { return nil }
            year = year * 10 + figure
            index &+= 3
        }
        // 年, 月, then 日 or 號
        guard view.holds(0xE5, 0xB9, 0xB4, at: index), let month = number(view, index &+ 3),
            view.holds(0xE6, 0x9C, 0x88, at: month.end), let day = number(view, month.end &+ 3),
            view.holds(0xE6, 0x97, 0xA5, at: day.end) || view.holds(0xE8, 0x99, 0x9F, at: day.end)
        else { return nil }
        return (year, month.value, day.value, day.end &+ 3)
    }

    /// A number below a hundred: 三, 十, 十三, 三十, 三十一, 廿三.
    private static func number(_ view: ByteView, _ start: Int) -> (value: Int, end: Int)? {
        var index = start
        var tens = 0
        var ones: Int?
        while let figure = figure(view, index), index &- start < 9 {
            switch figure {
            case 20...: tens = figure
            case 10:
                tens = (ones ?? 1) * 10
                ones = nil
            default: ones = figure
            }
            index &+= 3
        }
        return index > start ? (tens + (ones ?? 0), index) : nil
    }

    /// The value of a figure, 十 being 10 and 廿 20.
    private static func figure(_ view: ByteView, _ index: Int) -> Int? {
        let character = Int(view[index]) << 16 | Int(view[index &+ 1]) << 8 | Int(view[index &+ 2])
        return figures.firstIndex(of: character).map { values[$0] }
    }

    private static let characters = Array("〇零○一二三四五六七八九十廿".unicodeScalars)
    private static let values = [0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20]
    private static let figures = characters.map { Array(String($0).utf8).reduce(0) { $0 << 8 | Int($1) } }
}
