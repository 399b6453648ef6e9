import Crypto

/// A hash of a Merkle tree: SHA-256 with the prefixes that keep leaves and nodes apart (RFC 6962, section 2.1).
public struct MerkleHash: Sendable, Hashable {
    /// 32 bytes.
    public let bytes: [UInt8]

    /// How many bytes a hash has.
    public static let size = 32

    /// A hash by its bytes; nil unless there are 32.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.size else { return nil }
        self.bytes = Array(bytes)
    }

    private init(_ digest: SHA256.Digest) { bytes = Array(digest) }

    /// The hash of a leaf: SHA-256(0x00 ‖ data).
    public static func leaf(_ data: [UInt8]) -> MerkleHash {
        var hash = SHA256()
        hash.update(data: [0x00])
        hash.update(data: data)
        return MerkleHash(hash.finalize())
    }

    /// The hash of a node: SHA-256(0x01 ‖ left ‖ right).
    public static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        var hash = SHA256()
        hash.update(data: [0x01])
        hash.update(data: left.bytes)
        hash.update(data: right.bytes)
        return MerkleHash(hash.finalize())
    }

    /// The root of a tree without leaves: SHA-256 of nothing.
    public static let empty = MerkleHash(SHA256.hash(data: []))
}
