import BaseEncoding
import CanonicalJSON
import Model
import Testing

@testable import Credentials

/// Each thing that can be wrong with an answer, alone, in a ceremony that is otherwise right and rightly signed.
@Suite(.timeLimit(.minutes(10))) struct PasskeyRefusalTests {
    private let fixture: PasskeyFixture

    init() throws { fixture = try PasskeyFixture() }

    private static let shared: [(JSONValue, String?)] = [
        (["challenge": "AAAA"], "wrong-challenge"), (["challenge": ""], "wrong-challenge"),
        (["challenge": "!"], "wrong-challenge"),
        (["origin": "https://evil.example"], "wrong-origin"),
        (["origin": "http://seawall.example.gov.hk"], "wrong-origin"),
        (["origin": "https://seawall.example.gov.hk."], "wrong-origin"), (["origin": "null"], "wrong-origin"),
        (["crossOrigin": true], "cross-origin"), (["crossOrigin": "no"], "cross-origin"),
        (["clientData": ["topOrigin": "https://evil.example"]], "cross-origin"),
        (["clientData": ["tokenBinding": ["status": "present", "id": "x"]]], "token-binding"),
        (["clientData": ["tokenBinding": ["status": "supported"], "other_keys_can_be_added_here": "x"]], nil),
        (["clientData": ["challenge": 7]], "malformed"), (["clientData": ["type": ["webauthn.create"]]], "malformed"),
        (["clientData": ["x": [[[[[[[[[[]]]]]]]]]]]], "malformed"),
        (["rpId": "evil.example"], "wrong-site"), (["rpId": "seawall.example.gov.hk"], "wrong-site"),
    ]

    private func expect(_ name: String?) -> String? { name.map { "credentials.passkey-\($0)" } }

    @Test func aWrongRegistrationIsRefused() throws {
        let cases: [(JSONValue, String?)] =
            Self.shared + [
                (["type": "webauthn.get"], "wrong-ceremony"), (["type": "payment.get"], "wrong-ceremony"),
                (["flags": 0x44], "no-presence"), (["flags": 0x41], "no-verification"), (["flags": 0x05], "malformed"),
                (["flags": 0x55], "malformed"), (["flags": 0xC5], nil), (["flags": 0x5D], nil),
                (["statement": ["sig": "x"]], "malformed"),
                (["cose": ["3": -37]], "unsupported-key"), (["cose": ["3": -257]], "unsupported-key"),
                (["cose": ["-1": 2]], "unsupported-key"), (["cose": ["1": 1]], "unsupported-key"),
                (["cose": ["-3": true]], "unsupported-key"), (["cose": ["-2": "x"]], "unsupported-key"),
            ]
        let made = try PasskeyFixture.perform(cases.map { fixture.create(-7, changes: $0.0) })
        for (result, (changes, name)) in zip(made, cases) {
            let answer = try #require(result["answer"])
            #expect(fault { try fixture.registration().verify(answer, at: noon) } == expect(name), "\(changes)")
        }
        let packed: [(JSONValue, String?)] = [
            (["badAttestation": true], "bad-attestation"), (["alg": -257], "bad-attestation"),
            (["certificate": true], nil), (["statement": [:]], "malformed"), (["statement": ["alg": -7]], "malformed"),
        ]
        let attested = try PasskeyFixture.perform(
            packed.map { fixture.create(-7, attestation: "packed", changes: $0.0) })
        for (result, (changes, name)) in zip(attested, packed) {
            let answer = try #require(result["answer"])
            #expect(fault { try fixture.registration().verify(answer, at: noon) } == expect(name), "\(changes)")
        }
        let certified = try fixture.registration().verify(try #require(attested[2]["answer"]), at: noon)
        #expect(certified.attestation == .none, "a maker's word counts for nothing")
        let foreign = try PasskeyFixture.perform([
            fixture.create(-7, attestation: "tpm", changes: ["statement": ["x": 1]])
        ])
        #expect(try fixture.registration().verify(try #require(foreign[0]["answer"]), at: noon).attestation == .none)
    }

    @Test func aRegistrationIsForOneAuthenticatorAndSoon() throws {
        let made = try PasskeyFixture.perform([fixture.create(-7), fixture.create(-7)])
        let answer = try #require(made[0]["answer"])
        let passkey = try fixture.registration().verify(answer, at: noon)
        #expect(
            fault { try fixture.registration(existing: [passkey]).verify(answer, at: noon) }
                == "credentials.passkey-known")
        #expect(fixture.registration(existing: [passkey]).options["excludeCredentials"]?.elements?.count == 1)
        #expect(fault { try fixture.registration().verify(answer, at: noon + 299) } == nil)
        #expect(fault { try fixture.registration().verify(answer, at: noon + 300) } == "credentials.passkey-expired")
        var members = answer.members ?? [:]
        members["id"] = made[1]["answer"]?["id"]
        #expect(
            fault { try fixture.registration().verify(.object(members), at: noon) } == "credentials.passkey-malformed")
        members["rawId"] = members["id"]
        #expect(
            fault { try fixture.registration().verify(.object(members), at: noon) } == "credentials.passkey-other-id")
        for (key, value) in [("type", "password"), ("id", "!"), ("id", 5), ("response", nil)] as [(String, JSONValue?)]
        {
            members = answer.members ?? [:]
            members[key] = value
            #expect(
                fault { try fixture.registration().verify(.object(members), at: noon) }
                    == "credentials.passkey-malformed")
        }
    }

    @Test func aWrongSignInIsRefused() throws {
        let made = try PasskeyFixture.perform([
            fixture.create(-7), fixture.create(-7), fixture.create(-8), fixture.create(-257),
        ])
        let keys = try made.map { try fixture.registration().verify(try #require($0["answer"]), at: noon) }
        let device = try #require(made[0]["device"])
        let cases: [(JSONValue, String?)] =
            Self.shared + [
                (["type": "webauthn.create"], "wrong-ceremony"), (["flags": 0x04], "no-presence"),
                (["flags": 0x01], "no-verification"), (["flags": 0x15], "malformed"), (["flags": 0x85], nil),
                (["flags": 0x0D], "other-kind"), (["signature": true], "bad-signature"),
                (["userHandle": "AAAA"], "other-account"), (["userHandle": nil], "other-account"),
                (["userHandle": 5], "malformed"),
            ]
        let signed = try PasskeyFixture.perform(cases.map { fixture.get(device, changes: $0.0) })
        for (result, (changes, name)) in zip(signed, cases) {
            let answer = try #require(result["answer"])
            #expect(
                fault { try fixture.signIn().verify(answer, passkey: keys[0], at: noon) } == expect(name), "\(changes)")
        }
        // Where the account was named, the authenticator need not name it.
        let unnamed = try #require(signed[cases.count - 2]["answer"])
        #expect(fault { try fixture.signIn([keys[0]]).verify(unnamed, passkey: keys[0], at: noon) } == nil)
        #expect(
            fault { try fixture.signIn([keys[1]]).verify(unnamed, passkey: keys[0], at: noon) }
                == "credentials.passkey-unknown")
        #expect(
            fault { try fixture.signIn().verify(unnamed, passkey: keys[1], at: noon) } == "credentials.passkey-unknown")
        #expect(
            fault { try fixture.signIn([keys[0]]).verify(unnamed, passkey: keys[0], at: noon + 300) }
                == "credentials.passkey-expired")

        // The signature of each kind of key, checked by another key of that kind, and with any bit turned.
        let rest = try PasskeyFixture.perform([0, 2, 3].map { fixture.get(try #require(made[$0]["device"])) })
        for (result, index) in zip(rest, [0, 2, 3]) {
            let answer = try #require(result["answer"])
            #expect(fault { try fixture.signIn().verify(answer, passkey: keys[index], at: noon) } == nil)
            let other = Passkey(
                id: keys[index].id, key: keys[index == 0 ? 1 : 0].key, userHandle: [1, 2, 3, 4], count: 0, model: [],
                attestation: .none, isBackupEligible: false, isBackedUp: false, transports: [])
            #expect(
                fault { try fixture.signIn().verify(answer, passkey: other, at: noon) }
                    == "credentials.passkey-bad-signature")
            let signature = answer.part("signature")
            for place in stride(from: 0, to: signature.count * 8, by: 7) {
                var turned = signature
                turned[place / 8] ^= 1 << UInt8(place % 8)
                #expect(
                    fault {
                        try fixture.signIn().verify(
                            answer.replacing("signature", with: turned), passkey: keys[index], at: noon)
                    }
                        == "credentials.passkey-bad-signature")
            }
            for bytes in [[], [0x30, 0x00], [UInt8](repeating: 0, count: 64), [UInt8](repeating: 0xFF, count: 256)] {
                #expect(
                    fault {
                        try fixture.signIn().verify(
                            answer.replacing("signature", with: bytes), passkey: keys[index], at: noon)
                    }
                        == "credentials.passkey-bad-signature")
            }
        }
    }

    /// Cut anywhere, lengthened, or with any byte changed: refused or the same, and never a trap.
    @Test func brokenBytesAreRefused() throws {
        let made = try PasskeyFixture.perform([fixture.create(-7, attestation: "packed"), fixture.create(-8)])
        for result in made {
            let answer = try #require(result["answer"])
            let object = answer.part("attestationObject")
            for count in object.indices {
                let cut = answer.replacing("attestationObject", with: Array(object[..<count]))
                #expect(fault { try fixture.registration().verify(cut, at: noon) } == "credentials.passkey-malformed")
            }
            let long = answer.replacing("attestationObject", with: object + [0])
            #expect(fault { try fixture.registration().verify(long, at: noon) } == "credentials.passkey-malformed")
            for index in object.indices {
                var changed = object
                changed[index] ^= 0xFF
                _ = fault {
                    try fixture.registration().verify(answer.replacing("attestationObject", with: changed), at: noon)
                }
            }
            for part in ["attestationObject", "clientDataJSON"] {
                #expect(
                    fault { try fixture.registration().verify(answer.replacing(part, with: nil), at: noon) }
                        == "credentials.passkey-malformed")
                #expect(
                    fault {
                        try fixture.registration().verify(
                            answer.replacing(part, with: [UInt8](repeating: 0x20, count: 200_000)), at: noon)
                    } == "credentials.passkey-malformed")
            }
        }
        let passkey = try fixture.registration().verify(try #require(made[1]["answer"]), at: noon)
        let signed = try PasskeyFixture.perform([fixture.get(try #require(made[1]["device"]))])
        let answer = try #require(signed[0]["answer"])
        let data = answer.part("authenticatorData")
        for count in data.indices {
            let cut = answer.replacing("authenticatorData", with: Array(data[..<count]))
            #expect(
                fault { try fixture.signIn().verify(cut, passkey: passkey, at: noon) }
                    == "credentials.passkey-malformed")
        }
        for index in data.indices {
            var changed = data
            changed[index] ^= 0x40
            #expect(
                fault {
                    try fixture.signIn().verify(
                        answer.replacing("authenticatorData", with: changed), passkey: passkey, at: noon)
                } != nil)
        }
    }

    @Test func aPasskeyThatWasKeptWrongIsNotRead() throws {
        let made = try PasskeyFixture.perform([fixture.create(-7)])
        let passkey = try fixture.registration().verify(try #require(made[0]["answer"]), at: noon)
        for (field, value) in [
            ("id", "!"), ("key", nil), ("user", 1), ("count", -1), ("count", 4_294_967_296), ("model", "00"),
            ("attestation", "basic"),
            ("backedUp", nil), ("backupEligible", "yes"), ("transports", nil),
        ] as [(String, JSONValue?)] {
            var members = passkey.json.members ?? [:]
            members[field] = value
            #expect(Passkey(json: .object(members)) == nil, "\(field)")
        }
    }
}
