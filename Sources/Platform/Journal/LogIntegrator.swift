import Model
import TransparencyLog

/// Extends the tree by new leaves: rewrites the right edge of each row of tiles, then signs the new root.
struct LogIntegrator {
    let files: TileFiles
    let keys: Keys

    /// Appends leaves to a log of a size and signs a checkpoint over all of it.
    ///
    /// Tiles are written before the checkpoint that speaks of them, so that a kill in between leaves the old
    /// checkpoint over a tree that is still whole.
    func append(_ leaves: [MerkleHash], to size: UInt64) throws -> SignedNote {
        let grown = size + UInt64(leaves.count)
        var row = leaves
        var before = size
        var level = 0
        var stale: [Tile] = []
        while !row.isEmpty {
            let (above, replaced) = try extend(level: level, from: before, by: row)
            stale += replaced
            row = above
            before >>= UInt64(Tile.height)
            level += 1
        }
        var tree = TiledTree(files: files, size: grown)
        let root = try MerkleTree(size: grown) { try tree.subtree($0, $1) }.root()
        let checkpoint = Checkpoint(origin: keys.origin, size: grown, root: root)
        let note = try SignedNote(text: checkpoint.text, name: keys.origin, key: keys.signingKey)
        try files.write(note)
        for tile in stale { files.remove(tile) }
        return note
    }

    /// Writes the tiles of one row that new hashes fill, and gives the roots of those that became full.
    private func extend(
        level: Int, from before: UInt64, by new: [MerkleHash]
    ) throws(Fault) -> (above: [MerkleHash], replaced: [Tile]) {
        let width = UInt64(Tile.fullWidth)
        var pending: [MerkleHash] = []
        var replaced: [Tile] = []
        var index = before / width
        if before % width > 0 {
            let partial = Tile(level: level, index: index, width: Int(before % width))
            pending = try files.read(partial)
            replaced.append(partial)
        }
        pending += new
        var above: [MerkleHash] = []
        var start = 0
        while pending.count - start >= Tile.fullWidth {
            let hashes = pending[start..<start + Tile.fullWidth]
            try files.write(Tile(level: level, index: index, width: Tile.fullWidth), hashes)
            above.append(TiledTree.root(hashes))
            start += Tile.fullWidth
            index += 1
        }
        if start < pending.count {
            try files.write(Tile(level: level, index: index, width: pending.count - start), pending[start...])
        }
        return (above, replaced)
    }
}
