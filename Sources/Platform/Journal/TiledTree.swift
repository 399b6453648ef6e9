import Model
import TransparencyLog

/// The tree of a log as its tiles hold it.
struct TiledTree {
    private let files: TileFiles
    private let size: UInt64
    private var cache: [Tile: [MerkleHash]] = [:]

    /// The tree of the first leaves of a log.
    init(files: TileFiles, size: UInt64) {
        self.files = files
        self.size = size
    }

    /// The hash of a complete subtree.
    mutating func subtree(_ level: Int, _ index: UInt64) throws(Fault) -> MerkleHash {
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
            hashes = try files.read(tile)
            cache[tile] = hashes
        }
        let start = Int(first % UInt64(Tile.fullWidth))
        return .root(overComplete: hashes[start..<start + span])
    }
}
