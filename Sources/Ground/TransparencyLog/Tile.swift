/// A tile of the tree: up to 256 hashes of one row of subtrees (C2SP tlog-tiles).
public struct Tile: Sendable, Hashable {
    /// Tree levels that a tile spans.
    public static let height = 8
    /// Hashes of a full tile.
    public static let fullWidth = 256

    /// The row of tiles: 0 holds leaf hashes, 1 the roots of row 0's full tiles, and so on.
    public let level: Int
    /// The tile's index in its row.
    public let index: UInt64
    /// How many hashes it holds, 1 to 256.
    public let width: Int

    /// A tile.
    public init(level: Int, index: UInt64, width: Int) {
        self.level = level
        self.index = index
        self.width = width
    }

    /// The path under the log's folder, such as `tile/0/x001/234.p/17`.
    public var path: String {
        var groups: [String] = []
        var rest = index
        repeat {
            let group = String(rest % 1000)
            let padded = String(repeating: "0", count: 3 - group.count) + group
            groups.append(groups.isEmpty ? padded : "x" + padded)
            rest /= 1000
        } while rest > 0
        let base = "tile/\(level)/" + groups.reversed().joined(separator: "/")
        return width == Self.fullWidth ? base : base + ".p/\(width)"
    }

    /// The folder of the partial tiles that this full tile takes the place of.
    public var partialFolder: String { Tile(level: level, index: index, width: Self.fullWidth).path + ".p" }

    /// The partial tiles of a tree of a size, lowest row first; a row that ends in a full tile has none.
    public static func partial(ofTreeSize size: UInt64) -> [Tile] {
        var tiles: [Tile] = []
        var level = 0
        var count = size
        while count > 0 {
            let rest = Int(count % UInt64(fullWidth))
            count >>= UInt64(height)
            if rest > 0 { tiles.append(Tile(level: level, index: count, width: rest)) }
            level += 1
        }
        return tiles
    }
}
