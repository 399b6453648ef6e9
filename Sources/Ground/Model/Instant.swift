/// A moment, in microseconds since 1970-01-01T00:00:00Z.
public struct Instant: Sendable, Hashable, Comparable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    public var microseconds: Int64

    /// A moment by its microseconds since 1970-01-01T00:00:00Z.
    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// A moment by its seconds since 1970-01-01T00:00:00Z.
    public init(seconds: Int64) { microseconds = seconds * 1_000_000 }

    /// Midnight UTC at the start of a day.
    public init(_ date: CalendarDate) { self.init(seconds: Int64(date.daysSinceEpoch) * 86_400) }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    public var seconds: Int64 { floorDivide(microseconds, 1_000_000) }

    /// The UTC day that holds the moment.
    public var date: CalendarDate { CalendarDate(daysSinceEpoch: Int(floorDivide(seconds, 86_400))) }

    /// Earlier moments come first.
    public static func < (left: Instant, right: Instant) -> Bool { left.microseconds < right.microseconds }

    /// A moment so many days later.
    public func adding(days: Int) -> Instant { Instant(microseconds: microseconds + Int64(days) * 86_400_000_000) }

    /// Whole days from this moment to another, rounded down.
    public func days(until other: Instant) -> Int {
        Int(floorDivide(other.microseconds - microseconds, 86_400_000_000))
    }
}

extension Instant: CustomStringConvertible {
    /// RFC 3339 in UTC, to the second: `2026-11-24T02:30:00Z`.
    public var description: String {
        let second = seconds - floorDivide(seconds, 86_400) * 86_400
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(date)T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
    }

    /// Reads RFC 3339 (`2026-11-24T02:30:00Z`, fractions and offsets allowed) or a date alone (midnight UTC).
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, let date = CalendarDate(String(decoding: bytes[..<10], as: UTF8.self)) else {
            return nil
        }
        self.init(date)
        if bytes.count == 10 { return }
        func pair(_ at: Int) -> Int64? {
            guard at + 2 <= bytes.count, bytes[at..<at + 2].allSatisfy({ (0x30...0x39).contains($0) }) else {
                return nil
            }
            return Int64(bytes[at] - 0x30) * 10 + Int64(bytes[at + 1] - 0x30)
        }
        guard bytes.count >= 20, bytes[10] | 0x20 == UInt8(ascii: "t"), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"), let hour = pair(11), let minute = pair(14), let second = pair(17),
            hour < 24, minute < 60, second < 61
        else { return nil }
        microseconds += (hour * 3600 + minute * 60 + second) * 1_000_000
        var index = 19
        if bytes[index] == UInt8(ascii: ".") {
            index += 1
            var scale: Int64 = 100_000
            let start = index
            while index < bytes.count, (0x30...0x39).contains(bytes[index]) {
                microseconds += Int64(bytes[index] - 0x30) * scale
                scale /= 10
                index += 1
            }
            guard index > start else { return nil }
        }
        guard index < bytes.count else { return nil }
        if bytes[index] | 0x20 == UInt8(ascii: "z") { if index + 1 == bytes.count { return } else { return nil } }
        guard bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-"), index + 6 == bytes.count,
            bytes[index + 3] == UInt8(ascii: ":"), let hours = pair(index + 1), let minutes = pair(index + 4)
        else { return nil }
        let offset = (hours * 3600 + minutes * 60) * 1_000_000
        microseconds -= bytes[index] == UInt8(ascii: "-") ? -offset : offset
    }
}

func floorDivide(_ value: Int64, _ by: Int64) -> Int64 {
    let quotient = value / by
    return value % by < 0 ? quotient - 1 : quotient
}
