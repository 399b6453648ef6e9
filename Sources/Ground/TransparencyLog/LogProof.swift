/// A receipt: proof, to be checked without the log, that it holds an entry (C2SP tlog-proof, version 1).
public struct LogProof: Sendable, Hashable {
    /// What is wrong with a receipt.
    public enum Failure: Error, Sendable, Hashable {
        /// It is not in the format.
        case malformed
        /// The checkpoint is not signed by the key.
        case notSigned
        /// The checkpoint is of another log.
        case otherLog
        /// The entry is not in the tree where the receipt says it is.
        case notIncluded
    }

    private static let header = "c2sp.org/tlog-proof@v1"
    /// A path is at most as long as an index has bits.
    private static let pathLimit = 63
    private static let limit = 1 << 20

    /// Data that the log's users gave a meaning of their own.
    public let extra: [UInt8]?
    /// Where the entry is.
    public let index: UInt64
    /// The path from the entry to the root.
    public let path: [MerkleHash]
    /// The signed checkpoint.
    public let checkpoint: SignedNote

    /// A receipt.
    public init(extra: [UInt8]? = nil, index: UInt64, path: [MerkleHash], checkpoint: SignedNote) {
        self.extra = extra
        self.index = index
        self.path = path
        self.checkpoint = checkpoint
    }

    /// Reads a receipt.
    ///
    /// - Throws: `Failure.malformed`.
    public init(_ text: String) throws(Failure) {
        guard text.utf8.count <= Self.limit, let split = text.firstRange(of: "\n\n"),
            let note = SignedNote(String(text[split.upperBound...]))
        else { throw .malformed }
        var lines = text[..<split.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)[...]
        guard lines.popFirst() == Self.header[...] else { throw .malformed }
        if let line = lines.first, line.hasPrefix("extra ") {
            guard let bytes = Base64.decode(line.dropFirst(6)) else { throw .malformed }
            extra = bytes
            lines.removeFirst()
        } else {
            extra = nil
        }
        guard let line = lines.popFirst(), line.hasPrefix("index "), let index = UInt64(line.dropFirst(6)),
            String(index) == line.dropFirst(6), lines.count <= Self.pathLimit
        else { throw .malformed }
        self.index = index
        var path: [MerkleHash] = []
        for line in lines {
            guard let hash = Base64.decode(line).flatMap({ MerkleHash($0) }) else { throw .malformed }
            path.append(hash)
        }
        self.path = path
        checkpoint = note
    }

    /// The receipt as text.
    public var text: String {
        var lines = [Self.header]
        if let extra { lines.append("extra \(Base64.encode(extra))") }
        lines.append("index \(index)")
        lines += path.map { Base64.encode($0.bytes) }
        return lines.joined(separator: "\n") + "\n\n" + checkpoint.description
    }

    /// Checks that the log of a key holds an entry.
    ///
    /// - Parameters:
    ///   - entry: the bytes of the entry, whose leaf hash is proven.
    ///   - origin: the log's name.
    ///   - verifier: the log's key.
    /// - Throws: `Failure`.
    public func verify(entry: [UInt8], origin: String, verifier: NoteVerifier) throws(Failure) {
        guard verifier.verifies(checkpoint) else { throw .notSigned }
        guard let head = Checkpoint(checkpoint.text) else { throw .malformed }
        guard head.origin == origin else { throw .otherLog }
        guard
            MerkleProof.verifiesInclusion(
                of: .leaf(entry), at: index, size: head.size, path: path, root: head.root)
        else { throw .notIncluded }
    }
}
