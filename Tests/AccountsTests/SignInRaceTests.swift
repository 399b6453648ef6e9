import Credentials
import Engines
import Identity
import Model
import Storage
import TestSupport
import Testing

@testable import Accounts

/// What a sign-in rests on can be taken away while it is under way: then it opens nothing.
@Suite(.onEveryEngine, .timeLimit(.minutes(15))) struct SignInRaceTests {
    private static let now = AccountsFixture.now
    private static let client = AccountsFixture.client()

    private static func proof(_ person: String, _ fixture: AccountsFixture) async throws -> FirstProof {
        let stamp = try await fixture.database.read {
            try $0.rows("SELECT stamp FROM passwords WHERE person = \(person)").first?.text("stamp")
        }
        return FirstProof(person: person, way: .password, evidence: try #require(stamp))
    }

    private static func proceed(_ proof: FirstProof, _ fixture: AccountsFixture) async throws -> SignInStep {
        try await fixture.signIns.proceed(proof, hasSecondFactor: false, replacing: nil, client, at: now)
    }

    private static func change(_ person: String, _ fixture: AccountsFixture) async throws {
        let session = try #require(try await fixture.begin("tai-man").signedIn?.session)
        try await fixture.signIns.changePassword(
            of: person, from: AccountsFixture.password, to: "another horse battery", session: session, client, at: now)
    }

    @Test func aPasswordThatWasChangedAfterItWasLookedAtOpensNothing() async throws {
        let fixture = try await AccountsFixture()
        let person = try await fixture.staff()
        let old = try await Self.proof(person, fixture)
        #expect(try await Self.proceed(old, fixture).signedIn != nil)
        try await Self.change(person, fixture)
        _ = fixture.heard.take()
        let before = try await fixture.rows("sessions")
        #expect(try await Self.proceed(old, fixture).isRefused)
        #expect(try await fixture.rows("sessions") == before)
        #expect(fixture.heard.take().map(\.detail) == ["changed-meanwhile"])
        let new = try await Self.proof(person, fixture)
        #expect(new.evidence != old.evidence)
        #expect(try await Self.proceed(new, fixture).signedIn != nil)
    }

    @Test func aResetOrABanInBetweenOpensNothing() async throws {
        let fixture = try await AccountsFixture()
        let person = try await fixture.staff()
        let old = try await Self.proof(person, fixture)
        let token = try await fixture.invitations.make(for: person, resetting: true, at: Self.now)
        #expect(try await Self.proceed(old, fixture).isRefused)
        // The same password once more is another one all the same.
        let again = try await fixture.signIns.accept(
            token, password: AccountsFixture.password, Self.client, at: Self.now)
        #expect(again.signedIn != nil)
        #expect(try await Self.proceed(old, fixture).isRefused)
        let new = try await Self.proof(person, fixture)
        try await fixture.people.disable(person, at: Self.now, actor: "test")
        #expect(try await Self.proceed(new, fixture).isRefused)
        #expect(try await fixture.rows("sessions") == 0)
    }

    @Test func aSecondFactorDoesNotSaveAPasswordThatWasChanged() async throws {
        let fixture = try await AccountsFixture()
        let (done, totp) = try await fixture.officer()
        let later = Self.now.after(60)
        let token = try #require(try await fixture.begin("ditso", at: later).secondFactor)
        try await fixture.signIns.changePassword(
            of: done.person, from: AccountsFixture.password, to: "another horse battery", session: done.session,
            Self.client, at: later)
        let code = AccountsFixture.code(totp, at: later)
        #expect(try await fixture.signIns.finish(token, .totp(code), Self.client, at: later).isRefused)
        let over = await fault {
            _ = try await fixture.signIns.finish(
                token, .totp(AccountsFixture.code(totp, at: later.after(30))), Self.client, at: later.after(30))
        }
        #expect(over == "accounts.sign-in-over")
    }

    @Test func aLinkOrAPasskeyThatWasRemovedOpensNothing() async throws {
        let fixture = try await AccountsFixture()
        let person = try await fixture.staff()
        let account = try ProviderAccount(issuer: "https://id.example.hk", subject: "1")
        try await fixture.people.link(person, to: account, at: Self.now)
        let key = account.key(AccountsFixture.seal)
        let link = FirstProof(person: person, way: .provider(issuer: account.issuer), evidence: key)
        #expect(try await Self.proceed(link, fixture).signedIn != nil)
        try await fixture.people.unlink(person, from: account.issuer)
        #expect(try await Self.proceed(link, fixture).isRefused)
        let passkey = FirstProof(person: person, way: .passkey, evidence: "AAAA")
        #expect(try await Self.proceed(passkey, fixture).isRefused)
    }

    @Test func aHashThatIsMadeAnewKeepsThePasswordAndOverwritesNoOther() async throws {
        let fixture = try await AccountsFixture()
        let person = try await fixture.staff()
        let proof = try await Self.proof(person, fixture)
        func row() async throws -> [SQLValue] {
            try await fixture.database.read {
                try #require(try $0.rows("SELECT hash, stamp FROM passwords WHERE person = \(person)").first).values
            }
        }
        func renew(_ fresh: PasswordHash, was old: PasswordHash) async throws {
            try await fixture.database.write { try PasswordTable.renew(fresh, of: person, was: old, $0) }
        }
        let text = try await fixture.database.read {
            try $0.rows("SELECT hash FROM passwords WHERE person = \(person)").first?.text("hash")
        }
        let old = try #require(text.flatMap(PasswordHash.init))
        let fresh = try PasswordHash(
            Password(AccountsFixture.password), salt: [UInt8](repeating: 7, count: 16), cost: .standard)
        try await renew(fresh, was: old)
        #expect(try await Self.proceed(proof, fixture).signedIn != nil, "it is still the same password")
        #expect(try await fixture.begin("tai-man").signedIn != nil)
        // A hash of the old password that comes late does not undo a change.
        try await Self.change(person, fixture)
        let changed = try await row()
        try await renew(old, was: fresh)
        #expect(try await row() == changed)
    }

    @Test func aPasswordIsNotSetAgainAfterAReset() async throws {
        let fixture = try await AccountsFixture()
        let person = try await fixture.staff()
        let proof = try await Self.proof(person, fixture)
        _ = try await fixture.invitations.make(for: person, resetting: true, at: Self.now)
        let hash = try PasswordHash(Password("another horse"), salt: [UInt8](repeating: 7, count: 16), cost: .standard)
        let refused = await fault {
            try await fixture.database.write {
                try PasswordTable.change(hash, of: person, was: proof.evidence, at: Self.now, $0)
            }
        }
        #expect(refused == "accounts.password-wrong")
        #expect(try await fixture.rows("passwords") == 0)
    }

    /// Both at once, over and over: whoever comes first, nobody who is disabled is signed in at the end.
    @Test func nobodyWhoIsDisabledIsSignedInHoweverTheTwoMeet() async throws {
        let fixture = try await AccountsFixture()
        for number in 0..<12 {
            let person = try await fixture.invited("p\(number)", [.staff])
            let account = try ProviderAccount(issuer: "https://id.example.hk", subject: "\(number)")
            try await fixture.people.link(person, to: account, at: Self.now)
            let proof = FirstProof(
                person: person, way: .provider(issuer: account.issuer), evidence: account.key(AccountsFixture.seal))
            async let step = Self.proceed(proof, fixture)
            async let ban: Void = fixture.people.disable(person, at: Self.now, actor: "test")
            _ = try await (step, ban)
        }
        #expect(try await fixture.rows("sessions") == 0)
    }
}
