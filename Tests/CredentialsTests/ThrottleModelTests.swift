import Model
import Testing

@testable import Credentials

/// The throttle against a slow one that remembers everything, over every short history and many long ones.
@Suite(.timeLimit(.minutes(10))) struct ThrottleModelTests {
    private static let limits = ThrottleLimits(
        guesser: AttemptRate(burst: 2, interval: 4), network: AttemptRate(burst: 4, interval: 2),
        account: AttemptRate(burst: 5, interval: 1), slowest: 3)
    private static let strict = ThrottleLimits(
        guesser: AttemptRate(burst: 2, interval: 4), network: AttemptRate(burst: 4, interval: 2),
        account: AttemptRate(burst: 3, interval: 3), slowest: nil)

    /// What can happen: somebody tries, is right, or a second goes by.
    private enum Event: Hashable {
        case tries(account: Int, address: Int, known: Bool)
        case isRight(account: Int, address: Int, known: Bool)
        case second
    }

    private static let events: [Event] = [
        .tries(account: 0, address: 0, known: false), .tries(account: 0, address: 1, known: false),
        .tries(account: 0, address: 2, known: false), .tries(account: 1, address: 0, known: false),
        .tries(account: 0, address: 0, known: true), .isRight(account: 0, address: 0, known: false), .second,
    ]

    /// Buckets that leak drop by drop, a tick of a second at a time, in whole numbers.
    private struct Model {
        let limits: ThrottleLimits
        /// Seconds of debt by name.
        var debts: [String: Int64] = [:]

        func wait(_ name: String, _ rate: AttemptRate) -> Int64 {
            max(0, debts[name, default: 0] + rate.interval - rate.burst * rate.interval)
        }

        mutating func charge(_ name: String, _ rate: AttemptRate, most: Int64) {
            let debt = debts[name, default: 0]
            debts[name] = min(debt + rate.interval, rate.burst * rate.interval + most)
        }

        mutating func apply(_ event: Event) -> Throttle.Verdict? {
            switch event {
            case .second:
                debts = debts.mapValues { max(0, $0 - 1) }
                return nil
            case .tries(let account, let address, let known):
                let own = known ? "browser of \(account)" : "\(account) from \(address)"
                var wait = wait(own, limits.guesser)
                // The first two addresses are of one network.
                let network = "network \(address / 2)"
                let all = "account \(account)"
                let slow = self.wait(all, limits.account)
                if !known {
                    wait = max(wait, self.wait(network, limits.network))
                    if limits.slowest == nil { wait = max(wait, slow) }
                }
                if wait > 0 { return .refuse(wait * 1_000_000) }
                charge(own, limits.guesser, most: 0)
                if known { return .go }
                charge(network, limits.network, most: 0)
                charge(all, limits.account, most: (limits.slowest ?? 0) / 1_000_000)
                guard let slowest = limits.slowest, slow > 0 else { return .go }
                return .slow(min(slow * 1_000_000, slowest))
            case .isRight(let account, let address, let known):
                debts[known ? "browser of \(account)" : "\(account) from \(address)"] = nil
                guard !known else { return nil }
                for (name, rate) in [
                    ("network \(address / 2)", limits.network), ("account \(account)", limits.account),
                ] {
                    debts[name] = debts[name].map { max(0, $0 - rate.interval) }
                }
                return nil
            }
        }
    }

    private struct Pair {
        var throttle: Throttle
        var model: Model
        var now = noon

        init(_ limits: ThrottleLimits, capacity: Int = 100) {
            throttle = Throttle(limits, capacity: capacity)
            model = Model(limits: limits)
        }

        mutating func apply(_ event: Event) -> (Throttle.Verdict?, Throttle.Verdict?) {
            let expected = model.apply(event)
            switch event {
            case .second:
                now = now + 1
                return (nil, expected)
            case .tries(let account, let address, let known):
                return (throttle.begin(ThrottleModelTests.attempt(account, address, known), at: now), expected)
            case .isRight(let account, let address, let known):
                throttle.succeed(ThrottleModelTests.attempt(account, address, known), at: now)
                return (nil, expected)
            }
        }
    }

    private static let sources = ["192.0.2.1", "192.0.2.2", "198.51.100.1"].compactMap { SourceAddress($0) }
    private static let cookies: [DeviceCookie] = (0..<2).map { account in
        var generator = SeededGenerator(seed: UInt64(account))
        return DeviceCookie(account: "\(account)", key: Secret([1]), at: noon, using: &generator)
    }

    private static func attempt(_ account: Int, _ address: Int, _ known: Bool) -> Throttle.Attempt {
        Throttle.Attempt(account: "\(account)", source: sources[address], device: known ? cookies[account] : nil)
    }

    @Test(arguments: [true, false])
    func agreesOverEveryHistoryOfSixEvents(isStrict: Bool) {
        var histories = 0
        var wrong = 0
        func explore(_ pair: Pair, _ depth: Int) {
            guard depth > 0 else {
                histories += 1
                return
            }
            for event in Self.events {
                var next = pair
                let (verdict, expected) = next.apply(event)
                if verdict != expected { wrong += 1 }
                explore(next, depth - 1)
            }
        }
        explore(Pair(isStrict ? Self.strict : Self.limits), 6)
        #expect(histories == 117_649 && wrong == 0)
    }

    @Test func agreesOverLongHistories() {
        var generator = SeededGenerator(seed: 8)
        for round in 0..<100 {
            var pair = Pair(round % 2 == 0 ? Self.limits : Self.strict)
            for _ in 0..<500 {
                let account = Int.random(in: 0...1, using: &generator)
                let address = Int.random(in: 0...2, using: &generator)
                let known = Int.random(in: 0...4, using: &generator) == 0
                let event: Event =
                    switch Int.random(in: 0...9, using: &generator) {
                    case 0...2: .second
                    case 3: .isRight(account: account, address: address, known: known)
                    default: .tries(account: account, address: address, known: known)
                    }
                let (verdict, expected) = pair.apply(event)
                #expect(verdict == expected)
            }
        }
    }

    /// Whatever strangers do, from wherever, for however long: a known browser is never told anything but "go".
    @Test func noHistoryOfOthersTouchesAKnownBrowser() {
        var generator = SeededGenerator(seed: 9)
        for _ in 0..<200 {
            var pair = Pair(Self.strict)
            for _ in 0..<100 {
                let known = Int.random(in: 0...3, using: &generator) == 0
                _ = pair.apply(
                    .tries(
                        account: known ? 1 : Int.random(in: 0...1, using: &generator),
                        address: Int.random(in: 0...2, using: &generator), known: known))
                if Bool.random(using: &generator) { _ = pair.apply(.second) }
            }
            var throttle = pair.throttle
            #expect(throttle.begin(Self.attempt(0, 0, true), at: pair.now) == .go)
        }
    }

    /// The table that forgets, against a list.
    @Test func forgetsWhatWasNotTouchedForLongest() {
        var generator = SeededGenerator(seed: 10)
        for capacity in 1...6 {
            var table = RecentEntries<Int, Int>(capacity: capacity)
            var list: [(key: Int, value: Int)] = []
            for value in 0..<2000 {
                let key = Int.random(in: 0...9, using: &generator)
                table.set(value, for: key)
                list.removeAll { $0.key == key }
                list.append((key, value))
                if list.count > capacity { list.removeFirst() }
                #expect(table.count == list.count)
                for key in 0...9 where table[key] != list.first(where: { $0.key == key })?.value {
                    Issue.record("\(key) after \(value) in \(capacity)")
                }
            }
        }
    }
}
