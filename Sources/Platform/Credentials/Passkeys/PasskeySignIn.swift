public import CanonicalJSON
public import Model

/// Signs in with a passkey (WebAuthn level 2, sections 5.5 and 7.2).
public struct PasskeySignIn: Sendable {
    private let ceremony: PasskeyCeremony
    private let allowed: [Passkey]

    /// A sign-in.
    ///
    /// - Parameters:
    ///   - party: the site.
    ///   - challenge: the challenge that was made for it.
    ///   - allowed: the passkeys of the account that was named; empty where the authenticator shall name it.
    ///   - requiresVerification: whether the authenticator must know the person: so where the passkey is all that is
    ///     asked for.
    public init(party: RelyingParty, challenge: PasskeyChallenge, allowed: [Passkey], requiresVerification: Bool) {
        ceremony = PasskeyCeremony(party: party, challenge: challenge, requiresVerification: requiresVerification)
        self.allowed = allowed
    }

    /// What to hand to `PublicKeyCredential.parseRequestOptionsFromJSON` (level 3, section 5.1.10).
    public var options: JSONValue {
        [
            "challenge": .string(ceremony.challenge.text),
            "timeout": .integer(PasskeyChallenge.lifetime * 1000),
            "rpId": .string(ceremony.party.id),
            "allowCredentials": .array(allowed.map(\.descriptor)),
            "userVerification": .string(ceremony.verificationWord),
        ]
    }

    /// The id of the passkey that an answer is by, to look it up by.
    ///
    /// - Throws: `Fault` (`credentials.passkey-malformed`).
    public static func credentialID(of answer: JSONValue) throws(Fault) -> [UInt8] { try PasskeyResponse(answer).id }

    /// Checks the browser's answer.
    ///
    /// - Parameters:
    ///   - answer: what `PublicKeyCredential.toJSON()` wrote.
    ///   - passkey: the one that was kept under the answer's id.
    ///   - instant: now.
    /// - Returns: the passkey as it is to be kept from now on.
    /// - Throws: `Fault` (`credentials.passkey-…`).
    public func verify(_ answer: JSONValue, passkey: Passkey, at instant: Instant) throws(Fault) -> Passkey {
        let response = try PasskeyResponse(answer)
        guard response.id == passkey.id, allowed.isEmpty || allowed.contains(where: { $0.id == passkey.id }) else {
            throw Fault("credentials.passkey-unknown")
        }
        // Where the account was not named, the authenticator must name it (step 6).
        let handle = try response.optionalBytes("userHandle")
        guard handle.map({ $0 == passkey.userHandle }) ?? !allowed.isEmpty else {
            throw Fault("credentials.passkey-other-account")
        }
        let hash = try ceremony.check(clientData: try response.bytes("clientDataJSON"), .signIn, at: instant)
        let signed = try response.bytes("authenticatorData")
        guard let data = AuthenticatorData(signed) else { throw PasskeyResponse.malformed("authenticatorData") }
        try ceremony.check(data)
        guard data.isBackupEligible == passkey.isBackupEligible else {
            throw Fault("credentials.passkey-other-kind")
        }
        let key = try COSEKey(passkey.key)
        guard
            key.key.verifies(
                try response.bytes("signature"), over: signed + hash, by: key.algorithm, form: .der)
        else { throw Fault("credentials.passkey-bad-signature") }
        // Step 21: a count that does not grow is of a copy of the authenticator, or of the one that was copied.
        guard data.count > passkey.count || data.count == 0 && passkey.count == 0 else {
            throw Fault("credentials.passkey-cloned")
        }
        var updated = passkey
        updated.count = data.count
        updated.isBackedUp = data.isBackedUp
        return updated
    }
}
