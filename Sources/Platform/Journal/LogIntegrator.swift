import Model
import TransparencyLog

/// Extends the tree by new leaves: fills the tiles at its right edge, then signs the new root.
///
/// One program at a time may use it (`TileFiles.locked`).
struct LogIntegrator {
    let files: TileFiles
    let keys: Keys

    /// The newest checkpoint, nil where there is none.
    ///
    /// - Throws: `Fault` (`journal.bad-checkpoint`) where it is not signed by the key.
    func head() throws(Fault) -> Checkpoint? {
        guard let note = try files.checkpoint() else { return nil }
        return try head(of: note)
    }

    /// What a checkpoint states, once its signature holds.
    func head(of note: SignedNote) throws(Fault) -> Checkpoint {
        guard keys.verifier.verifies(note), let head = Checkpoint(note.text), head.origin == keys.origin else {
            throw Fault("journal.bad-checkpoint", at: files.place("checkpoint"))
        }
        return head
    }

    /// Signs the checkpoint of a log without leaves, so that a missing one means from now on that it was removed.
    func begin() throws {
        guard try head() == nil else { return }
        try sign(TreeEdge())
    }

    /// Appends leaves and signs a checkpoint over all of the log.
    ///
    /// Tiles are written before the checkpoint that speaks of them: after a kill in between, the old checkpoint
    /// stands over a tree that is still whole.
    ///
    /// - Throws: `Fault` (`journal.other-root`) where the tiles are not those that the checkpoint was signed over: a
    ///   new one would contradict it.
    func append(_ leaves: some Sequence<MerkleHash>, to head: Checkpoint) throws {
        var edge = try TreeEdge(size: head.size) { try files.read($0) }
        guard edge.root == head.root else { throw Fault("journal.other-root", at: files.place("tile")) }
        var filled: [Tile] = []
        for leaf in leaves {
            try edge.append(leaf) { tile, hashes in
                try files.write(tile, hashes)
                filled.append(tile)
            }
        }
        for (tile, hashes) in edge.partialTiles { try files.write(tile, hashes) }
        try sign(edge)
        for tile in filled { files.removePartial(of: tile) }
    }

    private func sign(_ edge: TreeEdge) throws {
        let checkpoint = Checkpoint(origin: keys.origin, size: edge.size, root: edge.root)
        try files.write(SignedNote(text: checkpoint.text, name: keys.origin, key: keys.signingKey))
    }
}
