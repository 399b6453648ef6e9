import Model

/// Reads UTCTime and GeneralizedTime, also in the forms that RFC 5280 forbids and issuers have used.
enum CertificateTime {
    /// The moment; nil where it is none.
    static func instant(_ node: DERNode) -> Instant? {
        let text = node.text
        if node.has(DERNode.Tag.utcTime) {
            guard let year = Int(text.prefix(2)) else { return nil }
            return instant(year: year < 50 ? 2000 + year : 1900 + year, rest: text.dropFirst(2))
        }
        guard node.has(DERNode.Tag.generalizedTime), let year = Int(text.prefix(4)) else { return nil }
        return instant(year: year, rest: text.dropFirst(4))
    }

    private static func instant(year: Int, rest: Substring) -> Instant? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard digits.count >= 8 else { return nil }
        func pair(_ at: Int) -> String { String(digits.dropFirst(at).prefix(2)) }
        let seconds = digits.count >= 10 ? pair(8) : "00"
        let zone = rest.dropFirst(digits.count).drop { $0 == "." || ($0.isASCII && $0.isNumber) }
        let offset = zone.count == 5 ? "\(zone.prefix(3)):\(zone.suffix(2))" : "Z"
        let padded = String(repeating: "0", count: max(0, 4 - String(year).count)) + String(year)
        return Instant("\(padded)-\(pair(0))-\(pair(2))T\(pair(4)):\(pair(6)):\(seconds)\(offset)")
    }
}
