import Glibc
public import Model

/// The system's clock. Only what runs a program asks it: whatever judges or records is handed its time.
public enum SystemClock {
    /// The time now.
    public static func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }
}
