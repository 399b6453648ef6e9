import BaseEncoding
import CanonicalJSON
import Model

/// What the browser says that it showed to the authenticator (WebAuthn level 2, section 5.8.1).
enum ClientData {
    enum Ceremony: String {
        case registration = "webauthn.create"
        case signIn = "webauthn.get"
    }

    private static let limit = 8 << 10

    /// Steps 6 to 10 of section 7.1, and 10 to 14 of section 7.2.
    static func check(
        _ bytes: [UInt8], _ ceremony: Ceremony, challenge: PasskeyChallenge, party: RelyingParty
    ) throws(Fault) {
        guard let value = try? JSONValue(parsing: bytes, maximumDepth: 8, maximumBytes: limit),
            let type = value["type"]?.text, let answered = value["challenge"]?.text.map({ Array($0.utf8) }),
            let origin = value["origin"]?.text
        else { throw Fault("credentials.passkey-malformed", ["part": "clientDataJSON"]) }
        guard type == ceremony.rawValue else { throw Fault("credentials.passkey-wrong-ceremony") }
        guard let answer = Base64.url.decode(answered), ConstantTime.equal(answer, challenge.bytes) else {
            throw Fault("credentials.passkey-wrong-challenge")
        }
        guard party.has(origin: origin) else { throw Fault("credentials.passkey-wrong-origin") }
        guard value["crossOrigin"].map({ $0 == .bool(false) }) ?? true, value["topOrigin"] == nil else {
            throw Fault("credentials.passkey-cross-origin")
        }
        // We bind no tokens to connections, and no browser still does.
        guard value["tokenBinding"]?["status"]?.text != "present" else {
            throw Fault("credentials.passkey-token-binding")
        }
    }
}
