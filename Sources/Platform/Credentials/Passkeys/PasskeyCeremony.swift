import Crypto
import Model

/// What making a passkey and signing in with one have in common.
struct PasskeyCeremony: Sendable {
    let party: RelyingParty
    let challenge: PasskeyChallenge
    let requiresVerification: Bool

    var verificationWord: String { requiresVerification ? "required" : "preferred" }

    /// Checks what the browser says; the hash of it, which the authenticator signed.
    func check(
        clientData: [UInt8], _ ceremony: ClientData.Ceremony, at instant: Instant
    ) throws(Fault) -> [UInt8] {
        guard instant < challenge.expires else { throw Fault("credentials.passkey-expired") }
        try ClientData.check(clientData, ceremony, challenge: challenge, party: party)
        return Array(SHA256.hash(data: clientData))
    }

    /// Checks whom the authenticator signed for, and that a person was there.
    func check(_ data: AuthenticatorData) throws(Fault) {
        guard ConstantTime.equal(data.partyHash, Array(SHA256.hash(data: Array(party.id.utf8)))) else {
            throw Fault("credentials.passkey-wrong-site")
        }
        guard data.isPresent else { throw Fault("credentials.passkey-no-presence") }
        guard data.isVerified || !requiresVerification else { throw Fault("credentials.passkey-no-verification") }
    }
}
