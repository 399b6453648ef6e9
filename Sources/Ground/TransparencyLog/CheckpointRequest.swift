import BaseEncoding

/// What a log asks a witness to cosign: a checkpoint, and the proof that it grew out of the one that the witness
/// cosigned before (C2SP tlog-witness, `add-checkpoint`).
public struct CheckpointRequest: Sendable, Hashable {
    /// The size that the witness knows; 0 where it knows none.
    public let oldSize: UInt64
    /// The consistency proof from there.
    public let proof: [MerkleHash]
    /// The signed checkpoint.
    public let checkpoint: SignedNote

    /// "The client MUST NOT send more than 63 consistency proof lines."
    private static let proofLimit = 63
    private static let limit = 1 << 20
    private static let oldPrefix = Array("old ".utf8)

    /// A request.
    public init(oldSize: UInt64, proof: [MerkleHash], checkpoint: SignedNote) {
        self.oldSize = oldSize
        self.proof = proof
        self.checkpoint = checkpoint
    }

    /// Reads the body of a request; nil where it is not one.
    public init?(_ body: [UInt8]) {
        guard body.count <= Self.limit, body.starts(with: Self.oldPrefix),
            let split = body.indices.dropFirst().first(where: {
                body[$0] == Lines.newline && body[$0 - 1] == Lines.newline
            }), let note = SignedNote(Array(body[(split + 1)...])),
            let head = Self.head(body[..<split])
        else { return nil }
        self.init(oldSize: head.oldSize, proof: head.proof, checkpoint: note)
    }

    /// Reads a checkpoint and, from a file of its own, the lines before the empty one; nil where either is not that.
    public init?(checkpoint: [UInt8], proof: [UInt8]?) {
        guard let note = SignedNote(checkpoint) else { return nil }
        guard let proof else {
            self.init(oldSize: 0, proof: [], checkpoint: note)
            return
        }
        guard proof.count <= Self.limit, let head = Self.head(proof[...]) else { return nil }
        self.init(oldSize: head.oldSize, proof: head.proof, checkpoint: note)
    }

    /// The body.
    public var text: String {
        "old \(oldSize)\n" + proof.map { Base64.standard.encode($0.bytes) + "\n" }.joined() + "\n"
            + checkpoint.description
    }

    /// The lines before the empty one, each with its newline.
    private static func head(_ bytes: ArraySlice<UInt8>) -> (oldSize: UInt64, proof: [MerkleHash])? {
        var lines = Lines.split(bytes)[...]
        guard lines.popLast()?.isEmpty == true, let first = lines.popFirst(), first.starts(with: oldPrefix),
            let oldSize = Lines.number(first.dropFirst(oldPrefix.count)), lines.count <= proofLimit
        else { return nil }
        var proof: [MerkleHash] = []
        for line in lines {
            guard let hash = Base64.standard.decode(line).flatMap({ MerkleHash($0) }) else { return nil }
            proof.append(hash)
        }
        return (oldSize, proof)
    }
}
