import TransparencyLog

/// The tree of a log as its tiles hold it.
struct TiledTree {
    private let store: any TileStore
    private let size: UInt64
    private var cache: [Tile: [MerkleHash]] = [:]
    /// The paths of neighbours go through the same subtrees.
    private var roots: [Subtree: MerkleHash] = [:]

    private struct Subtree: Hashable {
        let level: Int
        let index: UInt64
    }

    /// The tree of the first leaves of a log.
    init(store: any TileStore, size: UInt64) {
        self.store = store
        self.size = size
    }

    /// The hash of a complete subtree.
    mutating func subtree(_ level: Int, _ index: UInt64) throws -> MerkleHash {
        let place = Subtree(level: level, index: index)
        if let known = roots[place] { return known }
        let root = try root(level, index)
        roots[place] = root
        return root
    }

    private mutating func root(_ level: Int, _ index: UInt64) throws -> MerkleHash {
        let row = level / Tile.height
        let span = 1 << (level % Tile.height)
        let first = index << UInt64(level % Tile.height)
        let rowCount = size >> UInt64(row * Tile.height)
        let tileIndex = first / UInt64(Tile.fullWidth)
        let width = min(UInt64(Tile.fullWidth), rowCount - tileIndex * UInt64(Tile.fullWidth))
        let tile = Tile(level: row, index: tileIndex, width: Int(width))
        let hashes: [MerkleHash]
        if let known = cache[tile] {
            hashes = known
        } else {
            hashes = try store.read(tile)
            cache[tile] = hashes
        }
        let start = Int(first % UInt64(Tile.fullWidth))
        return .root(overComplete: hashes[start..<start + span])
    }
}

extension TiledTree {
    /// Runs a body with the tree of the first leaves of a log.
    static func reading<Value>(
        _ store: any TileStore, size: UInt64, _ body: (MerkleTree) throws -> Value
    ) throws -> Value {
        var tiles = TiledTree(store: store, size: size)
        return try body(MerkleTree(size: size) { try tiles.subtree($0, $1) })
    }
}
