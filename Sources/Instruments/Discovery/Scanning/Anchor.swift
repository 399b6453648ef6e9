/// A place where something sensitive may be: found fast, looked at closely afterwards.
struct Anchor {
    enum Kind: UInt8 {
        /// At least three ASCII digits.
        case digits
        /// An at sign.
        case at
        /// At least three full-width digits.
        case wideDigits
        /// The second slash of a short date, before a year of two digits: `/3/80`.
        case slash
    }

    var start: Int
    var end: Int
    var kind: Kind
}
