/// The right edge of a tiled tree: of each row of tiles, the hashes that do not fill a tile yet.
///
/// It is all that a log must know to grow and to state its root: at most 255 hashes a row.
public struct TreeEdge: Sendable, Hashable {
    /// How many leaves the tree has.
    public private(set) var size: UInt64
    private var rows: [[MerkleHash]]

    /// The edge of the tree without leaves.
    public init() {
        size = 0
        rows = []
    }

    /// The edge of a tree of a size.
    ///
    /// - Parameter hashes: gives the hashes of a partial tile, as many as it is wide.
    public init(size: UInt64, hashes: (Tile) throws -> [MerkleHash]) rethrows {
        self.size = size
        rows = []
        for tile in Tile.partial(ofTreeSize: size) {
            while rows.count < tile.level { rows.append([]) }
            let row = try hashes(tile)
            precondition(row.count == tile.width, "a tile holds as many hashes as it is wide")
            rows.append(row)
        }
    }

    /// Takes a leaf in.
    ///
    /// - Parameter filled: is handed each tile that becomes full, lowest row first.
    public mutating func append(_ leaf: MerkleHash, filled: (Tile, [MerkleHash]) throws -> Void) rethrows {
        size += 1
        var hash = leaf
        var level = 0
        while true {
            if rows.count == level { rows.append([]) }
            rows[level].append(hash)
            guard rows[level].count == Tile.fullWidth else { return }
            let index = size >> UInt64(Tile.height * (level + 1)) - 1
            try filled(Tile(level: level, index: index, width: Tile.fullWidth), rows[level])
            hash = .root(overComplete: rows[level][...])
            rows[level].removeAll(keepingCapacity: true)
            level += 1
        }
    }

    /// The partial tiles and their hashes, lowest row first.
    public var partialTiles: [(tile: Tile, hashes: [MerkleHash])] {
        Tile.partial(ofTreeSize: size).map { ($0, rows[$0.level]) }
    }

    /// The root: of the complete subtrees from the largest to the smallest, joined from the right.
    public var root: MerkleHash {
        var peaks: [MerkleHash] = []
        for row in rows.reversed() {
            var start = 0
            while start < row.count {
                let width = 1 << (Int.bitWidth - 1 - (row.count - start).leadingZeroBitCount)
                peaks.append(.root(overComplete: row[start..<start + width]))
                start += width
            }
        }
        guard var root = peaks.popLast() else { return .empty }
        while let peak = peaks.popLast() { root = .node(peak, root) }
        return root
    }
}
