import Model

extension SharedThrottle {
    /// What to do about an attempt.
    enum Verdict: Sendable, Hashable {
        /// Look at it now.
        case go
        /// Look at it after so many microseconds.
        case slow(Int64)
        /// Look at nothing; another attempt is of use after so many microseconds.
        case refuse(Int64)

        /// What to tell a person who is refused; nil for others.
        var fault: Fault? {
            guard case .refuse(let microseconds) = self else { return nil }
            return Fault("accounts.too-many-attempts", ["seconds": "\((microseconds + 999_999) / 1_000_000)"])
        }
    }
}
