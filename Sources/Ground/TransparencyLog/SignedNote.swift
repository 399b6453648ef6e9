public import Crypto

/// A text with Ed25519 signatures under it (C2SP signed-note).
public struct SignedNote: Sendable, Hashable {
    /// One signature line.
    public struct Signature: Sendable, Hashable {
        /// The name of the key.
        public let name: String
        /// The first four bytes of the hash of name and key.
        public let keyID: [UInt8]
        /// The signature.
        public let bytes: [UInt8]
    }

    /// The text, with its closing newline.
    public let text: String
    /// The signatures, of any keys.
    public let signatures: [Signature]

    private static let limit = 1 << 20
    private static let signatureLimit = 100

    /// Signs a text, which must end in a newline.
    public init(text: String, name: String, key: Curve25519.Signing.PrivateKey) throws {
        self.text = text
        let signature = try key.signature(for: Array(text.utf8))
        signatures = [
            Signature(
                name: name, keyID: NoteVerifier(name: name, key: key.publicKey).keyID, bytes: Array(signature))
        ]
    }

    /// Reads a note; nil where it is not one.
    public init?(_ note: String) {
        guard note.utf8.count <= Self.limit, note.hasSuffix("\n"),
            note.unicodeScalars.allSatisfy({ $0 == "\n" || $0.value >= 0x20 }),
            let split = note.ranges(of: "\n\n").last
        else { return nil }
        text = String(note[..<split.lowerBound]) + "\n"
        var signatures: [Signature] = []
        for line in note[split.upperBound...].dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
            let parts = line.split(separator: " ", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0] == "—", !parts[1].isEmpty, let bytes = Base64.decode(parts[2]),
                bytes.count > 4, signatures.count < Self.signatureLimit
            else { return nil }
            signatures.append(
                Signature(name: String(parts[1]), keyID: Array(bytes[..<4]), bytes: Array(bytes[4...])))
        }
        guard !signatures.isEmpty else { return nil }
        self.signatures = signatures
    }

    /// The note as text.
    public var description: String {
        text + "\n" + signatures.map { "— \($0.name) \(Base64.encode($0.keyID + $0.bytes))\n" }.joined()
    }
}
