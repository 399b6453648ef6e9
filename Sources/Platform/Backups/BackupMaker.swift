import CanonicalJSON
import Files
import Glibc
public import Journal
public import Model
import Sealing
public import Secrets
public import Storage
import Threads
import TransparencyLog

/// Makes backups of a record, also while others read and write it.
///
/// The checkpoint is taken first and the database after it, so that all that was acknowledged when the backup began is
/// in it: an event is acknowledged when it is in the database and a checkpoint covers it.
public struct BackupMaker: Sendable {
    private let folder: DataFolder
    private let source: KeySource
    private let database: any Database
    private let engine: BackupManifest.Engine
    private let program: String
    private let carrier: LogCarrier

    /// - Parameters:
    ///   - source: where the record's keys come from; the folder itself where nil.
    ///   - program: what makes it, with its version.
    /// - Throws: `Fault` (`journal.record-in-database`, `journal.record-in-files`) where the record is elsewhere than
    ///   in a database of that kind; `secrets.…`.
    public init(
        folder: DataFolder, keys source: KeySource?, database: any Database, engine: BackupManifest.Engine,
        program: String
    ) throws(Fault) {
        let place: LogPlace = engine == .sqlite ? .files : .database
        try folder.refuseSecondRecord(place)
        self.folder = folder
        self.source = source ?? .folder(folder.path + "/keys")
        self.database = database
        self.engine = engine
        self.program = program
        carrier = LogCarrier(
            folder: folder, keys: try Keys(folder, source: source), database: database, place: place)
    }

    /// Makes a backup in a new folder, whole or not at all.
    ///
    /// - Parameters:
    ///   - path: the folder; nothing may be there but an empty one.
    ///   - withKeys: whether the secret keys and the server's TLS key go into it too.
    /// - Throws: `Fault` (`backups.inside-data`, `journal.…`, `storage.…`, `files.…`).
    public func make(_ path: String, withKeys: Bool, at now: Instant) async throws -> BackupReport {
        try refuseInside(path)
        let head = try await carrier.head()
        let manifest = try await AtomicFolder.write(to: path) { partial in
            try await fill(partial, head, withKeys: withKeys, at: now)
        }
        return BackupReport(manifest: manifest, path: path)
    }

    private func fill(
        _ partial: String, _ head: LogHead, withKeys: Bool, at now: Instant
    ) async throws -> BackupManifest {
        try await database.backup(to: partial + "/" + BackupNames.database)
        // Asked for after the tables were read: a key that came into use meanwhile is among them.
        var needed = try await carrier.neededKeys(after: head)
        needed[.master] = try await Sealer.masters(in: database)
        let manifest = BackupManifest(
            made: now, program: program, engine: engine, origin: head.checkpoint.origin,
            size: Int64(clamping: head.checkpoint.size), root: head.root, hasKeys: withKeys, needed: needed, files: [])
        return try await Blocking.run { try finish(manifest, partial, head) }
    }

    /// Puts what lies beside the database, and the signed manifest of all of it.
    private func finish(
        _ unfinished: BackupManifest, _ partial: String, _ head: LogHead
    ) throws -> BackupManifest {
        var manifest = unfinished
        for name in try folder.otherFiles(withSecrets: manifest.hasKeys) {
            try Self.makeFolders(above: name, in: partial)
            do {
                _ = try FileDigest(copying: folder.path + "/" + name, to: partial + "/" + name)
            } catch let fault as Fault where fault.message.id == "files.missing" {
                // What waited to be sent was sent meanwhile.
                continue
            }
        }
        try Self.makeFolders(above: BackupNames.checkpoint, in: partial)
        try AtomicFile.write(
            Array(head.note.description.utf8), to: partial + "/" + BackupNames.checkpoint, mode: 0o600)
        if manifest.hasKeys {
            let purposes = KeyPurpose.allCases.filter { !(manifest.needed[$0] ?? []).isEmpty }
            let ring = try source.ring(purposes, mayMake: false, department: "")
            try ring.write(toFolder: partial + "/" + BackupNames.keys)
        }
        for name in try BoundedFile.list(partial, limit: BackupManifest.fileLimit) {
            let digest = try FileDigest(of: partial + "/" + name)
            manifest.files.append(
                BackupManifest.File(path: name, bytes: digest.bytes, digest: digest.hexadecimal))
        }
        let bytes = Array((manifest.json.pretty + "\n").utf8)
        try AtomicFile.write(bytes, to: partial + "/" + BackupNames.manifest, mode: 0o600)
        let note = try carrier.sign(BackupNames.signedText(FileDigest.hexadecimal(of: bytes)), after: head)
        try AtomicFile.write(
            Array(note.description.utf8), to: partial + "/" + BackupNames.signature, mode: 0o600)
        return manifest
    }

    static func makeFolders(above name: String, in folder: String) throws(Fault) {
        guard let slash = name.lastIndex(of: "/") else { return }
        try AtomicFile.makeFolder(folder + "/" + name[..<slash], mode: 0o700)
    }

    /// A backup in the data folder would go into the next one, and be lost with what it is a backup of.
    private func refuseInside(_ path: String) throws(Fault) {
        var above = path
        while access(above, F_OK) != 0 { above = AtomicFolder.parent(of: above) }
        guard let own = Self.resolved(folder.path), let there = Self.resolved(above) else { return }
        if there == own || there.hasPrefix(own + "/") {
            throw Fault("backups.inside-data", at: SourcePlace(file: path))
        }
    }

    private static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
