/// Roots and proofs of a Merkle tree, from the hashes of its complete subtrees (RFC 6962, section 2.1).
///
/// A subtree is named by its level (0 for leaves) and its index at that level.
public struct MerkleTree {
    /// Gives the hash of a complete subtree.
    public typealias Subtree = (_ level: Int, _ index: UInt64) throws -> MerkleHash

    /// How many leaves the tree has.
    public let size: UInt64
    private let subtree: Subtree

    /// A tree of a size over a source of subtree hashes.
    public init(size: UInt64, subtree: @escaping Subtree) {
        self.size = size
        self.subtree = subtree
    }

    /// The root.
    public func root() throws -> MerkleHash {
        size == 0 ? .empty : try root(of: 0..<size)
    }

    /// The path that proves that the leaf at an index is in the tree, from the leaf up; nil where it is not.
    public func inclusionProof(of index: UInt64) throws -> [MerkleHash]? {
        guard index < size else { return nil }
        var path: [MerkleHash] = []
        var range = 0..<size
        while range.upperBound - range.lowerBound > 1 {
            let middle = range.lowerBound + Self.split(range.upperBound - range.lowerBound)
            if index < middle {
                path.append(try root(of: middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                path.append(try root(of: range.lowerBound..<middle))
                range = middle..<range.upperBound
            }
        }
        return path.reversed()
    }

    /// The path that proves that the tree's first leaves are those of an earlier tree; nil where it was no earlier one.
    public func consistencyProof(from earlier: UInt64) throws -> [MerkleHash]? {
        guard earlier > 0, earlier <= size else { return nil }
        var path: [MerkleHash] = []
        var range = 0..<size
        var whole = true
        while earlier != range.upperBound {
            let middle = range.lowerBound + Self.split(range.upperBound - range.lowerBound)
            if earlier <= middle {
                path.append(try root(of: middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                path.append(try root(of: range.lowerBound..<middle))
                range = middle..<range.upperBound
                whole = false
            }
        }
        if !whole { path.append(try root(of: range)) }
        return path.reversed()
    }

    private func root(of range: Range<UInt64>) throws -> MerkleHash {
        let count = range.upperBound - range.lowerBound
        // Splitting at powers of two keeps every complete part aligned to its own size.
        if count & (count - 1) == 0 {
            let level = count.trailingZeroBitCount
            return try subtree(level, range.lowerBound >> UInt64(level))
        }
        let middle = range.lowerBound + Self.split(count)
        return .node(try root(of: range.lowerBound..<middle), try root(of: middle..<range.upperBound))
    }

    /// The largest power of two below a count of at least two.
    private static func split(_ count: UInt64) -> UInt64 {
        1 << UInt64(63 - (count - 1).leadingZeroBitCount)
    }
}
