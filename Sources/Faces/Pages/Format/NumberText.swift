/// Whole numbers as people read them.
public enum NumberText {
    /// Groups of three, apart by commas: `12,345`. All three languages of ours write them so.
    public static func grouped(_ value: Int) -> String {
        let digits = String(value.magnitude)
        guard digits.count > 3 else { return String(value) }
        var text = value < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }

    /// A share in whole per cent, never rounded up to all nor down to none: 999 of 1,000 is `99%`, 1 of 1,000 `1%`.
    public static func percent(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "–" }
        if part <= 0 { return "0%" }
        if part >= whole { return "100%" }
        let rounded = Int((Double(part) * 100 / Double(whole)).rounded())
        return "\(min(99, max(1, rounded)))%"
    }

    /// A number with one decimal place and no more than it needs: `3`, `2.5`.
    static func short(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0
            ? String(tenths / 10) : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }

    /// Bytes in units of 1,024, such as `3.4 MiB`.
    public static func bytes(_ count: Int) -> String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB"]
        var value = Double(count)
        var unit = 0
        while value >= 1024, unit < units.count - 1 {
            value /= 1024
            unit += 1
        }
        return "\(unit == 0 ? String(count) : short(value)) \(units[unit])"
    }
}
