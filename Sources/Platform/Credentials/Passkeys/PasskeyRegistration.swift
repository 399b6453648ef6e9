public import CanonicalJSON
public import Model

/// Makes a passkey (WebAuthn level 2, sections 5.4 and 7.1).
public struct PasskeyRegistration: Sendable {
    private let ceremony: PasskeyCeremony
    private let user: PasskeyUser
    private let existing: [Passkey]

    /// A registration.
    ///
    /// - Parameters:
    ///   - party: the site.
    ///   - challenge: the challenge that was made for it.
    ///   - user: whose passkey it shall be.
    ///   - existing: those that the user has; an authenticator makes no second one.
    ///   - requiresVerification: whether the authenticator must know the person, by a PIN or a finger: so where the
    ///     passkey is to be all that is asked for.
    public init(
        party: RelyingParty, challenge: PasskeyChallenge, user: PasskeyUser, existing: [Passkey],
        requiresVerification: Bool
    ) {
        ceremony = PasskeyCeremony(party: party, challenge: challenge, requiresVerification: requiresVerification)
        self.user = user
        self.existing = existing
    }

    /// What to hand to `PublicKeyCredential.parseCreationOptionsFromJSON` (level 3, section 5.1.9).
    public var options: JSONValue {
        [
            "rp": ["id": .string(ceremony.party.id), "name": .string(ceremony.party.name)],
            "user": user.json,
            "challenge": .string(ceremony.challenge.text),
            "pubKeyCredParams": .array(
                COSEKey.algorithms.map { ["type": "public-key", "alg": .integer($0.cose)] }),
            "timeout": .integer(PasskeyChallenge.lifetime * 1000),
            "excludeCredentials": .array(existing.map(\.descriptor)),
            "authenticatorSelection": [
                "residentKey": ceremony.requiresVerification ? "required" : "preferred",
                "requireResidentKey": .bool(ceremony.requiresVerification),
                "userVerification": .string(ceremony.verificationWord),
            ],
            "attestation": "none",
        ]
    }

    /// Checks the browser's answer.
    ///
    /// - Parameters:
    ///   - answer: what `PublicKeyCredential.toJSON()` wrote.
    ///   - instant: now.
    /// - Returns: the passkey, to be kept unless another account has one of its id.
    /// - Throws: `Fault` (`credentials.passkey-…`).
    public func verify(_ answer: JSONValue, at instant: Instant) throws(Fault) -> Passkey {
        let response = try PasskeyResponse(answer)
        let hash = try ceremony.check(
            clientData: try response.bytes("clientDataJSON"), .registration, at: instant)
        guard let object = AttestationObject(try response.bytes("attestationObject")) else {
            throw PasskeyResponse.malformed("attestationObject")
        }
        guard let data = AuthenticatorData(object.data), let attested = data.attested else {
            throw PasskeyResponse.malformed("authData")
        }
        try ceremony.check(data)
        guard attested.id == response.id else { throw Fault("credentials.passkey-other-id") }
        guard !existing.contains(where: { $0.id == attested.id }) else { throw Fault("credentials.passkey-known") }
        let attestation = try object.check(clientDataHash: hash, key: try COSEKey(attested.key))
        return Passkey(
            id: attested.id, key: attested.key, userHandle: user.handle, count: data.count, model: attested.model,
            attestation: attestation, isBackupEligible: data.isBackupEligible, isBackedUp: data.isBackedUp,
            transports: response.transports)
    }
}
