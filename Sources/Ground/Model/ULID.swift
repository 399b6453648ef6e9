/// A universally unique, lexicographically sortable identifier: 48 bits of time, 80 bits of chance.
public struct ULID: Sendable, Hashable, CustomStringConvertible {
    private let time: UInt64
    private let high: UInt16
    private let low: UInt64

    /// An identifier of a moment.
    ///
    /// - Parameters:
    ///   - instant: its time, kept to the millisecond; moments before 1970 count as 1970.
    ///   - generator: where its chance comes from.
    public init(_ instant: Instant, using generator: inout some RandomNumberGenerator) {
        time = UInt64(max(0, instant.microseconds / 1000)) & 0xFFFF_FFFF_FFFF
        high = UInt16.random(in: .min ... .max, using: &generator)
        low = UInt64.random(in: .min ... .max, using: &generator)
    }

    /// An identifier of a moment, by the system's own randomness.
    public init(_ instant: Instant) {
        var generator = SystemRandomNumberGenerator()
        self.init(instant, using: &generator)
    }

    /// 26 characters of Crockford's base 32.
    public var description: String {
        let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
        let upper = time << 16 | UInt64(high)
        var text: [UInt8] = []
        for shift in stride(from: 125, through: 0, by: -5) {
            let digit: UInt64 =
                if shift >= 64 {
                    upper >> UInt64(shift - 64)
                } else if shift + 5 <= 64 {
                    low >> UInt64(shift)
                } else {
                    low >> UInt64(shift) | upper << UInt64(64 - shift)
                }
            text.append(alphabet[Int(digit & 31)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
