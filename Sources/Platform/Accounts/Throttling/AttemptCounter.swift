import BaseEncoding
import Crypto
import Model
import Storage

/// One counter of attempts: a row with the moment by which all are forgiven.
struct AttemptCounter: Sendable {
    enum Role: Sendable {
        case guesser, network, account
    }

    let role: Role
    let name: String
    /// Microseconds that one attempt costs.
    private let step: Int64
    /// Microseconds that may be owed.
    private let depth: Int64
    /// Microseconds beyond them that are still written down.
    private let slack: Int64

    /// A counter; what it is of is kept as a digest, as a name may be typed by anyone and of any length.
    init(role: Role, _ rate: AttemptRate, slack: Int64, _ what: String) {
        self.role = role
        self.slack = slack
        step = rate.interval * 1_000_000
        depth = rate.burst * step
        name = Hexadecimal.encode(Array(SHA256.hash(data: Array(what.utf8)).prefix(16)))
    }

    /// Counts an attempt.
    ///
    /// - Returns: microseconds by which the rate is exceeded; 0 or less where it is not.
    func charge(at now: Instant, _ transaction: any Transaction) throws -> Int64 {
        let start = now.microseconds
        // A clock that was set back makes no debt longer than a full one.
        let most = start + depth + slack
        let rows = try transaction.rows(
            """
            INSERT INTO attempts (name, forgiven) VALUES (\(name), \(start + step))
            ON CONFLICT (name) DO UPDATE SET forgiven = CASE
              WHEN attempts.forgiven < \(start) THEN \(start + step)
              WHEN attempts.forgiven > \(most) THEN \(most + step)
              ELSE attempts.forgiven + \(step) END
            RETURNING forgiven
            """)
        return (rows.first?.integer("forgiven") ?? 0) - start - depth
    }

    /// Takes an attempt back.
    func refund(_ transaction: any Transaction) throws {
        try transaction.execute("UPDATE attempts SET forgiven = forgiven - \(step) WHERE name = \(name)")
    }
}
