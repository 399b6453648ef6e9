import Glibc

/// A moment after which nothing is waited for, on a clock that nobody sets.
struct Deadline: Sendable {
    private let nanoseconds: Int64

    /// A moment so many milliseconds from now, or an earlier one that bounds it.
    init(milliseconds: Int, notAfter other: Deadline? = nil) {
        let own = Self.now() + Int64(milliseconds) * 1_000_000
        nanoseconds = min(own, other?.nanoseconds ?? own)
    }

    /// Milliseconds that are left.
    var milliseconds: Int { max(0, Int((nanoseconds - Self.now() + 999_999) / 1_000_000)) }

    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
