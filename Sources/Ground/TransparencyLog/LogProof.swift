import BaseEncoding

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
    private static let extraPrefix = Array("extra ".utf8)
    private static let indexPrefix = Array("index ".utf8)

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
    public init(_ receipt: [UInt8]) throws(Failure) {
        guard receipt.count <= Self.limit,
            let split = receipt.indices.dropFirst().first(where: {
                receipt[$0] == Lines.newline && receipt[$0 - 1] == Lines.newline
            }), let note = SignedNote(Array(receipt[(split + 1)...]))
        else { throw .malformed }
        var lines = Lines.split(receipt[..<(split - 1)])[...]
        guard lines.popFirst().map({ $0.elementsEqual(Self.header.utf8) }) == true else { throw .malformed }
        var extra: [UInt8]?
        if let line = lines.first, line.starts(with: Self.extraPrefix) {
            guard let bytes = Base64.standard.decode(line.dropFirst(Self.extraPrefix.count)) else { throw .malformed }
            extra = bytes
            lines.removeFirst()
        }
        guard let line = lines.popFirst(), line.starts(with: Self.indexPrefix),
            let index = Lines.number(line.dropFirst(Self.indexPrefix.count)), lines.count <= Self.pathLimit
        else { throw .malformed }
        var path: [MerkleHash] = []
        for line in lines {
            guard let hash = Base64.standard.decode(line).flatMap({ MerkleHash($0) }) else { throw .malformed }
            path.append(hash)
        }
        self.init(extra: extra, index: index, path: path, checkpoint: note)
    }

    /// Reads a receipt.
    ///
    /// - Throws: `Failure.malformed`.
    public init(_ receipt: String) throws(Failure) { try self.init(Array(receipt.utf8)) }

    /// The receipt as text.
    public var text: String {
        var lines = [Self.header]
        if let extra { lines.append("extra \(Base64.standard.encode(extra))") }
        lines.append("index \(index)")
        lines += path.map { Base64.standard.encode($0.bytes) }
        return lines.joined(separator: "\n") + "\n\n" + checkpoint.description
    }

    /// Checks that a log holds an entry.
    ///
    /// - Parameters:
    ///   - entry: the bytes of the entry, whose leaf hash is proven.
    ///   - log: the log's name and keys.
    /// - Throws: `Failure`.
    public func verify(entry: [UInt8], log: LogVerifier) throws(Failure) { try verify(entry: entry, in: head(by: log)) }

    /// What the receipt's checkpoint states, once a key of the log has signed it.
    ///
    /// - Throws: `Failure`.
    public func head(by log: LogVerifier) throws(Failure) -> Checkpoint {
        do throws(LogVerifier.Failure) {
            return try log.checkpoint(of: checkpoint)
        } catch {
            switch error {
            case .malformed: throw .malformed
            case .notSigned: throw .notSigned
            case .otherLog: throw .otherLog
            }
        }
    }

    /// Checks that a tree holds an entry where the receipt says it is.
    ///
    /// - Parameter head: what the receipt's checkpoint states: who signed it is not looked at here.
    /// - Throws: `Failure.notIncluded`.
    public func verify(entry: [UInt8], in head: Checkpoint) throws(Failure) {
        guard
            MerkleProof.verifiesInclusion(
                of: .leaf(entry), at: index, size: head.size, path: path, root: head.root)
        else { throw .notIncluded }
    }
}
