import Files
import Glibc
import Model
import TransparencyLog

/// The log's files: tiles and the newest checkpoint, as C2SP tlog-tiles lays them out.
struct TileFiles: Sendable {
    /// The log's folder.
    let folder: String

    private static let checkpointLimit = 1 << 16

    /// The signed checkpoint, nil where none was made yet.
    func checkpoint() throws(Fault) -> SignedNote? {
        let path = folder + "/checkpoint"
        guard access(path, F_OK) == 0 else { return nil }
        let bytes = try BoundedFile.read(path, limit: Self.checkpointLimit)
        guard let text = String(validating: bytes, as: UTF8.self), let note = SignedNote(text) else {
            throw Fault("journal.bad-checkpoint", at: SourcePlace(file: path))
        }
        return note
    }

    /// Puts a checkpoint in the place of the one before.
    func write(_ checkpoint: SignedNote) throws(Fault) {
        try AtomicFile.write(Array(checkpoint.description.utf8), to: folder + "/checkpoint", mode: 0o600)
    }

    /// The hashes of a tile.
    ///
    /// - Throws: `Fault` (`journal.bad-tile`, `files.…`) placed at the tile.
    func read(_ tile: Tile) throws(Fault) -> [MerkleHash] {
        let path = folder + "/" + tile.path
        let bytes = try BoundedFile.read(path, limit: Tile.fullWidth * MerkleHash.size)
        guard bytes.count == tile.width * MerkleHash.size else {
            throw Fault("journal.bad-tile", at: SourcePlace(file: path))
        }
        return stride(from: 0, to: bytes.count, by: MerkleHash.size).compactMap {
            MerkleHash(bytes[$0..<$0 + MerkleHash.size])
        }
    }

    /// Writes a tile's hashes.
    func write(_ tile: Tile, _ hashes: some Sequence<MerkleHash>) throws(Fault) {
        let path = folder + "/" + tile.path
        if let slash = path.lastIndex(of: "/") { try AtomicFile.makeFolder(String(path[..<slash]), mode: 0o700) }
        try AtomicFile.write(hashes.flatMap(\.bytes), to: path, mode: 0o600)
    }

    /// Removes a partial tile that a wider one has taken the place of.
    func remove(_ tile: Tile) { unlink(folder + "/" + tile.path) }

    /// Runs a body while no other program extends the log.
    func locked<Value>(_ body: () throws -> Value) throws -> Value {
        let path = folder + "/lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw Fault(
                "files.unreadable", ["problem": String(cString: strerror(errno))], at: SourcePlace(file: path))
        }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else {
                throw Fault(
                    "files.unreadable", ["problem": String(cString: strerror(errno))], at: SourcePlace(file: path))
            }
        }
        return try body()
    }
}
