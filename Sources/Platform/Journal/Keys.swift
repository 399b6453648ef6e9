import CanonicalJSON
import Crypto
import Files
import Glibc
public import Model
public import TransparencyLog

/// A department's keys, made on first use: for fingerprints, for commitments, and for signing checkpoints.
public struct Keys: Sendable {
    private let fingerprintKey: SymmetricKey
    let commitmentKey: SymmetricKey
    let signingKey: Curve25519.Signing.PrivateKey
    /// The log's name, which its checkpoints bear.
    public let origin: String

    private static let size = 32

    /// The keys of a data folder.
    ///
    /// - Throws: `Fault` (`journal.loose-mode`, `journal.bad-key`, `files.…`) placed at the key file.
    public init(_ folder: DataFolder) throws(Fault) {
        fingerprintKey = SymmetricKey(data: try Self.key("fingerprint", folder))
        commitmentKey = SymmetricKey(data: try Self.key("commitment", folder))
        let path = folder.path + "/keys/signing"
        let seed = try Self.key("signing", folder)
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            throw Fault("journal.bad-key", at: SourcePlace(file: path))
        }
        signingKey = key
        origin = "seawall.local/" + Self.hexadecimal(SHA256.hash(data: key.publicKey.rawRepresentation).prefix(8))
    }

    /// HMAC-SHA-256 of a normalised value under the fingerprint key, in hexadecimal.
    public func fingerprint(_ value: UnsafeRawBufferPointer) -> String {
        Self.hexadecimal(HMAC<SHA256>.authenticationCode(for: value, using: fingerprintKey))
    }

    /// The public half of the signing key.
    public var verifier: NoteVerifier { NoteVerifier(name: origin, key: signingKey.publicKey) }

    private static func key(_ purpose: String, _ folder: DataFolder) throws(Fault) -> [UInt8] {
        let path = folder.path + "/keys/" + purpose
        if access(path, F_OK) != 0 { try make(purpose, at: path) }
        try DataFolder.refuseLooseMode(path)
        let bytes = try BoundedFile.read(path, limit: 4096)
        guard let value = try? JSONValue(parsing: bytes), value["purpose"]?.text == purpose,
            let key = value["key"]?.text.flatMap(Self.bytes), key.count == size
        else { throw Fault("journal.bad-key", at: SourcePlace(file: path)) }
        return key
    }

    /// Two programs may make a key at once: the one whose link comes first wins, and both then read that.
    private static func make(_ purpose: String, at path: String) throws(Fault) {
        var generator = SystemRandomNumberGenerator()
        let key = (0..<size).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let value: JSONValue = [
            "purpose": .string(purpose), "key": .string(hexadecimal(key)),
            "id": .string(hexadecimal(SHA256.hash(data: key).prefix(4))),
        ]
        let temporary = "\(path).\(getpid()).\(UInt32.random(in: .min ... .max, using: &generator))"
        try AtomicFile.write(Array((value.canonical + "\n").utf8), to: temporary, mode: 0o600)
        defer { unlink(temporary) }
        guard link(temporary, path) == 0 || errno == EEXIST else {
            throw Fault(
                "files.unreadable", ["problem": String(cString: strerror(errno))], at: SourcePlace(file: path))
        }
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == text.utf8.count, digits.count % 2 == 0 else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
