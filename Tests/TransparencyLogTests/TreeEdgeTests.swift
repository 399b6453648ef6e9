import Testing
import TransparencyLog

@Suite struct TreeEdgeTests {
    private static func leaf(_ index: UInt64) -> MerkleHash { .leaf([UInt8(index >> 8 & 0xFF), UInt8(index & 0xFF)]) }

    private static func subtree(_ level: Int, _ index: UInt64) -> MerkleHash {
        level == 0 ? leaf(index) : .node(subtree(level - 1, index * 2), subtree(level - 1, index * 2 + 1))
    }

    @Test func itsRootIsTheTrees() throws {
        var edge = TreeEdge()
        #expect(edge.root == .empty)
        for size in UInt64(1)...600 {
            edge.append(Self.leaf(size - 1)) { _, _ in }
            #expect(try edge.root == MerkleTree(size: size, subtree: Self.subtree).root(), "size \(size)")
        }
    }

    /// The numbers of the specification's own example.
    @Test func aTreeOfSeventyThousandLeavesHasTheTilesOfTheSpecification() {
        var edge = TreeEdge()
        var full: [Int: Int] = [:]
        for index in 0..<UInt64(70_000) {
            edge.append(Self.leaf(index)) { tile, hashes in
                #expect(tile.width == 256 && hashes.count == 256 && tile.index == UInt64(full[tile.level, default: 0]))
                full[tile.level, default: 0] += 1
            }
        }
        #expect(full == [0: 273, 1: 1])
        let partial = edge.partialTiles
        #expect(partial.map(\.tile.path) == ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"])
        #expect(partial.map(\.hashes.count) == [112, 17, 1])
        #expect(Tile(level: 0, index: 273, width: 256).partialFolder == "tile/0/273.p")
    }

    @Test(arguments: [0, 1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 65_792])
    func itGrowsTheSameFromItsTiles(size: UInt64) throws {
        var grown = TreeEdge()
        for index in 0..<size { grown.append(Self.leaf(index)) { _, _ in } }
        let tiles = Dictionary(uniqueKeysWithValues: grown.partialTiles.map { ($0.tile, $0.hashes) })
        var read = try TreeEdge(size: size) { try #require(tiles[$0]) }
        #expect(read.root == grown.root)
        for index in size..<size + 300 {
            read.append(Self.leaf(index)) { _, _ in }
            grown.append(Self.leaf(index)) { _, _ in }
        }
        #expect(read.root == grown.root && read.size == grown.size)
    }
}
