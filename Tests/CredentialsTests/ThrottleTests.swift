import Model
import Testing

@testable import Credentials

@Suite(.timeLimit(.minutes(10))) struct ThrottleTests {
    private static let key = Secret([UInt8](repeating: 3, count: 32))

    private func attempt(_ account: String, from address: String, known: Bool = false) throws -> Throttle.Attempt {
        var generator = SeededGenerator(seed: 1)
        let cookie = DeviceCookie(account: account, key: Self.key, at: noon, using: &generator)
        return Throttle.Attempt(
            account: account, source: try #require(SourceAddress(address)), device: known ? cookie : nil)
    }

    @Test func oneAddressGuessesAtOneAccountFiveTimesAndThenOnceAMinute() throws {
        var throttle = Throttle(.passwords, capacity: 100)
        let guess = try attempt("chan", from: "192.0.2.1")
        #expect((0..<6).map { _ in throttle.begin(guess, at: noon) } == [.go, .go, .go, .go, .go, .refuse(60_000_000)])
        #expect(throttle.begin(guess, at: noon + 59) == .refuse(1_000_000))
        #expect(throttle.begin(guess, at: noon + 60) == .go)
        #expect(throttle.begin(guess, at: noon + 60) == .refuse(60_000_000))
        // In a day of trying all the time.
        var hits = 0
        for second in 0..<86_400 where throttle.begin(guess, at: noon + 61 + Int64(second)) == .go { hits += 1 }
        #expect(hits == 1440)
    }

    @Test func aRefusalIsAFaultThatSaysWhenToComeBack() throws {
        #expect(Throttle.Verdict.refuse(59_000_001).fault?.message.arguments == ["seconds": "60"])
        #expect(Throttle.Verdict.refuse(1).fault?.message.description == "credentials.too-many-attempts seconds=1")
        #expect(Throttle.Verdict.go.fault == nil && Throttle.Verdict.slow(5).fault == nil)
    }

    @Test func oneNetworkGuessesAtAllAccountsAHundredTimes() throws {
        var throttle = Throttle(.passwords, capacity: 1000)
        var verdicts: [Throttle.Verdict] = []
        for index in 0..<110 {
            verdicts.append(throttle.begin(try attempt("\(index)", from: "192.0.2.\(index)"), at: noon))
        }
        #expect(verdicts.prefix(100).allSatisfy { $0 == .go })
        #expect(verdicts.dropFirst(100).allSatisfy { $0 == .refuse(5_000_000) })
        #expect(throttle.begin(try attempt("x", from: "192.0.3.1"), at: noon) == .go, "the next network")
        #expect(throttle.size.accounts == 101, "what is refused is not remembered")
    }

    /// Ten thousand addresses guess at one account: its owner signs in at once on a known browser, and within ten
    /// seconds on a new one.
    @Test func theWorldCannotLockAnybodyOut() throws {
        var throttle = Throttle(.passwords, capacity: 1 << 16)
        for index in 0..<10_000 {
            let address = "10.\(index / 250).\(index % 250).1"
            let verdict = throttle.begin(try attempt("chan", from: address), at: noon + Int64(index / 100))
            switch verdict {
            case .go: #expect(index < 60)
            case .slow(let wait): #expect(wait > 0 && wait <= 10_000_000)
            case .refuse: Issue.record("\(address) was refused")
            }
        }
        let now = noon + 100
        #expect(throttle.begin(try attempt("chan", from: "192.0.2.1", known: true), at: now) == .go)
        #expect(throttle.begin(try attempt("chan", from: "192.0.2.1"), at: now) == .slow(10_000_000))
        #expect(throttle.begin(try attempt("lee", from: "192.0.2.1"), at: now) == .go)
        // And it is over soon: the debt is never more than the longest wait.
        #expect(throttle.begin(try attempt("chan", from: "192.0.4.1"), at: now + 20) == .go)
    }

    @Test func aKnownBrowserIsCountedByItselfAlone() throws {
        var throttle = Throttle(.passwords, capacity: 1000)
        for index in 0..<200 { _ = throttle.begin(try attempt("\(index)", from: "192.0.2.1"), at: noon) }
        for _ in 0..<9 { _ = throttle.begin(try attempt("chan", from: "192.0.2.1"), at: noon) }
        #expect(throttle.begin(try attempt("chan", from: "192.0.2.1"), at: noon) == .refuse(5_000_000))
        let known = try attempt("chan", from: "192.0.2.1", known: true)
        #expect((0..<6).map { _ in throttle.begin(known, at: noon) } == [.go, .go, .go, .go, .go, .refuse(60_000_000)])
        // It costs the network and the account nothing.
        var empty = Throttle(.passwords, capacity: 10)
        _ = empty.begin(known, at: noon)
        #expect(empty.size == (1, 0, 0))
    }

    @Test func whoKnowsThePasswordStillCannotGuessTheCode() throws {
        var throttle = Throttle(.secondFactors, capacity: 1 << 16)
        var hits = 0
        for second in 0..<Int64(86_400) {
            let address = "10.\(second / 65_536).\(second / 256 % 256).\(second % 256)"
            if throttle.begin(try attempt("chan", from: address), at: noon + second) == .go { hits += 1 }
        }
        #expect(hits == 20 + 86_400 / 900 - 1)
        #expect(throttle.begin(try attempt("chan", from: "192.0.2.1", known: true), at: noon + 86_400) == .go)
    }

    @Test func beingRightForgivesTheGuesserAndNobodyElse() throws {
        var throttle = Throttle(.passwords, capacity: 1000)
        let own = try attempt("own", from: "192.0.2.1")
        // A good password every fifth time does not clear the way for guessing at others: the network's hundred ends.
        var guesses = 0
        for index in 0..<1000 {
            if index % 5 == 0, throttle.begin(own, at: noon) == .go { throttle.succeed(own, at: noon) }
            if throttle.begin(try attempt("victim \(index)", from: "192.0.2.1"), at: noon) == .go { guesses += 1 }
        }
        #expect(guesses == 100)
        // A slip of the finger four times, then right: nothing is held against the person.
        var other = Throttle(.passwords, capacity: 1000)
        for _ in 0..<12 {
            for _ in 0..<5 { #expect(other.begin(own, at: noon) == .go) }
            other.succeed(own, at: noon)
        }
        #expect(throttle.begin(own, at: noon) == .refuse(5_000_000))
    }

    @Test func aDepartmentBehindOneAddressSignsIn() throws {
        var throttle = Throttle(.passwords, capacity: 10_000)
        for index in 0..<5000 {
            let person = try attempt("person \(index)", from: "192.0.2.1")
            #expect(throttle.begin(person, at: noon) == .go)
            throttle.succeed(person, at: noon)
        }
    }

    @Test func aClockThatIsSetBackLocksNobodyOut() throws {
        var throttle = Throttle(.passwords, capacity: 10)
        let guess = try attempt("chan", from: "192.0.2.1")
        for _ in 0..<5 { _ = throttle.begin(guess, at: noon + 1_000_000) }
        #expect(throttle.begin(guess, at: noon) == .refuse(60_000_000))
        #expect(throttle.begin(guess, at: noon + 60) == .refuse(60_000_000), "unread since, still a full debt")
        #expect(throttle.begin(guess, at: noon + 1_000_060) == .go)
    }

    @Test func memoryIsBoundedAndTheOldestIsForgotten() throws {
        var throttle = Throttle(.passwords, capacity: 8)
        for index in 0..<1000 {
            _ = throttle.begin(try attempt("\(index)", from: "10.0.\(index % 250).1"), at: noon)
            #expect(throttle.size.guessers <= 8 && throttle.size.networks <= 8 && throttle.size.accounts <= 8)
        }
        let long = try attempt(String(repeating: "a", count: 1 << 20), from: "192.0.2.1")
        #expect(long.account.utf8.count == 128)
        #expect(long == (try attempt(String(repeating: "a", count: 129), from: "192.0.2.1")))
    }
}

@Suite(.timeLimit(.minutes(10))) struct SourceAddressTests {
    @Test func cutsAddressesToWhatOnePartyHolds() throws {
        #expect(SourceAddress("2001:db8::1") == SourceAddress("2001:DB8:0:0:ffff:ffff:ffff:ffff"))
        #expect(SourceAddress("2001:db8::1") != SourceAddress("2001:db8:0:1::1"))
        #expect(SourceAddress("2001:db8::1")?.network == SourceAddress("2001:db8:0:ffff::")?.network)
        #expect(SourceAddress("2001:db8::1")?.network != SourceAddress("2001:db8:1::1")?.network)
        #expect(SourceAddress("192.0.2.1") != SourceAddress("192.0.2.2"))
        #expect(SourceAddress("192.0.2.1")?.network == SourceAddress("192.0.2.254")?.network)
        #expect(SourceAddress("192.0.2.1")?.network != SourceAddress("192.0.3.1")?.network)
        #expect(SourceAddress("::ffff:192.0.2.1") == SourceAddress("192.0.2.1"))
        #expect(SourceAddress("fe80::1%eth0") == SourceAddress("fe80::1"))
        #expect(SourceAddress("::") != SourceAddress("0.0.0.0"), "families are apart")
        for text in ["", "localhost", "1.2.3", "1.2.3.256", "01.2.3.4", "1.2.3.4:80", "[::1]", "::1::", "1.2.3.4 "] {
            #expect(SourceAddress(text) == nil, "\(text)")
        }
    }
}
