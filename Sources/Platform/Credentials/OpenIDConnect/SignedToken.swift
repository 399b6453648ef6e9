import BaseEncoding
import CanonicalJSON

/// A JSON Web Token in its compact form, read and not yet believed (RFC 7515, section 7.1; RFC 8725).
struct SignedToken: Sendable {
    static let limit = 32 << 10
    private static let depthLimit = 8

    let algorithm: SignatureAlgorithm
    let keyID: String?
    /// What it claims, in the signer's words.
    let claims: JSONValue
    private let signed: [UInt8]
    private let signature: [UInt8]

    /// Nil where the text is not that, is signed in a way that is not taken, or must not be understood without knowing
    /// more than we do (`crit`, section 4.1.11). Keys that a token brings along are not looked at.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.limit else { return nil }
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, let head = Self.object(parts[0]), let claims = Self.object(parts[1]),
            let signature = Base64.url.decode(parts[2]), head["crit"] == nil,
            let name = head["alg"]?.text, let algorithm = SignatureAlgorithm(jose: name),
            // A token of another kind must not be taken for an ID token (RFC 8725, section 3.11).
            head["typ"].map({ $0.text?.lowercased() == "jwt" }) ?? true,
            head["kid"].map({ $0.text != nil }) ?? true
        else { return nil }
        self.algorithm = algorithm
        keyID = head["kid"]?.text
        self.claims = claims
        signed = Array(bytes.prefix(parts[0].count + 1 + parts[1].count))
        self.signature = signature
    }

    /// Whether the key signed it.
    func isSigned(by key: VerificationKey) -> Bool {
        key.verifies(signature, over: signed, by: algorithm, form: .raw)
    }

    private static func object(_ part: ArraySlice<UInt8>) -> JSONValue? {
        guard let bytes = Base64.url.decode(part),
            let value = try? JSONValue(parsing: bytes, maximumDepth: depthLimit, maximumBytes: limit),
            value.members != nil
        else { return nil }
        return value
    }
}
