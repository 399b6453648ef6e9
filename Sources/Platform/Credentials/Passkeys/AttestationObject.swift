import Model

/// An authenticator's word on a key that it made (WebAuthn level 2, section 6.5.4).
struct AttestationObject: Sendable {
    let format: String
    let statement: CBOR
    /// As it was signed.
    let data: [UInt8]

    /// Nil where the bytes are not that.
    init?(_ bytes: [UInt8]) {
        guard let value = CBORReader.whole(bytes), value.members?.count == 3, let format = value["fmt"]?.text,
            let statement = value["attStmt"], statement.members != nil, let data = value["authData"]?.bytes
        else { return nil }
        self.format = format
        self.statement = statement
        self.data = data
    }

    /// Checks the statement as far as it can be without knowing who makes authenticators: "none" says nothing (section
    /// 8.7), "packed" may be signed by the key itself (section 8.2), and all others count as none.
    ///
    /// - Throws: `Fault` (`credentials.passkey-malformed`, `credentials.passkey-bad-attestation`).
    func check(clientDataHash: [UInt8], key: COSEKey) throws(Fault) -> Passkey.Attestation {
        switch format {
        case "none":
            guard statement.members?.isEmpty == true else { throw PasskeyResponse.malformed("attStmt") }
            return .none
        case "packed":
            // Signed by a maker's certificate instead.
            guard statement["x5c"] == nil, statement["ecdaaKeyId"] == nil else { return .none }
            guard let algorithm = statement["alg"]?.integer, let signature = statement["sig"]?.bytes else {
                throw PasskeyResponse.malformed("attStmt")
            }
            guard key.algorithm.cose == algorithm,
                key.key.verifies(signature, over: data + clientDataHash, by: key.algorithm, form: .der)
            else { throw Fault("credentials.passkey-bad-attestation") }
            return .own
        default: return .none
        }
    }
}
