/// Checks proofs without the tree (RFC 9162, sections 2.1.3.2 and 2.1.4.2).
public enum MerkleProof {
    /// Whether a path proves that a leaf is at an index of the tree with a size and a root.
    public static func verifiesInclusion(
        of leaf: MerkleHash, at index: UInt64, size: UInt64, path: [MerkleHash], root: MerkleHash
    ) -> Bool {
        guard index < size else { return false }
        var node = index
        var last = size - 1
        var hash = leaf
        for sibling in path {
            guard last != 0 else { return false }
            if node & 1 == 1 || node == last {
                hash = .node(sibling, hash)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                hash = .node(hash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }

    /// Whether a path proves that one tree's leaves are the first of another's.
    public static func verifiesConsistency(
        from earlier: (size: UInt64, root: MerkleHash), to later: (size: UInt64, root: MerkleHash), path: [MerkleHash]
    ) -> Bool {
        guard earlier.size > 0, earlier.size <= later.size else { return false }
        if earlier.size == later.size { return path.isEmpty && earlier.root == later.root }
        var path = path[...]
        if earlier.size & (earlier.size - 1) == 0 { path = [earlier.root] + path }
        guard var old = path.popFirst() else { return false }
        var new = old
        var node = earlier.size - 1
        var last = later.size - 1
        while node & 1 == 1 {
            node >>= 1
            last >>= 1
        }
        for sibling in path {
            guard last != 0 else { return false }
            if node & 1 == 1 || node == last {
                old = .node(sibling, old)
                new = .node(sibling, new)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                new = .node(new, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && old == earlier.root && new == later.root
    }
}
