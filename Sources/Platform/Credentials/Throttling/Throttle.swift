public import Model

/// Slows guessing down without letting anybody lock somebody else out. A pure value: time is handed in, and one server
/// keeps one behind a lock.
///
/// Three things are counted, at the beginning of each attempt so that many at once gain nothing:
///
/// - what one address does to one account: beyond the rate it is refused;
/// - what one network does to all accounts: beyond the rate it is refused;
/// - what all the world does to one account: beyond a much higher rate each attempt must wait a few seconds, or, for a
///   second factor, which only those reach who know the password, it is refused.
///
/// A browser with a `DeviceCookie` for the account is counted by itself alone: whatever others do, from wherever, it
/// signs in. What remains: guesses from one's own address hold up one's *new* browser there, for as long as one interval
/// after the guessing ends.
public struct Throttle: Sendable {
    /// Somebody who tries to sign in.
    public struct Attempt: Sendable, Hashable {
        private static let nameLimit = 128

        let account: String
        let source: SourceAddress
        let device: String?

        /// An attempt.
        ///
        /// - Parameters:
        ///   - account: the name that was typed, in one case, whether there is such an account or not: of a long one, the
        ///     beginning counts.
        ///   - source: where it comes from.
        ///   - device: the browser, where it sent a cookie for this account.
        public init(account: String, source: SourceAddress, device: DeviceCookie?) {
            self.account = String(decoding: account.utf8.prefix(Self.nameLimit), as: UTF8.self)
            self.source = source
            self.device = device?.device
        }
    }

    /// What to do about an attempt.
    public enum Verdict: Sendable, Hashable {
        /// Look at the password now.
        case go
        /// Look at it after so many microseconds.
        case slow(Int64)
        /// Look at nothing; another attempt is of use after so many microseconds.
        case refuse(Int64)
    }

    /// Who is counted for an account.
    private struct Guesser: Sendable, Hashable {
        enum Origin: Sendable, Hashable {
            case source(SourceAddress), device(String)
        }

        let account: String
        let origin: Origin
    }

    private let limits: ThrottleLimits
    private var guessers: AttemptTable<Guesser>
    private var networks: AttemptTable<SourceAddress>
    private var accounts: AttemptTable<String>

    /// A throttle.
    ///
    /// - Parameters:
    ///   - limits: what is let through.
    ///   - capacity: how many addresses' dealings with accounts, networks, and accounts are remembered, of each so many;
    ///     those of the longest ago are forgotten first.
    public init(_ limits: ThrottleLimits, capacity: Int) {
        self.limits = limits
        guessers = AttemptTable(limits.guesser, overdraft: 0, capacity: capacity)
        networks = AttemptTable(limits.network, overdraft: 0, capacity: capacity)
        accounts = AttemptTable(limits.account, overdraft: limits.slowest ?? 0, capacity: capacity)
    }

    /// Counts an attempt, unless it is refused.
    ///
    /// - Parameter now: the moment, not before that of earlier calls; where it is, nobody waits longer for it than after
    ///   a burst.
    public mutating func begin(_ attempt: Attempt, at now: Instant) -> Verdict {
        let guesser = guesser(attempt)
        var wait = guessers.wait(guesser, at: now)
        guard attempt.device == nil else {
            if wait > 0 { return .refuse(wait) }
            guessers.charge(guesser, at: now)
            return .go
        }
        let network = attempt.source.network
        wait = max(wait, networks.wait(network, at: now))
        let accountWait = accounts.wait(attempt.account, at: now)
        if limits.slowest == nil { wait = max(wait, accountWait) }
        if wait > 0 { return .refuse(wait) }
        guessers.charge(guesser, at: now)
        networks.charge(network, at: now)
        accounts.charge(attempt.account, at: now)
        guard let slowest = limits.slowest, accountWait > 0 else { return .go }
        return .slow(min(accountWait, slowest))
    }

    /// Takes back what an attempt was counted for, because it was right.
    ///
    /// The guesser is forgiven everything. The network and the account are forgiven this one attempt: somebody with one
    /// good password must not clear the way for guessing at others.
    public mutating func succeed(_ attempt: Attempt, at now: Instant) {
        guessers.clear(guesser(attempt), at: now)
        guard attempt.device == nil else { return }
        networks.refund(attempt.source.network, at: now)
        accounts.refund(attempt.account, at: now)
    }

    /// How much is remembered.
    var size: (guessers: Int, networks: Int, accounts: Int) { (guessers.count, networks.count, accounts.count) }

    private func guesser(_ attempt: Attempt) -> Guesser {
        Guesser(
            account: attempt.account, origin: attempt.device.map(Guesser.Origin.device) ?? .source(attempt.source))
    }
}

extension Throttle.Verdict {
    /// What to tell a person who is refused; nil for others.
    public var fault: Fault? {
        guard case .refuse(let microseconds) = self else { return nil }
        return Fault("credentials.too-many-attempts", ["seconds": "\((microseconds + 999_999) / 1_000_000)"])
    }
}
