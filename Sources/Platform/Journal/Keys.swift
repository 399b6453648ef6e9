import BaseEncoding
import Crypto
public import Model
public import TransparencyLog

/// A department's keys, made on first use: for fingerprints, for commitments, and for signing checkpoints.
public struct Keys: Sendable {
    private let fingerprintKey: SymmetricKey
    let commitmentKey: SymmetricKey
    /// The commitment key's id, kept with each event so that the key can be rotated.
    let commitmentKeyID: String
    let signingKey: Curve25519.Signing.PrivateKey
    /// The department whose keys they are.
    public let department: String
    /// The log's name, which its checkpoints bear.
    public let origin: String

    /// The keys of a data folder.
    ///
    /// - Parameters:
    ///   - folder: the data folder.
    ///   - department: whose keys to make where there are none yet.
    /// - Throws: `Fault` (`journal.loose-mode`, `journal.bad-key`, `journal.missing-key`, `files.…`) placed at the key
    ///   file.
    public init(_ folder: DataFolder, department: String = "local") throws(Fault) {
        fingerprintKey = SymmetricKey(data: try KeyFile.open("fingerprint", folder, department: department).key)
        let commitment = try KeyFile.open("commitment", folder, department: department)
        commitmentKey = SymmetricKey(data: commitment.key)
        commitmentKeyID = commitment.id
        let signing = try KeyFile.open("signing", folder, department: department)
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: signing.key) else {
            throw Fault("journal.bad-key", at: SourcePlace(file: folder.path + "/keys/signing"))
        }
        signingKey = key
        self.department = signing.department
        origin =
            "seawall.local/" + Hexadecimal.encode(Array(SHA256.hash(data: key.publicKey.rawRepresentation).prefix(8)))
    }

    /// HMAC-SHA-256 of a normalised value under the fingerprint key, in hexadecimal.
    public func fingerprint(_ value: UnsafeRawBufferPointer) -> String {
        Hexadecimal.encode(Array(HMAC<SHA256>.authenticationCode(for: value, using: fingerprintKey)))
    }

    /// The public half of the signing key.
    public var verifier: NoteVerifier { NoteVerifier(name: origin, key: signingKey.publicKey) }
}
