import Crypto

/// A hash of a Merkle tree: SHA-256 with the prefixes that keep leaves and nodes apart (RFC 6962, section 2.1).
public struct MerkleHash: Sendable, Hashable {
    // Inline, not an array: a tree is made of millions of these. Not a vector: its alignment, which is more than
    // what allocators give, is lost where a value goes through a generic continuation.
    private struct Words: Sendable, Hashable {
        var first: UInt64 = 0
        var second: UInt64 = 0
        var third: UInt64 = 0
        var fourth: UInt64 = 0
    }

    private let words: Words

    /// How many bytes a hash has.
    public static let size = 32

    /// A hash by its bytes; nil unless there are 32.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.size else { return nil }
        var words = Words()
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
        self.words = words
    }

    private init(_ digest: SHA256.Digest) {
        words = digest.withUnsafeBytes { $0.loadUnaligned(as: Words.self) }
    }

    /// 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }

    /// The hash of a leaf: SHA-256(0x00 ‖ data).
    public static func leaf(_ data: [UInt8]) -> MerkleHash {
        var hash = SHA256()
        hash.update(data: [0x00])
        hash.update(data: data)
        return MerkleHash(hash.finalize())
    }

    /// The hash of a node: SHA-256(0x01 ‖ left ‖ right).
    public static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1 + 2 * size) { buffer in
            let input = UnsafeMutableRawBufferPointer(buffer)
            input[0] = 0x01
            withUnsafeBytes(of: left.words) {
                UnsafeMutableRawBufferPointer(rebasing: input[1..<1 + size]).copyMemory(from: $0)
            }
            withUnsafeBytes(of: right.words) {
                UnsafeMutableRawBufferPointer(rebasing: input[(1 + size)...]).copyMemory(from: $0)
            }
            return MerkleHash(SHA256.hash(data: UnsafeRawBufferPointer(input)))
        }
    }

    /// The root over a power of two of hashes.
    public static func root(overComplete hashes: ArraySlice<MerkleHash>) -> MerkleHash {
        precondition(hashes.count > 0 && hashes.count & (hashes.count - 1) == 0, "not a complete subtree")
        var row = Array(hashes)
        while row.count > 1 {
            for pair in 0..<row.count / 2 { row[pair] = .node(row[2 * pair], row[2 * pair + 1]) }
            row.removeLast(row.count / 2)
        }
        return row[0]
    }

    /// The root of a tree without leaves: SHA-256 of nothing.
    public static let empty = MerkleHash(SHA256.hash(data: []))
}
