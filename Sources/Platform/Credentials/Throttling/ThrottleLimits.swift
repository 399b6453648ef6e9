/// What a `Throttle` lets through.
public struct ThrottleLimits: Sendable, Hashable {
    /// Of one address, or one known browser, for one account.
    public let guesser: AttemptRate
    /// Of one network for all accounts.
    public let network: AttemptRate
    /// Of all the world for one account.
    public let account: AttemptRate
    /// The most microseconds that an attempt waits where an account's rate is exceeded; nil where it is refused.
    let slowest: Int64?

    /// Limits.
    ///
    /// - Parameter slowest: the most seconds that an attempt waits where an account's rate is exceeded; nil where it is
    ///   refused, which only suits what strangers cannot reach.
    public init(guesser: AttemptRate, network: AttemptRate, account: AttemptRate, slowest: Int64?) {
        self.guesser = guesser
        self.network = network
        self.account = account
        self.slowest = slowest.map { $0 * 1_000_000 }
    }

    /// For passwords: 5 at once and one a minute from one address, 100 and one in 5 seconds from one network, and
    /// beyond 50 and one in 10 seconds for one account a wait of up to 10 seconds.
    public static let passwords = ThrottleLimits(
        guesser: AttemptRate(burst: 5, interval: 60), network: AttemptRate(burst: 100, interval: 5),
        account: AttemptRate(burst: 50, interval: 10), slowest: 10)

    /// For codes of six digits, which only those are asked for who know the password: at most 116 a day for one account
    /// from browsers that are not known, so that finding one takes some eight years.
    public static let secondFactors = ThrottleLimits(
        guesser: AttemptRate(burst: 5, interval: 300), network: AttemptRate(burst: 100, interval: 5),
        account: AttemptRate(burst: 20, interval: 900), slowest: nil)
}
