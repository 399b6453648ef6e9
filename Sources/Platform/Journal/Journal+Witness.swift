import Model
public import TransparencyLog

extension Journal {
    /// What a witness that knows a size of the log is asked to cosign; nil where the log never had that size.
    public func request(since size: UInt64) async throws -> CheckpointRequest? {
        try await home.read { [keys] store in
            guard let note = try store.checkpoint() else {
                throw Fault("journal.no-checkpoint", at: store.place("checkpoint"))
            }
            let head = try LogIntegrator(store: store, keys: keys).head(of: note)
            guard size <= head.size else { return nil }
            let proof = try TiledTree.reading(store, size: head.size) { try $0.consistencyProof(from: size) } ?? []
            return CheckpointRequest(oldSize: size, proof: proof, checkpoint: note)
        }
    }

    /// Compares the log with what witnesses saw of it; the log itself must have been verified before.
    ///
    /// - Parameters:
    ///   - notes: cosigned checkpoints, from outside or from the data folder.
    ///   - witnesses: whose cosignatures count; each must have cosigned at least one.
    /// - Throws: `Fault`: `journal.not-witnessed`, `journal.witnessed-other` where a checkpoint is of another log,
    ///   `journal.truncated` where a witness saw a longer log, `journal.forked` where it saw another one.
    public func compare(with notes: [SignedNote], by witnesses: [CosignatureVerifier]) async throws {
        let log = try await verifier()
        for witness in witnesses {
            let seen = notes.filter { witness.time(of: $0) != nil }
            guard !seen.isEmpty else { throw Fault("journal.not-witnessed", ["witness": witness.name]) }
            for note in seen {
                guard let head = try? log.checkpoint(of: note) else {
                    throw Fault("journal.witnessed-other", ["witness": witness.name])
                }
                try await compare(with: head, by: witness)
            }
        }
    }

    private func compare(with seen: Checkpoint, by witness: CosignatureVerifier) async throws {
        let head = try await wantedHead()
        guard seen.size <= head.size else {
            throw Fault(
                "journal.truncated",
                ["witness": witness.name, "seen": String(seen.size), "size": String(head.size)])
        }
        let root = try await home.read { store in
            try TiledTree.prefixRoot(store, treeSize: head.size, size: seen.size)
        }
        guard root == seen.root else {
            throw Fault("journal.forked", ["witness": witness.name, "size": String(seen.size)])
        }
    }
}

extension TiledTree {
    /// The root over the first leaves of a log, from the tiles of all of it.
    static func prefixRoot(_ store: any TileStore, treeSize: UInt64, size: UInt64) throws -> MerkleHash {
        var tiles = TiledTree(store: store, size: treeSize)
        return try MerkleTree(size: size) { try tiles.subtree($0, $1) }.root()
    }
}
