import Model
import Secrets
import TransparencyLog

/// Extends the tree by new leaves: fills the tiles at its right edge, then signs the new root.
///
/// One program at a time may use it (`LogHome`).
struct LogIntegrator {
    let store: any TileStore
    let keys: Keys

    /// The newest checkpoint, nil where there is none.
    ///
    /// - Throws: `Fault` (`journal.bad-checkpoint`) where it is not signed by the key that may.
    func head() throws -> Checkpoint? {
        guard let note = try store.checkpoint() else { return nil }
        return try head(of: note)
    }

    /// What a checkpoint states, once its signature holds: by the key that the log was last handed to.
    func head(of note: SignedNote) throws(Fault) -> Checkpoint {
        guard let head = Checkpoint(note.text), let key = keys.signingKey(after: head),
            key.verifier(head.origin).verifies(note)
        else { throw Fault("journal.bad-checkpoint", at: store.place("checkpoint")) }
        return head
    }

    /// Signs the checkpoint of a log without leaves, so that a missing one means from now on that it was removed.
    func begin() throws {
        guard try head() == nil else { return }
        let key = keys.firstSigningKey
        let edge = TreeEdge()
        try sign(Checkpoint(origin: Keys.origin(of: key), size: edge.size, root: edge.root))
    }

    /// Appends leaves and signs a checkpoint over all of the log.
    ///
    /// Tiles are written before the checkpoint that speaks of them: after a kill in between, the old checkpoint
    /// stands over a tree that is still whole.
    ///
    /// - Throws: `Fault` (`journal.other-root`) where the tiles are not those that the checkpoint was signed over: a
    ///   new one would contradict it; `journal.bad-rotation` where the log is handed over by a key that does not hold
    ///   it.
    func append(_ waiting: WaitingLeaves, to head: Checkpoint) throws {
        var edge = try TreeEdge(size: head.size) { try store.read($0) }
        guard edge.root == head.root else { throw Fault("journal.other-root", at: store.place("tile")) }
        let extensions = head.extensions + (try lines(of: waiting.rotations, after: head))
        var filled: [Tile] = []
        for leaf in waiting.leaves {
            try edge.append(leaf) { tile, hashes in
                try store.write(tile, hashes)
                filled.append(tile)
            }
        }
        for (tile, hashes) in edge.partialTiles { try store.write(tile, hashes) }
        try sign(Checkpoint(origin: head.origin, size: edge.size, root: edge.root, extensions: extensions))
        for tile in filled { try store.removePartial(of: tile) }
    }

    private func lines(of rotations: [KeyRotation], after head: Checkpoint) throws(Fault) -> [String] {
        var verifier = keys.signingKey(after: head)?.verifier(head.origin)
        return try rotations.map { rotation throws(Fault) in
            guard let holder = verifier, rotation.isSigned(by: holder) else { throw Fault("journal.bad-rotation") }
            verifier = rotation.next
            return rotation.line
        }
    }

    private func sign(_ checkpoint: Checkpoint) throws {
        guard let key = keys.signingKey(after: checkpoint) else {
            let id = checkpoint.rotations.last?.next.description ?? checkpoint.origin
            throw Fault("journal.missing-generation", ["purpose": KeyPurpose.signing.rawValue, "key": id])
        }
        try store.write(SignedNote(text: checkpoint.text, name: checkpoint.origin, key: key.key))
    }
}
