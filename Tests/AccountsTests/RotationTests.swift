import Accounts
import Credentials
import Engines
import Model
import Testing

/// What was given out before the server's keys were rotated holds as long as the old keys are kept.
@Suite(.onEveryEngine, .timeLimit(.minutes(10))) struct RotationTests {
    private static let now = AccountsFixture.now

    @Test func recoveryCodesHoldWhileTheOldKeyIsKept() async throws {
        let before = try await AccountsFixture()
        let (done, _) = try await before.officer()
        let codes = try #require(done.recoveryCodes)
        let kept = try before.rotated(keepingOld: true)
        let destroyed = try before.rotated(keepingOld: false)
        func isTaken(_ code: String, by fixture: AccountsFixture) async throws -> Bool {
            let next = try #require(try await fixture.begin("ditso").secondFactor)
            let step = try await fixture.signIns.finish(
                next, .recoveryCode(code), AccountsFixture.client(), at: Self.now)
            return step.signedIn != nil
        }
        #expect(try await isTaken(codes[0], by: kept))
        #expect(try await !isTaken(codes[0], by: kept))
        #expect(try await !isTaken(codes[1], by: destroyed))
        let renewed = try await kept.factors.renewRecoveryCodes(done.person, at: Self.now)
        #expect(try await isTaken(renewed[0], by: destroyed), "new codes are made with the new key")
        #expect(try await !isTaken(renewed[1], by: before))
    }

    @Test func browsersAreKnownWhileTheOldKeyIsKept() async throws {
        let before = try await AccountsFixture()
        try await before.staff()
        let first = try #require(try await before.begin("tai-man").signedIn).device
        func device(_ fixture: AccountsFixture) async throws -> String {
            let client = AccountsFixture.client(cookie: first.text)
            return try #require(try await fixture.begin("tai-man", AccountsFixture.password, client).signedIn).device
                .device
        }
        #expect(try await device(before.rotated(keepingOld: true)) == first.device)
        #expect(try await device(before.rotated(keepingOld: false)) != first.device)
    }
}
