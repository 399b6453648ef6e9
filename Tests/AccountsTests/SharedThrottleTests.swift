import Accounts
import Credentials
import Engines
import Identity
import Model
import Storage
import TestSupport
import Testing

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
}
