import BaseEncoding
public import Crypto

/// The public half of a witness's key: its cosignature says that it saw a checkpoint grow out of the ones before
/// (C2SP tlog-cosignature, Ed25519).
public struct CosignatureVerifier: Sendable, Hashable {
    /// The witness's name.
    public let name: String
    /// The first four bytes of SHA-256(name ‖ 0x0A ‖ 0x04 ‖ key).
    public let keyID: [UInt8]
    private let key: [UInt8]

    private static let type: UInt8 = 0x04
    private static let limit = 1024
    private static let signatureSize = 64

    /// The verifier of a witness's key.
    public init(name: String, key: Curve25519.Signing.PublicKey) {
        self.name = name
        self.key = Array(key.rawRepresentation)
        keyID = Array(SHA256.hash(data: Array(name.utf8) + [0x0A, Self.type] + self.key).prefix(4))
    }

    /// Reads `name+keyid+key`; nil where it is not that, or is the key of a log.
    public init?(_ text: String) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.limit, parts.count == 3, NoteVerifier.isName(parts[0]),
            let bytes = Base64.standard.decode(parts[2].utf8), bytes.count == 33, bytes[0] == Self.type,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes[1...])
        else { return nil }
        self.init(name: String(parts[0]), key: key)
        guard parts[1] == Hexadecimal.encode(keyID) else { return nil }
    }

    /// `name+keyid+key`.
    public var description: String {
        "\(name)+\(Hexadecimal.encode(keyID))+\(Base64.standard.encode([Self.type] + key))"
    }

    /// When the witness cosigned a checkpoint, in seconds since 1970; nil where it did not, or one of its lines is false.
    public func time(of note: SignedNote) -> UInt64? {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key) else { return nil }
        var newest: UInt64?
        for signature in note.signatures where signature.keyID == keyID && signature.name.utf8.elementsEqual(name.utf8)
        {
            guard signature.bytes.count == 8 + Self.signatureSize else { return nil }
            let time = signature.bytes[..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            guard time <= UInt64(Int64.max),
                key.isValidSignature(signature.bytes[8...], for: Self.message(note.text, time: time))
            else { return nil }
            newest = max(newest ?? 0, time)
        }
        return newest
    }

    /// What is signed: two lines and the whole text of the checkpoint.
    static func message(_ text: String, time: UInt64) -> [UInt8] { Array("cosignature/v1\ntime \(time)\n\(text)".utf8) }
}

extension SignedNote {
    /// The cosignature of a witness under the note, as a note that carries it alone.
    ///
    /// - Parameter time: seconds since 1970.
    public func cosignature(name: String, key: Curve25519.Signing.PrivateKey, time: UInt64) throws -> SignedNote {
        let signature = try key.signature(for: CosignatureVerifier.message(text, time: time))
        let bytes = withUnsafeBytes(of: time.bigEndian) { Array($0) } + Array(signature)
        let keyID = CosignatureVerifier(name: name, key: key.publicKey).keyID
        return SignedNote(text: text, signatures: [Signature(name: name, keyID: keyID, bytes: bytes)])
    }

    /// The note with the signatures of another over the same text added; nil where the texts differ.
    public func adding(_ other: SignedNote) -> SignedNote? {
        guard other.text.utf8.elementsEqual(text.utf8) else { return nil }
        return SignedNote(text: text, signatures: signatures + other.signatures.filter { !signatures.contains($0) })
    }

    /// The lines of the signatures.
    public var signatureLines: String { String(description.dropFirst(text.count + 1)) }
}
