import BaseEncoding
import CanonicalJSON
import Model

@testable import Credentials

private let challenge = PasskeyChallenge(bytes: [UInt8](repeating: 7, count: 32), expires: Instant(seconds: 100))
private let party = try? RelyingParty(id: "a.example", name: "A", origins: ["https://a.example"])

/// Any client data and any answer: nothing is taken that does not hold the challenge and the origin.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzClientData(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let party, let user = PasskeyUser(handle: [1], name: "a", displayName: "A") else { return 0 }
    if (try? ClientData.check(bytes, .signIn, challenge: challenge, party: party)) != nil {
        let value = try? JSONValue(parsing: bytes)
        precondition(value?["challenge"]?.text == Base64.url.encode(challenge.bytes))
        precondition(value?["origin"]?.text == "https://a.example" && value?["type"]?.text == "webauthn.get")
    }
    guard let answer = try? JSONValue(parsing: bytes, maximumDepth: 16) else { return 0 }
    let registration = PasskeyRegistration(
        party: party, challenge: challenge, user: user, existing: [], requiresVerification: false)
    if let passkey = try? registration.verify(answer, at: Instant(seconds: 0)) {
        precondition(Passkey(json: passkey.json) == passkey)
    }
    if let passkey = Passkey(json: answer) {
        let signIn = PasskeySignIn(party: party, challenge: challenge, allowed: [], requiresVerification: false)
        precondition((try? signIn.verify(answer, passkey: passkey, at: Instant(seconds: 0))) == nil)
    }
    return 0
}
