import BaseEncoding
import CanonicalJSON
import Model
import Testing

@testable import Credentials

/// The W3C's own test vectors (WebAuthn level 3, section 16, at `https://example.org`), in hexadecimal but for what
/// browsers write.
@Suite(.timeLimit(.minutes(10))) struct PasskeyVectorTests {
    struct Vector: Sendable {
        let attestation: Passkey.Attestation
        let id: String
        let model: String
        let challenge: String
        let client: String
        let object: String
        let isBackedUp: [Bool]
        let secondChallenge: String
        let secondClient: String
        let data: String
        let signature: String
    }

    private static let extra =
        #""extraData":"clientDataJSON may be extended with additional fields in the future, such as this: "#

    private static let vectors = [
        Vector(
            attestation: .none, id: "f91f391db4c9b2fde0ea70189cba3fb63f579ba6122b33ad94ff3ec330084be4",
            model: "8446ccb9ab1db374750b2367ff6f3a1f",
            challenge: "00c30fb78531c464d2b6771dab8d7b603c01162f2fa486bea70f283ae556e130",
            client: #"{"type":"webauthn.create","challenge":"AMMPt4UxxGTStncdq417YDwBFi8vpIa-pw8oOuVW4TA","#
                + #""origin":"https://example.org","crossOrigin":false,"# + extra + #"BkQeDjdcTBrXBiAwJTLE5Q"}"#,
            object: "a363666d74646e6f6e656761747453746d74a068617574684461746158a4"
                + "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b559000000008446ccb9ab1db374750b2367"
                + "ff6f3a1f0020f91f391db4c9b2fde0ea70189cba3fb63f579ba6122b33ad94ff3ec330084be4a5010203262001215820af"
                + "efa16f97ca9b2d23eb86ccb64098d20db90856062eb249c33a9b672f26df61225820930a56b87a2fca66334b03458abf87"
                + "9717c12cc68ed73290af2e2664796b9220",
            isBackedUp: [true, true],
            secondChallenge: "39c0e7521417ba54d43e8dc95174f423dee9bf3cd804ff6d65c857c9abf4d408",
            secondClient: #"{"type":"webauthn.get","challenge":"OcDnUhQXulTUPo3JUXT0I97pvzzYBP9tZchXyav01Ag","#
                + #""origin":"https://example.org","crossOrigin":false}"#,
            data: "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b51900000000",
            signature: "3046022100f50a4e2e4409249c4a853ba361282f09841df4dd4547a13a87780218deffcd380221008480ac0f0b9353"
                + "8174f575bf11a1dd5d78c6e486013f937295ea13653e331e87"),
        Vector(
            attestation: .own, id: "455ef34e2043a87db3d4afeb39bbcb6cc32df9347c789a865ecdca129cbef58c",
            model: "df850e09db6afbdfab51697791506cfc",
            challenge: "7869c2b772d4b58eba9378cf8f29e26cf935aa77df0da89fa99c0bdc0a76f7e5",
            client: #"{"type":"webauthn.create","challenge":"eGnCt3LUtY66k3jPjynibPk1qnffDaifqZwL3Ap29-U","#
                + #""origin":"https://example.org","crossOrigin":false,"# + extra + #"U9hTXvKE2URkMnb_0xYHVg"}"#,
            object: "a363666d74667061636b65646761747453746d74a263616c67266373696758463044"
                + "0220067a20754ab925005dbf378097c92120031581c73228d1fb4f5b881bcd7da98302207fc7b147558c7c0eba3af18bd9"
                + "d121fa3d3a26d17fe3f220272178f473b6006d68617574684461746158a4"
                + "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b55d00000000df850e09db6afbdfab516977"
                + "91506cfc0020455ef34e2043a87db3d4afeb39bbcb6cc32df9347c789a865ecdca129cbef58ca5010203262001215820eb"
                + "151c8176b225cc651559fecf07af450fd85802046656b34c18f6cf193843c5225820927b8aa427a2be1b8834d233a2d34f"
                + "61f13bfd44119c325d5896e183fee484f2",
            isBackedUp: [true, false],
            secondChallenge: "4478a10b1352348dd160c1353b0d469b5db19eb91c27f7dfa6fed39fe26af20b",
            secondClient: #"{"type":"webauthn.get","challenge":"RHihCxNSNI3RYME1Ow1Gm12xnrkcJ_ffpv7Tn-Jq8gs","#
                + #""origin":"https://example.org","crossOrigin":false,"# + extra + #"gTb53rz6EhSWomXGzimC1Q"}"#,
            data: "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b50900000000",
            signature: "304402203310b9431903c401f1be2bdc8d23a4007682dbbddcf846994947b7f465daf84002204e94dd00047b316061"
                + "b3b99772b7efd95994a83ef584b3b6b825ea3550251b66"),
    ]

    private func bytes(_ text: String) throws -> [UInt8] { try #require(Hexadecimal.decode(text)) }

    private func challenge(_ text: String) throws -> PasskeyChallenge {
        PasskeyChallenge(bytes: try bytes(text), expires: noon)
    }

    private func answer(_ vector: Vector, _ parts: [String: [UInt8]]) throws -> JSONValue {
        let response = parts.mapValues { JSONValue.string(Base64.url.encode($0)) }
        return [
            "type": "public-key", "id": .string(Base64.url.encode(try bytes(vector.id))), "response": .object(response),
        ]
    }

    @Test(arguments: vectors)
    func areTaken(vector: Vector) throws {
        let party = try RelyingParty(id: "example.org", name: "", origins: ["https://example.org"])
        let user = try #require(PasskeyUser(handle: [1], name: "", displayName: ""))
        let registration = PasskeyRegistration(
            party: party, challenge: try challenge(vector.challenge), user: user, existing: [],
            requiresVerification: false)
        let made = try answer(
            vector, ["clientDataJSON": Array(vector.client.utf8), "attestationObject": bytes(vector.object)])
        let passkey = try registration.verify(made, at: noon + (-1))
        #expect(try passkey.id == bytes(vector.id))
        #expect(try passkey.model == bytes(vector.model))
        #expect(passkey.attestation == vector.attestation && passkey.isBackupEligible)
        #expect(passkey.isBackedUp == vector.isBackedUp[0])

        let signIn = PasskeySignIn(
            party: party, challenge: try challenge(vector.secondChallenge), allowed: [passkey],
            requiresVerification: false)
        let signed = try answer(
            vector,
            [
                "clientDataJSON": Array(vector.secondClient.utf8), "authenticatorData": bytes(vector.data),
                "signature": bytes(vector.signature),
            ])
        #expect(try signIn.verify(signed, passkey: passkey, at: noon + (-1)).isBackedUp == vector.isBackedUp[1])
        // Neither authenticator asked who the person was.
        let strict = PasskeySignIn(
            party: party, challenge: try challenge(vector.secondChallenge), allowed: [passkey],
            requiresVerification: true)
        #expect(
            fault { try strict.verify(signed, passkey: passkey, at: noon + (-1)) }
                == "credentials.passkey-no-verification")
    }
}
