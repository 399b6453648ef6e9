import Model
import Storage

/// Slows guessing down without letting anybody lock somebody else out, for all nodes together (docs/decisions/0004).
///
/// Three things are counted in the database: what one address does to one account, what one network does to all
/// accounts, and what all the world does to one account. A browser with a `DeviceCookie` for the account is counted by
/// itself alone: whatever others do, from wherever, it signs in.
///
/// Each key has one moment, by which all that it did would be forgiven (generic cell rate algorithm). An attempt is
/// counted when it begins, by statements that wait for each other, so that many at once gain nothing on any node.
public struct SharedThrottle: Sendable {
    /// What is let through.
    public struct Limits: Sendable, Hashable {
        /// Of one address, or one known browser, for one account.
        public var guesser: AttemptRate
        /// Of one network for all accounts.
        public var network: AttemptRate
        /// Of all the world for one account.
        public var account: AttemptRate
        /// The most seconds that an attempt waits where an account's rate is exceeded; nil where it is refused.
        public var slowest: Int64?

        /// Limits.
        public init(guesser: AttemptRate, network: AttemptRate, account: AttemptRate, slowest: Int64?) {
            self.guesser = guesser
            self.network = network
            self.account = account
            self.slowest = slowest
        }

        /// For passwords: 5 at once and one a minute from one address, 100 and one in 5 seconds from one network, and
        /// beyond 50 and one in 10 seconds for one account a wait of up to 10 seconds.
        public static let passwords = Limits(
            guesser: AttemptRate(burst: 5, interval: 60), network: AttemptRate(burst: 100, interval: 5),
            account: AttemptRate(burst: 50, interval: 10), slowest: 10)

        /// For codes of six digits, which only those are asked for who know the password: at most 116 a day for one
        /// account from browsers that are not known, so that finding one takes some eight years.
        public static let secondFactors = Limits(
            guesser: AttemptRate(burst: 5, interval: 300), network: AttemptRate(burst: 100, interval: 5),
            account: AttemptRate(burst: 20, interval: 900), slowest: nil)

        /// For answers of providers, each of which has us ask the provider: the "account" is the provider, and a rush
        /// on it slows its answers down. What was right is forgiven, so that a whole house may sign in behind one
        /// address.
        public static let providers = Limits(
            guesser: AttemptRate(burst: 60, interval: 2), network: AttemptRate(burst: 200, interval: 1),
            account: AttemptRate(burst: 2000, interval: 1), slowest: 5)
    }

    /// Somebody who tries.
    struct Attempt: Sendable {
        /// The fingerprint of the account's name, whether there is such an account or not; of a provider, its address.
        let account: String
        let client: Client
        /// The browser, where it signed in before.
        let device: String?
    }

    /// How many rows are kept; those that are forgiven first go first.
    private static let capacity: Int64 = 100_000
    /// One attempt in so many looks whether rows can go.
    private static let pruning = 64

    private let context: AccountContext
    private let limits: Limits
    private let use: StaticString

    /// A throttle for one use.
    init(_ context: AccountContext, _ limits: Limits, use: StaticString) {
        self.context = context
        self.limits = limits
        self.use = use
    }

    /// Counts an attempt, unless it is refused.
    func begin(_ attempt: Attempt, at now: Instant) async throws -> Verdict {
        let counters = counters(attempt)
        let limits = limits
        let prunes = Int.random(in: 0..<Self.pruning) == 0
        return try await context.database.write { transaction in
            if prunes { try Self.prune(at: now, transaction) }
            var refused: Int64 = 0
            var slow: Int64 = 0
            for counter in counters {
                let excess = try counter.charge(at: now, transaction)
                if excess <= 0 { continue }
                if counter.role == .account, let slowest = limits.slowest {
                    slow = min(excess, slowest * 1_000_000)
                } else {
                    refused = max(refused, excess)
                }
            }
            guard refused == 0 else {
                for counter in counters { try counter.refund(transaction) }
                return .refuse(refused)
            }
            return slow > 0 ? .slow(slow) : .go
        }
    }

    /// Takes back what a right attempt was counted for: the guesser is forgiven everything, network and account this one
    /// attempt.
    func succeed(_ attempt: Attempt, at now: Instant) async throws {
        let counters = counters(attempt)
        try await context.database.write { transaction in
            for counter in counters {
                if counter.role == .guesser {
                    try transaction.execute("DELETE FROM attempts WHERE name = \(counter.name)")
                } else {
                    try counter.refund(transaction)
                }
            }
        }
    }

    /// In the order of their names, in which every node locks them.
    private func counters(_ attempt: Attempt) -> [AttemptCounter] {
        let origin = attempt.device.map { "device \($0)" } ?? "address \(attempt.client.address)"
        var counters = [
            AttemptCounter(role: .guesser, limits.guesser, slack: 0, "\(use) \(attempt.account) \(origin)")
        ]
        if attempt.device == nil {
            counters += [
                AttemptCounter(role: .network, limits.network, slack: 0, "\(use) network \(attempt.client.network)"),
                AttemptCounter(
                    role: .account, limits.account, slack: (limits.slowest ?? 0) * 1_000_000,
                    "\(use) account \(attempt.account)"),
            ]
        }
        return counters.sorted { $0.name < $1.name }
    }

    private static func prune(at now: Instant, _ transaction: any Transaction) throws {
        try transaction.execute("DELETE FROM attempts WHERE forgiven <= \(now.microseconds)")
        let count = try transaction.rows("SELECT COUNT(*) AS n FROM attempts").first?.integer("n") ?? 0
        guard count > capacity else { return }
        try transaction.execute(
            """
            DELETE FROM attempts WHERE name IN (
              SELECT name FROM attempts ORDER BY forgiven, name LIMIT \(count - capacity))
            """)
    }
}
