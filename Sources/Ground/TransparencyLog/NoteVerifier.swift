import BaseEncoding
public import Crypto

/// The public half of a note's key, and the name it signs under (C2SP signed-note, "verifier keys").
public struct NoteVerifier: Sendable, Hashable {
    /// The name.
    public let name: String
    /// The first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key).
    public let keyID: [UInt8]
    private let key: Curve25519.Signing.PublicKey

    private static let ed25519: UInt8 = 0x01
    private static let limit = 1024

    /// A verifier of a key.
    public init(name: String, key: Curve25519.Signing.PublicKey) {
        self.name = name
        self.key = key
        var hash = SHA256()
        hash.update(data: Array(name.utf8) + [0x0A, Self.ed25519])
        hash.update(data: key.rawRepresentation)
        keyID = Array(hash.finalize().prefix(4))
    }

    /// Reads `name+keyid+key`; nil where it is not that, or the key id does not belong to the key.
    public init?(_ text: String) {
        // Base 64 may hold plus signs of its own: only the first two of the text part it.
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.limit, parts.count == 3, Self.isName(parts[0]),
            let bytes = Base64.standard.decode(parts[2].utf8), bytes.count == 33, bytes[0] == Self.ed25519,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes[1...])
        else { return nil }
        self.init(name: String(parts[0]), key: key)
        guard parts[1] == Hexadecimal.encode(keyID) else { return nil }
    }

    /// `name+keyid+key`.
    public var description: String {
        "\(name)+\(Hexadecimal.encode(keyID))+\(Base64.standard.encode([Self.ed25519] + Array(key.rawRepresentation)))"
    }

    /// Whether the note carries a signature by this key, and none in its name that is false.
    public func verifies(_ note: SignedNote) -> Bool {
        let own = note.signatures.filter { $0.keyID == keyID && $0.name.utf8.elementsEqual(name.utf8) }
        let text = Array(note.text.utf8)
        return !own.isEmpty && own.allSatisfy { key.isValidSignature($0.bytes, for: text) }
    }

    /// Whether both are the same key under the same name.
    public static func == (left: NoteVerifier, right: NoteVerifier) -> Bool {
        left.description.utf8.elementsEqual(right.description.utf8)
    }

    /// Feeds what equality looks at.
    public func hash(into hasher: inout Hasher) { hasher.combine(keyID) }

    /// Whether a text may be a key's name: not empty, without white space and plus signs.
    static func isName(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && !text.unicodeScalars.contains { $0 == "+" || $0.value < 0x20 || $0.properties.isWhitespace }
    }
}
