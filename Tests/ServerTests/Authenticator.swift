import BaseEncoding
import CanonicalJSON
import Crypto

/// An authenticator that makes one passkey and signs with it (WebAuthn level 2, section 6), as a browser hands it on.
struct Authenticator {
    private let key = P256.Signing.PrivateKey()
    private let id = Array("an authenticator of the tests".utf8)
    private var handle: [UInt8] = []
    private static let origin = "https://localhost:8443"

    mutating func create(_ options: JSONValue) -> JSONValue {
        handle = options["user"]?["id"]?.text.flatMap { Base64.url.decode($0.utf8) } ?? []
        let point = Array(key.publicKey.x963Representation.dropFirst())
        // {1: 2, 3: -7, -1: 1, -2: x, -3: y}: a key for ES256 (RFC 9052, section 7).
        let cose: [UInt8] =
            [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20] + point.prefix(32) + [0x22, 0x58, 0x20]
            + point.suffix(32)
        let attested: [UInt8] = Array(repeating: 0, count: 16) + [0, UInt8(id.count)] + id + cose
        let data = authenticatorData(options["rp"]?["id"]?.text ?? "", flags: 0x45) + attested
        // {"fmt": "none", "attStmt": {}, "authData": data}
        let attestation: [UInt8] =
            [0xA3, 0x63] + Array("fmt".utf8) + [0x64] + Array("none".utf8) + [0x67] + Array("attStmt".utf8)
            + [0xA0, 0x68] + Array("authData".utf8) + [0x58, UInt8(data.count)] + data
        return answer(
            "webauthn.create", options, ["attestationObject": .string(Base64.url.encode(attestation))])
    }

    func get(_ options: JSONValue) throws -> JSONValue {
        let data = authenticatorData(options["rpId"]?.text ?? "", flags: 0x05)
        let hash = Array(SHA256.hash(data: clientData("webauthn.get", options)))
        let signature = Array(try key.signature(for: data + hash).derRepresentation)
        return answer(
            "webauthn.get", options,
            [
                "authenticatorData": .string(Base64.url.encode(data)),
                "signature": .string(Base64.url.encode(signature)), "userHandle": .string(Base64.url.encode(handle)),
            ])
    }

    private func authenticatorData(_ party: String, flags: UInt8) -> [UInt8] {
        Array(SHA256.hash(data: Array(party.utf8))) + [flags, 0, 0, 0, 0]
    }

    private func clientData(_ type: String, _ options: JSONValue) -> [UInt8] {
        let value: JSONValue = [
            "type": .string(type), "challenge": options["challenge"] ?? .null, "origin": .string(Self.origin),
            "crossOrigin": false,
        ]
        return value.canonicalBytes
    }

    private func answer(_ type: String, _ options: JSONValue, _ parts: [String: JSONValue]) -> JSONValue {
        var response = parts
        response["clientDataJSON"] = .string(Base64.url.encode(clientData(type, options)))
        let id = JSONValue.string(Base64.url.encode(self.id))
        return ["id": id, "rawId": id, "type": "public-key", "response": .object(response)]
    }
}
