/// What the world's numbering plan says of a number: its country code (ITU-T E.164), and how long it may be with it.
struct CallingPlan {
    let code: Int
    let shortest: Int
    let longest: Int

    /// Nil where the digits begin with no code that is given out.
    init?(_ digits: some Collection<UInt8>) {
        var value = 0
        for byte in digits.prefix(3) {
            value = value * 10 + byte.digit
            guard let national = Self.national(value) else { continue }
            let length = String(value).utf8.count
            (code, shortest, longest) = (value, length + national.lowerBound, length + national.upperBound)
            return
        }
        return nil
    }

    /// How many digits follow a code; nil where it is none.
    private static func national(_ code: Int) -> ClosedRange<Int>? {
        switch code {
        case 1, 7, 91, 92, 977: 10...10
        case 65, 852, 853, 45, 47: 8...8
        case 33, 34, 61, 31, 32, 41, 66, 84: 8...9
        case 44: 9...10
        case 60, 82, 81, 90, 886, 64: 8...10
        case 63: 8...10
        case 86: 9...11
        case 49, 39, 43, 62: 7...12
        // Other codes of two digits, then those of three by their zones.
        case 20, 27, 30, 36, 40, 46, 48, 51...58, 93...95, 98: 7...11
        case 210...269, 290...299, 350...359, 370...389, 420...423, 500...509, 590...599, 670...692, 800, 808, 850,
            855, 856, 870, 880...883, 888, 960...968, 970...976, 979, 992...996, 998:
            7...11
        default: nil
        }
    }
}
