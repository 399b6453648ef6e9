import BaseEncoding
import CanonicalJSON
import Model
import Testing

@testable import Credentials

/// Whole ceremonies with an authenticator in Python, whose answers python3-fido2's server takes too.
@Suite(.timeLimit(.minutes(10))) struct PasskeyTests {
    private let fixture: PasskeyFixture

    init() throws { fixture = try PasskeyFixture() }

    private static let kinds: [(Int64, String, Passkey.Attestation)] = [
        (-7, "none", .none), (-7, "packed", .own), (-8, "none", .none), (-8, "packed", .own), (-257, "none", .none),
        (-257, "packed", .own),
    ]

    @Test func makesAPasskeyAndSignsInWithItInEveryAlgorithm() throws {
        let made = try PasskeyFixture.perform(
            Self.kinds.map { fixture.create($0.0, attestation: $0.1) })
        #expect(made.count == 6)
        var passkeys: [Passkey] = []
        for (result, kind) in zip(made, Self.kinds) {
            #expect(result["accepted"] == true, "the independent server takes it")
            let passkey = try fixture.registration().verify(try #require(result["answer"]), at: noon)
            #expect(passkey.attestation == kind.2 && passkey.count == 0 && passkey.userHandle == [1, 2, 3, 4])
            #expect(passkey.model == Array(0..<16) && passkey.transports == ["internal", "usb"])
            #expect(!passkey.isBackupEligible && !passkey.isBackedUp)
            #expect(Passkey(json: passkey.json) == passkey)
            passkeys.append(passkey)
        }
        let signed = try PasskeyFixture.perform(
            made.map { fixture.get(try #require($0["device"]), options: fixture.signIn(passkeys).options) })
        for (result, passkey) in zip(signed, passkeys) {
            #expect(result["accepted"] == true)
            let answer = try #require(result["answer"])
            #expect(try PasskeySignIn.credentialID(of: answer) == passkey.id)
            #expect(try fixture.signIn(passkeys).verify(answer, passkey: passkey, at: noon) == passkey)
            // The same where the account was not named.
            #expect(try fixture.signIn().verify(answer, passkey: passkey, at: noon) == passkey)
        }
    }

    @Test func countsAndBackupFlagsAreKept() throws {
        let made = try PasskeyFixture.perform([fixture.create(-7, changes: ["count": 5, "flags": 0x4D])])
        let passkey = try fixture.registration().verify(try #require(made[0]["answer"]), at: noon)
        #expect(passkey.count == 5 && passkey.isBackupEligible && !passkey.isBackedUp)
        let device = try #require(made[0]["device"])
        let signed = try PasskeyFixture.perform([
            fixture.get(device, count: 6, changes: ["flags": 0x1D]),
            fixture.get(device, count: 5, changes: ["flags": 0x0D]),
            fixture.get(device, count: 4, changes: ["flags": 0x0D]),
            fixture.get(device, count: 0, changes: ["flags": 0x0D]),
            fixture.get(device, count: 7, changes: ["flags": 0x05]),
            fixture.get(device, count: 4_294_967_295, changes: ["flags": 0x8D]),
        ]).map { try #require($0["answer"]) }
        let after = try fixture.signIn().verify(signed[0], passkey: passkey, at: noon)
        #expect(after.count == 6 && after.isBackedUp && after.isBackupEligible)
        for answer in signed[1...3] {
            #expect(
                fault { try fixture.signIn().verify(answer, passkey: passkey, at: noon) }
                    == "credentials.passkey-cloned")
        }
        #expect(
            fault { try fixture.signIn().verify(signed[4], passkey: passkey, at: noon) }
                == "credentials.passkey-other-kind")
        #expect(try fixture.signIn().verify(signed[5], passkey: passkey, at: noon).count == .max, "with extensions")
    }

    @Test func verificationIsAskedForWhereThePasskeyIsAll() throws {
        let made = try PasskeyFixture.perform([fixture.create(-8, changes: ["flags": 0x41])])
        let answer = try #require(made[0]["answer"])
        #expect(fault { try fixture.registration().verify(answer, at: noon) } == "credentials.passkey-no-verification")
        let passkey = try fixture.registration(verified: false).verify(answer, at: noon)
        let signed = try PasskeyFixture.perform([fixture.get(try #require(made[0]["device"]), changes: ["flags": 0x01])]
        )
        let second = try #require(signed[0]["answer"])
        #expect(
            fault { try fixture.signIn().verify(second, passkey: passkey, at: noon) }
                == "credentials.passkey-no-verification")
        #expect(try fixture.signIn(verified: false).verify(second, passkey: passkey, at: noon) == passkey)
        #expect(fixture.signIn(verified: false).options["userVerification"] == "preferred")
        #expect(fixture.signIn().options["userVerification"] == "required")
    }

    @Test func optionsSayWhatIsWanted() throws {
        let options = fixture.registration().options
        #expect(options["rp"] == ["id": "example.gov.hk", "name": "Seawall"])
        #expect(options["user"]?["id"] == "AQIDBA" && options["attestation"] == "none")
        #expect(options["pubKeyCredParams"]?.elements?.map { $0["alg"] } == [-8, -7, -257])
        #expect(options["timeout"] == 300_000)
        #expect(options["authenticatorSelection"]?["residentKey"] == "required")
        #expect(options["challenge"]?.text?.utf8.count == 43)
        #expect(fixture.signIn().options["allowCredentials"] == [])
        #expect(PasskeyUser(handle: [], name: "", displayName: "") == nil)
        #expect(PasskeyUser(handle: [UInt8](repeating: 0, count: 65), name: "", displayName: "") == nil)
    }

    @Test func aSiteHasOriginsOfItsOwn() throws {
        for origin in [
            "https://example.gov.hk", "https://a.b.example.gov.hk:8443", "https://seawall.example.gov.hk",
        ] {
            #expect(fault { try RelyingParty(id: "example.gov.hk", name: "", origins: [origin]) } == nil)
        }
        #expect(fault { try RelyingParty(id: "localhost", name: "", origins: ["http://localhost:8080"]) } == nil)
        for origin in [
            "", "http://example.gov.hk", "https://badexample.gov.hk", "https://example.gov.hk.evil.example",
            "https://example.gov.hk/", "https://example.gov.hk:0443", "https://EXAMPLE.gov.hk",
            "https://a@example.gov.hk",
            "https://gov.hk", "example.gov.hk", "https://example.gov.hk#", "https://example.gov.hk\\@evil.example",
            "https://example.gov.hk:99999", "https://",
        ] {
            #expect(
                fault { try RelyingParty(id: "example.gov.hk", name: "", origins: [origin]) }
                    == "credentials.bad-origin",
                "\(origin)")
        }
        #expect(fault { try RelyingParty(id: "a", name: "", origins: []) } == "credentials.bad-origin")
    }
}
