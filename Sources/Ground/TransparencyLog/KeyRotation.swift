import BaseEncoding
public import Crypto

/// The statement that a log's checkpoints are signed by another key from now on, signed by the key before it.
///
/// It stands in each later checkpoint as a line of its own, so that whoever knows any earlier key can follow.
public struct KeyRotation: Sendable, Hashable {
    /// The new key's public half.
    public let next: NoteVerifier
    /// The signature by the key before it.
    private let signature: SignedNote.Signature

    private static let header = "seawall/key-rotation/v1"
    private static let word = "key-rotation"

    /// Hands a log over.
    ///
    /// - Parameters:
    ///   - next: the new key's public half, which bears the log's name.
    ///   - key: the key in use until now.
    public init(to next: NoteVerifier, by key: Curve25519.Signing.PrivateKey) throws {
        let note = try SignedNote(text: Self.statement(next), name: next.name, key: key)
        self.next = next
        signature = note.signatures[0]
    }

    /// Reads a line of a checkpoint of a log; nil where it is not this statement about that log.
    public init?(line: String, origin: String) {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == Self.word, let next = NoteVerifier(String(parts[1])),
            next.name.utf8.elementsEqual(origin.utf8), let bytes = Base64.standard.decode(parts[2].utf8),
            bytes.count == 4 + 64
        else { return nil }
        self.next = next
        signature = SignedNote.Signature(name: origin, keyID: Array(bytes[..<4]), bytes: Array(bytes[4...]))
    }

    /// The line of a checkpoint.
    public var line: String {
        "\(Self.word) \(next.description) \(Base64.standard.encode(signature.keyID + signature.bytes))"
    }

    /// Whether a key made the statement.
    public func isSigned(by verifier: NoteVerifier) -> Bool {
        verifier.verifies(SignedNote(text: Self.statement(next), signatures: [signature]))
    }

    private static func statement(_ next: NoteVerifier) -> String { "\(header)\n\(next.name)\n\(next.description)\n" }
}
