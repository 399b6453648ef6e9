import Files
import Glibc
import Model
import TransparencyLog

/// The log's files: tiles and the newest checkpoint, as C2SP tlog-tiles lays them out.
struct TileFiles: TileStore, Sendable {
    /// The log's folder.
    let folder: String

    private static let checkpointLimit = 1 << 16

    /// The signed checkpoint, nil where there is none.
    func checkpoint() throws(Fault) -> SignedNote? {
        let path = folder + "/checkpoint"
        guard access(path, F_OK) == 0 else { return nil }
        let bytes = try BoundedFile.read(path, limit: Self.checkpointLimit)
        guard let note = SignedNote(bytes) else { throw Fault("journal.bad-checkpoint", at: place("checkpoint")) }
        return note
    }

    /// Puts a checkpoint in the place of the one before.
    func write(_ checkpoint: SignedNote) throws(Fault) {
        try AtomicFile.write(Array(checkpoint.description.utf8), to: folder + "/checkpoint", mode: 0o600)
    }

    /// The hashes of a tile; of a partial one, from the full tile where that has taken its place.
    ///
    /// - Throws: `Fault` (`journal.bad-tile`, `files.…`) placed at the tile.
    func read(_ tile: Tile) throws(Fault) -> [MerkleHash] {
        var path = folder + "/" + tile.path
        if tile.width < Tile.fullWidth, access(path, F_OK) != 0 {
            let full = folder + "/" + Tile(level: tile.level, index: tile.index, width: Tile.fullWidth).path
            if access(full, F_OK) == 0 { path = full }
        }
        guard access(path, F_OK) == 0 else { throw Fault("journal.bad-tile", at: place(tile.path)) }
        let bytes = try BoundedFile.read(path, limit: Tile.fullWidth * MerkleHash.size)
        guard bytes.count % MerkleHash.size == 0, bytes.count >= tile.width * MerkleHash.size else {
            throw Fault("journal.bad-tile", at: SourcePlace(file: path))
        }
        return (0..<tile.width).compactMap {
            MerkleHash(bytes[$0 * MerkleHash.size..<($0 + 1) * MerkleHash.size])
        }
    }

    /// Writes a tile's hashes.
    func write(_ tile: Tile, _ hashes: [MerkleHash]) throws(Fault) {
        let path = tile.path
        if let slash = path.lastIndex(of: "/") { try makeFolder(String(path[..<slash])) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(hashes.count * MerkleHash.size)
        for hash in hashes { bytes += hash.bytes }
        try AtomicFile.write(bytes, to: folder + "/" + path, mode: 0o600)
    }

    /// Removes the partial tiles that a full one has taken the place of.
    func removePartial(of full: Tile) {
        let path = folder + "/" + full.partialFolder
        for width in 1..<Tile.fullWidth { unlink("\(path)/\(width)") }
        rmdir(path)
    }

    /// Runs a body while no other program extends the log.
    func locked<Value>(_ body: () throws -> Value) throws -> Value {
        let lock = try FileLock(folder + "/lock")
        return try withExtendedLifetime(lock) { try body() }
    }

    /// A place in the log's folder.
    func place(_ name: String) -> SourcePlace { SourcePlace(file: folder + "/" + name) }

    /// Makes a folder and those above it, each made durable in the one that holds it.
    private func makeFolder(_ relative: String) throws(Fault) {
        let path = folder + "/" + relative
        guard access(path, F_OK) != 0 else { return }
        if let slash = relative.lastIndex(of: "/") { try makeFolder(String(relative[..<slash])) }
        try AtomicFile.makeFolder(path, mode: 0o700)
        let holder = open(path + "/..", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard holder >= 0 else { throw BoundedFile.fault(errno, at: SourcePlace(file: path)) }
        defer { close(holder) }
        guard fsync(holder) == 0 else { throw BoundedFile.fault(errno, at: SourcePlace(file: path)) }
    }
}
