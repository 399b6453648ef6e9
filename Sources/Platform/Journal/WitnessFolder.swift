import BaseEncoding
import Crypto
import Files
import Glibc
public import Model
import Secrets
public import TransparencyLog

/// A witness that works by files, on a machine that the log's keepers do not hold: its key, the logs that it knows, and
/// what it cosigned last of each.
public struct WitnessFolder: Sendable {
    private let path: String
    private let witness: Witness

    private static let limit = 1 << 20

    /// The folder of a witness, made with a key where it is new (mode 0700).
    ///
    /// - Throws: `Fault` (`files.…`, `secrets.…`).
    public init(_ path: String) throws(Fault) {
        self.path = path
        for folder in [path, path + "/keys", path + "/logs"] {
            try AtomicFile.makeFolder(folder, mode: 0o700)
            try PrivateFile.refuseLooseMode(folder)
        }
        let isNew = try BoundedFile.list(path + "/logs").isEmpty
        let ring = try KeySource.folder(path + "/keys").ring([.signing], mayMake: isNew, department: "witness")
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: ring.current(.signing).bytes) else {
            throw Fault("journal.not-signing-key", ["id": ring.current(.signing).id])
        }
        let digest = SHA256.hash(data: key.publicKey.rawRepresentation)
        witness = Witness(name: "seawall.local/witness/" + Hexadecimal.encode(Array(digest.prefix(8))), key: key)
    }

    /// Its public key.
    public var verifier: CosignatureVerifier { witness.verifier }

    /// Takes a log's public keys in: its checkpoints are cosigned from now on.
    public func trust(_ log: LogVerifier) throws {
        try alone {
            let folder = folder(log.origin)
            try AtomicFile.makeFolder(folder, mode: 0o700)
            let known = try self.log(log.origin)?.keys ?? []
            let keys = known + log.keys.filter { !known.contains($0) }
            try AtomicFile.write(
                Array(LogVerifier(origin: log.origin, keys: keys).description.utf8), to: folder + "/keys", mode: 0o600)
        }
    }

    /// Cosigns a checkpoint that grew out of the one before, and keeps it in mind.
    ///
    /// - Returns: the checkpoint with the cosignature added.
    /// - Throws: `Fault` (`journal.witness-…`) saying why it does not.
    public func cosign(_ request: CheckpointRequest, at: Instant) throws -> SignedNote {
        try alone {
            let answer = try witness.answer(
                request, log: { try self.log($0) }, latest: { try self.latest($0) },
                time: UInt64(clamping: at.seconds))
            switch answer {
            case .malformed: throw Fault("journal.witness-malformed")
            case .unknownLog: throw Fault("journal.witness-unknown-log")
            case .notSigned: throw Fault("journal.witness-not-signed")
            case .conflict(let size): throw Fault("journal.witness-conflict", ["size": String(size)])
            case .inconsistent: throw Fault("journal.witness-inconsistent")
            case .cosigned(let cosignature, let latest):
                guard let note = request.checkpoint.adding(cosignature) else {
                    preconditionFailure("a cosignature is over the text that was asked for")
                }
                try AtomicFile.write(
                    Array(note.description.utf8), to: folder(latest.origin) + "/checkpoint", mode: 0o600)
                return note
            }
        }
    }

    private func log(_ origin: String) throws(Fault) -> LogVerifier? {
        let file = folder(origin) + "/keys"
        guard access(file, F_OK) == 0 else { return nil }
        guard let log = LogVerifier(String(decoding: try BoundedFile.read(file, limit: Self.limit), as: UTF8.self))
        else { throw Fault("journal.witness-damaged", at: SourcePlace(file: file)) }
        return log
    }

    private func latest(_ origin: String) throws(Fault) -> Checkpoint? {
        let file = folder(origin) + "/checkpoint"
        guard access(file, F_OK) == 0 else { return nil }
        // Its own cosignature shows that nobody put another one there.
        guard let note = SignedNote(try BoundedFile.read(file, limit: Self.limit)), verifier.time(of: note) != nil,
            let head = Checkpoint(note.text)
        else { throw Fault("journal.witness-damaged", at: SourcePlace(file: file)) }
        return head
    }

    private func folder(_ origin: String) -> String {
        path + "/logs/" + Hexadecimal.encode(Array(SHA256.hash(data: Array(origin.utf8)).prefix(16)))
    }

    /// Looking and keeping are one step: another program must not cosign an earlier size in between.
    private func alone<Value>(_ body: () throws -> Value) throws -> Value {
        let lock = try FileLock(path + "/lock")
        return try withExtendedLifetime(lock) { try body() }
    }
}
