import BaseEncoding
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

    /// A note by its parts.
    init(text: String, signatures: [Signature]) {
        self.text = text
        self.signatures = signatures
    }

    /// Reads a note; nil where it is not one.
    public init?(_ note: [UInt8]) {
        guard note.count <= Self.limit, note.last == Lines.newline,
            note.allSatisfy({ $0 == Lines.newline || $0 >= 0x20 }),
            // The last empty line parts text and signatures.
            let split = note.indices.dropFirst().last(where: {
                note[$0] == Lines.newline && note[$0 - 1] == Lines.newline
            }), let text = String(validating: note[..<split], as: UTF8.self)
        else { return nil }
        self.text = text
        let lines = Lines.split(note[(split + 1)...].dropLast())
        guard lines.count <= Self.signatureLimit else { return nil }
        var signatures: [Signature] = []
        for line in lines {
            guard let signature = Signature(line) else { return nil }
            signatures.append(signature)
        }
        self.signatures = signatures
    }

    /// Reads a note; nil where it is not one.
    public init?(_ note: String) { self.init(Array(note.utf8)) }

    /// The note as text.
    public var description: String {
        text + "\n" + signatures.map { "— \($0.name) \(Base64.standard.encode($0.keyID + $0.bytes))\n" }.joined()
    }
}

extension SignedNote.Signature {
    private static let dash = Array("— ".utf8)

    fileprivate init?(_ line: [UInt8]) {
        guard line.starts(with: Self.dash) else { return nil }
        let parts = line.dropFirst(Self.dash.count).split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count == 2, let name = String(validating: parts[0], as: UTF8.self), NoteVerifier.isName(name),
            let bytes = Base64.standard.decode(parts[1]), bytes.count > 4
        else { return nil }
        self.init(name: name, keyID: Array(bytes[..<4]), bytes: Array(bytes[4...]))
    }
}
