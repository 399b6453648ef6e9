import CanonicalJSON
import Files
import Glibc
import Model
import Threads
import TransparencyLog

/// A backup on disk that was found whole: every file that its manifest names is there, and as it was.
public struct StoredBackup: Sendable {
    /// Its folder.
    public let path: String
    /// What it holds.
    public let manifest: BackupManifest
    /// The signed digest of the manifest.
    let signature: SignedNote
    /// The newest checkpoint of its log.
    let checkpoint: SignedNote

    private static let manifestLimit = 64 << 20
    private static let noteLimit = 1 << 20

    /// Reads a backup to its end.
    ///
    /// - Throws: `Fault` (`backups.incomplete`, `backups.changed`, `backups.newer`, `files.…`) placed at the file.
    public static func open(_ path: String) async throws -> StoredBackup {
        try await Blocking.run { try StoredBackup(path) }
    }

    init(_ path: String) throws {
        self.path = path
        (manifest, signature) = try Self.manifest(path)
        for file in manifest.files {
            let place = path + "/" + file.path
            guard access(place, F_OK) == 0 else { throw Fault("backups.incomplete", at: SourcePlace(file: place)) }
            let digest = try FileDigest(of: place)
            guard digest.bytes == file.bytes, digest.hexadecimal == file.digest else { throw Self.changed(place) }
        }
        let place = path + "/" + BackupNames.checkpoint
        guard let note = SignedNote(try BoundedFile.read(place, limit: Self.noteLimit)) else {
            throw Self.changed(place)
        }
        checkpoint = note
    }

    /// The manifest, once its digest is the one that stands beside it.
    private static func manifest(_ path: String) throws(Fault) -> (BackupManifest, SignedNote) {
        var information = stat()
        guard stat(path, &information) == 0 else { throw Fault("files.missing", at: SourcePlace(file: path)) }
        let (file, note) = (path + "/" + BackupNames.manifest, path + "/" + BackupNames.signature)
        for part in [file, note] where access(part, F_OK) != 0 {
            throw Fault("backups.incomplete", at: SourcePlace(file: part))
        }
        guard let signature = SignedNote(try BoundedFile.read(note, limit: noteLimit)) else { throw changed(note) }
        let lines = signature.text.split(separator: "\n")
        guard lines.count == 2, lines[0].hasPrefix(BackupNames.signedLine),
            let version = Int(lines[0].dropFirst(BackupNames.signedLine.count))
        else { throw changed(note) }
        guard version <= BackupManifest.version else {
            throw Fault("backups.newer", ["version": String(version)], at: SourcePlace(file: path))
        }
        let bytes = try BoundedFile.read(file, limit: manifestLimit)
        guard signature.text == BackupNames.signedText(FileDigest.hexadecimal(of: bytes)),
            let value = try? JSONValue(parsing: bytes), let manifest = BackupManifest(json: value)
        else { throw changed(file) }
        let names = Set(manifest.files.map(\.path))
        for name in [BackupNames.database, BackupNames.checkpoint] where !names.contains(name) {
            throw Fault("backups.incomplete", at: SourcePlace(file: path + "/" + name))
        }
        return (manifest, signature)
    }

    static func changed(_ file: String) -> Fault { Fault("backups.changed", at: SourcePlace(file: file)) }
}
