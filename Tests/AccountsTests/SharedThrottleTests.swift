import Credentials
import Engines
import Identity
import Model
import Storage
import TestSupport
import Testing

@testable import Accounts

@Suite(.onEveryEngine, .timeLimit(.minutes(15))) struct SharedThrottleTests {
    private static let now = AccountsFixture.now

    @Test func guessesFromOneAddressAreHeldBackOnAllNodesTogether() async throws {
        let fixture = try await AccountsFixture()
        try await fixture.staff()
        // Each `begin` is of another node: only the database remembers.
        for _ in 0..<5 { #expect(try await fixture.begin("tai-man", "wrong").isRefused) }
        #expect(try await fixture.begin("tai-man", "wrong").wait == 60)
        // The right password is not looked at either, and waiting helps.
        #expect(try await fixture.begin("tai-man").wait == 60)
        #expect(fixture.heard.take().last?.kind == .throttled)
        #expect(try await fixture.begin("tai-man", at: Self.now.after(60)).signedIn != nil)
        // Who was right is forgiven everything.
        #expect(try await fixture.begin("tai-man", "wrong", at: Self.now.after(60)).isRefused)
    }

    @Test func nobodyLocksSomebodyElseOut() async throws {
        let fixture = try await AccountsFixture()
        try await fixture.staff()
        let known = try #require(try await fixture.begin("tai-man").signedIn).device.text
        for _ in 0..<7 { _ = try await fixture.begin("tai-man", "wrong") }
        #expect(try await fixture.begin("tai-man").wait != nil)
        func signsIn(_ client: Client) async throws -> Bool {
            let step = try await fixture.begin("tai-man", AccountsFixture.password, client)
            return step.signedIn != nil
        }
        #expect(try await signsIn(AccountsFixture.client("198.51.100.1")))
        #expect(try await signsIn(AccountsFixture.client(cookie: known)))
        #expect(try await !signsIn(AccountsFixture.client(cookie: known.uppercased())))
    }

    @Test func manyAtOnceGainNothing() async throws {
        let fixture = try await AccountsFixture()
        try await fixture.staff()
        let looked = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask { (try? await fixture.begin("tai-man", "wrong").isRefused) ?? false }
            }
            return await group.reduce(into: 0) { if $1 { $0 += 1 } }
        }
        #expect(looked == 5, "of twenty guesses at once, five are looked at")
    }

    @Test func guessesAtTheSecondFactorAreHeldBack() async throws {
        let fixture = try await AccountsFixture()
        let (_, totp) = try await fixture.officer()
        let later = Self.now.after(60)
        func guess(_ code: String) async throws -> SignInStep {
            let token = try #require(try await fixture.begin("ditso", at: later).secondFactor)
            return try await fixture.signIns.finish(token, .totp(code), AccountsFixture.client(), at: later)
        }
        for _ in 0..<5 { #expect(try await guess("1").isRefused) }
        #expect(try await guess(AccountsFixture.code(totp, at: later)).wait == 300)
        #expect(fixture.heard.take().last?.kind == .throttled)
    }

    @Test func whatIsForgivenIsForgotten() async throws {
        let fixture = try await AccountsFixture()
        for number in 0..<20 { _ = try await fixture.begin("nobody-\(number)", "wrong") }
        #expect(try await fixture.rows("attempts") > 20)
        // One attempt in 64 takes away what is forgiven; a refused one costs no hash.
        for _ in 0..<2000 {
            _ = try await fixture.begin("nobody", "wrong", at: Self.now.after(100_000))
            if try await fixture.rows("attempts") <= 3 { break }
        }
        #expect(try await fixture.rows("attempts") <= 3)
    }

    private static let small = SharedThrottle.Limits(
        guesser: AttemptRate(burst: 2, interval: 60), network: AttemptRate(burst: 4, interval: 5),
        account: AttemptRate(burst: 3, interval: 10), slowest: 10)

    private static func attempt(
        _ account: String, from address: String, network: String = "192.0.2.0/24", device: String? = nil
    ) -> SharedThrottle.Attempt {
        SharedThrottle.Attempt(
            account: account, client: Client(address: address, network: network, agent: ""), device: device)
    }

    @Test func oneNetworkHasSoManyGuessesAtAllAccounts() async throws {
        let throttle = SharedThrottle(try await AccountsFixture().context, Self.small, use: "test")
        for number in 0..<4 {
            let guess = Self.attempt("\(number)", from: "192.0.2.\(number)")
            #expect(try await throttle.begin(guess, at: Self.now) == .go)
        }
        let more = Self.attempt("x", from: "192.0.2.9")
        #expect(try await throttle.begin(more, at: Self.now) == .refuse(5_000_000))
        #expect(try await throttle.begin(more, at: Self.now.after(5)) == .go)
        let next = Self.attempt("x", from: "192.0.3.1", network: "192.0.3.0/24")
        #expect(try await throttle.begin(next, at: Self.now.after(5)) == .go)
    }

    /// The whole world guesses at one account: its owner is slowed down on a new browser, and not on a known one.
    @Test func theWorldCannotLockAnybodyOut() async throws {
        let throttle = SharedThrottle(try await AccountsFixture().context, Self.small, use: "test")
        for number in 0..<20 {
            let guess = Self.attempt("chan", from: "10.0.\(number).1", network: "10.0.\(number).0/24")
            switch try await throttle.begin(guess, at: Self.now) {
            case .go: #expect(number < 3)
            case .slow(let wait): #expect(number >= 3 && wait <= 10_000_000)
            case .refuse: Issue.record("a network of its own was refused")
            }
        }
        #expect(try await throttle.begin(Self.attempt("chan", from: "192.0.2.1"), at: Self.now) == .slow(10_000_000))
        let known = Self.attempt("chan", from: "192.0.2.1", device: "d1")
        #expect(try await throttle.begin(known, at: Self.now) == .go)
        #expect(try await throttle.begin(Self.attempt("lee", from: "192.0.2.1"), at: Self.now) == .go)
    }

    @Test func beingRightForgivesTheGuesserAndNobodyElse() async throws {
        let throttle = SharedThrottle(try await AccountsFixture().context, Self.small, use: "test")
        let own = Self.attempt("own", from: "192.0.2.1")
        // A good password every other time does not clear the way for guessing at others: the network's four end.
        var guesses = 0
        for number in 0..<10 {
            if try await throttle.begin(own, at: Self.now) == .go { try await throttle.succeed(own, at: Self.now) }
            let other = Self.attempt("victim \(number)", from: "192.0.2.1")
            if try await throttle.begin(other, at: Self.now) == .go { guesses += 1 }
        }
        #expect(guesses == 4)
    }

    @Test func aClockThatIsSetBackLocksNobodyOut() async throws {
        let throttle = SharedThrottle(try await AccountsFixture().context, Self.small, use: "test")
        let guess = Self.attempt("chan", from: "192.0.2.1", device: "d1")
        for _ in 0..<2 { _ = try await throttle.begin(guess, at: Self.now.after(1_000_000)) }
        guard case .refuse(let wait) = try await throttle.begin(guess, at: Self.now) else {
            Issue.record("a full debt is refused")
            return
        }
        #expect(wait <= 60_000_000)
        #expect(try await throttle.begin(guess, at: Self.now.after(1_000_060)) == .go)
    }

    @Test func aRefusalIsAFaultThatSaysWhenToComeBack() {
        typealias Verdict = SharedThrottle.Verdict
        #expect(Verdict.refuse(59_000_001).fault?.message.description == "accounts.too-many-attempts seconds=60")
        #expect(Verdict.refuse(1).fault?.message.arguments == ["seconds": "1"])
        #expect(Verdict.go.fault == nil && Verdict.slow(5).fault == nil)
    }
}
